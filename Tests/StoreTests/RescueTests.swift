import Bytes
import Foundation
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

/// What can be read of a damaged store is read, and what can't be is not guessed at.
@Suite struct RescueTests {
  private static let records = 2000
  private static let pageBytes = 8192

  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("a.db")
    let store = try SQLiteStore(path: path, .write)
    try store.insert((0..<Self.records).map { .service(Samples.service($0, survey: "\($0)")) })
    try store.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try store.database.close()
  }

  private func change(_ body: (inout Data) throws -> Void) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try body(&bytes)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private func rescue() throws -> (StoreRescue, lines: Set<String>) {
    var lines: Set<String> = []
    let found = try StoreRescue.each(of: path) { line in
      lines.insert(line.text)
      return true
    }
    return (found, lines)
  }

  @Test func whole() throws {
    let (found, lines) = try rescue()
    #expect(found.read == Self.records && lines.count == Self.records)
    #expect(found.stretches == 0 && found.broken == 0)
  }

  /// Pages that are overwritten: the store says so, and the rest of it can be read.
  @Test func overwritten() throws {
    try change { bytes in
      let middle = bytes.count / Self.pageBytes / 2 * Self.pageBytes
      let damage = middle..<(middle + 3 * Self.pageBytes)
      bytes.replaceSubrange(damage, with: Data(count: damage.count))
    }
    let store = try SQLiteStore(path: path, .read)
    var problem: StoreProblem?
    do { try store.each(.init()) { _ in true } } catch let error as StoreProblem { problem = error }
    #expect(problem?.reason.contains("store export --recover") == true)
    let (found, lines) = try rescue()
    #expect(found.read == lines.count && found.read > 1500 && found.read < Self.records)
    #expect((1...3).contains(found.stretches))
  }

  /// A file whose end is missing, of which SQLite reads nothing unless it is told to.
  @Test func cutOff() throws {
    // The last pages are those of the counts.
    try change { $0.removeLast($0.count / Self.pageBytes / 5 * 4 * Self.pageBytes) }
    let (found, lines) = try rescue()
    #expect(found.read == lines.count && found.read > 100 && found.read < Self.records)
    #expect((1...3).contains(found.stretches))
  }

  /// A file that ends within a page of records, some of whose rows are nothing but zeros then: each
  /// record comes once, and there is an end.
  @Test func cutWithinPage() throws {
    try change { bytes in
      let tableLeaf: UInt8 = 13
      let pages = stride(from: 200 * Self.pageBytes, to: bytes.count, by: Self.pageBytes)
      let page = pages.first {
        bytes[$0] == tableLeaf
          && bytes[$0..<($0 + Self.pageBytes)].firstRange(of: Data(#"{"record":"#.utf8)) != nil
      }
      bytes = try bytes.prefix(#require(page) + Self.pageBytes / 3)
    }
    var lines: [String] = []
    let found = try StoreRescue.each(of: path) { line in
      lines.append(line.text)
      return lines.count <= Self.records
    }
    #expect(found.read == Set(lines).count && found.read > 100)
    #expect(found.stretches > 0)
  }

  /// Without the page that leads to the records there are no figures.
  @Test func rootLost() throws {
    let root = try DatabaseQueue(path: path).read { database in
      try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'stored'")
    }
    let start = try (#require(root) - 1) * Self.pageBytes
    try change { bytes in
      bytes.replaceSubrange(start..<(start + Self.pageBytes), with: Data(count: Self.pageBytes))
    }
    #expect {
      try rescue()
    } throws: { error in
      (error as? StoreProblem)?.reason.contains("nothing can be read of it") == true
    }
  }
}

import Bytes
import Foundation
import TestSupport
import Testing

@testable import Sensor

/// The overlay against a plain dictionary, under random operations.
@Suite struct OverlayTests {
  /// What a tree of files comes to, without any cleverness.
  struct Model {
    /// Contents by path; nil for folders.
    var entries: [String: [UInt8]?] = [:]

    init() {
      for folder in SmallTree.folders { entries[folder] = .some(nil) }
      for (path, text) in SmallTree.files { entries[path] = Array(text.utf8) }
    }

    func isFolder(_ path: String) -> Bool { entries[path] == .some(.some(nil)) || path == "/" }
    func exists(_ path: String) -> Bool { entries[path] != nil }
    func parent(_ path: String) -> String {
      String(decoding: FilePath.parent(of: Array(path.utf8)), as: UTF8.self)
    }
    func below(_ path: String) -> [String] {
      entries.keys.filter { $0 != path && $0.hasPrefix(path == "/" ? "/" : path + "/") }
    }

    mutating func makeFolder(_ path: String) -> Bool {
      guard !exists(path), isFolder(parent(path)) else { return false }
      entries[path] = .some(nil)
      return true
    }

    mutating func removeFolder(_ path: String) -> Bool {
      guard path != "/", isFolder(path), exists(path), below(path).isEmpty else { return false }
      entries[path] = nil
      return true
    }

    mutating func removeFile(_ path: String) -> Bool {
      guard exists(path), !isFolder(path) else { return false }
      entries[path] = nil
      return true
    }

    mutating func write(
      _ path: String, _ bytes: [UInt8], at offset: Int?, keepsRest: Bool
    ) -> Bool {
      guard !isFolder(path), isFolder(parent(path)) else { return false }
      let old = entries[path].flatMap(\.self) ?? []
      let start = offset ?? old.count
      guard start <= old.count || keepsRest else { return false }
      let zeros = [UInt8](repeating: 0, count: max(0, start - old.count))
      let rest = keepsRest ? Array(old.dropFirst(start + bytes.count)) : []
      entries[path] = Array(old.prefix(start)) + zeros + bytes + rest
      return true
    }

    mutating func rename(_ path: String, _ to: String) -> Bool {
      guard exists(path), path != "/", to != "/" else { return path == to && exists(path) }
      if path == to { return true }
      if to.hasPrefix(path + "/") { return false }
      guard isFolder(parent(to)) else { return false }
      if exists(to), isFolder(to) != isFolder(path) || !below(to).isEmpty { return false }
      for name in below(path) + [path] {
        let moved = to + name.dropFirst(path.count)
        entries[moved] = entries[name]
        entries[name] = nil
      }
      return true
    }

    mutating func copy(_ path: String, _ to: String) -> Bool {
      guard exists(path), !isFolder(path), path != to, !isFolder(to), isFolder(parent(to)) else {
        return false
      }
      entries[to] = entries[path]
      return true
    }
  }

  static let names = [
    "/pub", "/pub/a.txt", "/pub/deep", "/pub/deep/c.csv", "/void", "/x", "/x/y",
    "/pub/x", "/void/z", "/", "/pub/deep/q", "/x/y/w", "/.hidden", "/void/deep", "/void/deep/c.csv",
  ]

  @Test(arguments: 0..<40) func likeTheModel(_ seed: UInt64) {
    var random = SeededNumbers(seed)
    var model = Model()
    let tree = Stage.tree()
    for _ in 0..<300 {
      let path = random.pick(Self.names)
      let to = random.pick(Self.names)
      let bytes = (0..<Int(random.next() % 9)).map { UInt8($0) }
      let offset = random.pick([nil, 0, 0, 1, 3] as [Int?])
      let keepsRest = random.next() % 3 == 0
      switch random.next() % 7 {
      case 0:
        #expect(Self.works { try tree.makeFolder(Array(path.utf8)) } == model.makeFolder(path))
      case 1:
        #expect(Self.works { try tree.removeFolder(Array(path.utf8)) } == model.removeFolder(path))
      case 2:
        #expect(Self.works { try tree.removeFile(Array(path.utf8)) } == model.removeFile(path))
      case 3, 4:
        let done = Self.works {
          let file = try tree.create(Array(path.utf8), at: offset, keepsRest: keepsRest)
          try bytes.withUnsafeBufferPointer { try file.write(ByteSlice($0)) }
          try file.close(nil)
        }
        #expect(
          done == model.write(path, bytes, at: offset, keepsRest: keepsRest),
          "\(path) \(String(describing: offset))")
      case 5:
        let done = Self.works { try tree.rename(Array(path.utf8), to: Array(to.utf8)) }
        #expect(done == model.rename(path, to), "\(path) to \(to)")
      default:
        let done = Self.works { try tree.copy(Array(path.utf8), to: Array(to.utf8)) }
        #expect(done == model.copy(path, to), "\(path) to \(to)")
      }
      Self.compare(tree, model)
    }
    #expect(tree.bytesHeld <= SessionLimits().bytesMaximum && tree.bytesHeld >= 0)
  }

  @Test func namesAreAsLongAsThoseOfFileSystems() {
    let tree = Stage.tree()
    let name = [UInt8](repeating: 0x61, count: 255)
    #expect(Self.works { try tree.makeFolder([0x2F] + name) })
    #expect(!Self.works { try tree.makeFolder([0x2F] + name + [0x61]) })
    #expect(!Self.works { _ = try tree.create([0x2F] + name + [0x61], at: nil) })
  }

  /// A tree that holds eight bytes, and an upload of ten as the quarantine has it.
  private final class SmallRoom {
    private let folder: TemporaryFolder
    let upload = Array("0123456789".utf8)
    let path: String
    let tree: OverlayTree

    init() throws {
      var limits = SessionLimits()
      limits.bytesMaximum = 8
      tree = Stage.tree(limits)
      folder = try TemporaryFolder()
      path = try folder.write(upload, "upload")
    }
  }

  private static func works(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      return false
    }
  }

  static func compare(_ tree: OverlayTree, _ model: Model) {
    var found: [String: [UInt8]?] = ["/": nil]
    walk(tree, [0x2F], &found)
    #expect(found == model.entries)
    for path in names { #expect((tree.entry(at: Array(path.utf8)) != nil) == model.exists(path)) }
  }

  private static func walk(_ tree: OverlayTree, _ path: [UInt8], _ found: inout [String: [UInt8]?])
  {
    let entries = (try? tree.entries(in: path)) ?? []
    #expect(tree.entry(at: path)?.links == 2 + entries.count { $0.isFolder }, "\(path.escapedText)")
    for entry in entries {
      let child = FilePath.child(entry.name, of: path)
      let name = String(decoding: child, as: UTF8.self)
      if entry.isFolder {
        found[name] = .some(nil)
        walk(tree, child, &found)
      } else {
        let bytes = (try? tree.open(child).read(at: 0, count: 10_000)) ?? [0]
        #expect(bytes.count == entry.size, "\(name)")
        found[name] = bytes
      }
    }
  }

  /// What sessions hold together has a limit of its own, and is given back.
  @Test func memoryIsShared() throws {
    let memory = SharedMemory(bytesMaximum: 12 * OverlayTree.entryBytes)
    func tree(_ address: UInt32) -> OverlayTree {
      OverlayTree(base: SmallTree(), memory: memory, of: IPAddress(v4: address)) {
        Timestamp(milliseconds: 1_790_000_000_000)
      }
    }
    let other = tree(0xC000_0201)
    do {
      let one = tree(1)
      // The root, and what is made: half is left for others.
      for name in ["a", "b", "c", "d", "e"] { try one.makeFolder(Array("/\(name)".utf8)) }
      #expect(memory.free == 6 * OverlayTree.entryBytes)
      #expect(!Self.works { try one.makeFolder(Array("/f".utf8)) })
      #expect(Self.works { try other.makeFolder(Array("/f".utf8)) })
      for name in ["a", "b"] { try one.removeFolder(Array("/\(name)".utf8)) }
      #expect(memory.free == 6 * OverlayTree.entryBytes)
      // Bytes beyond the share are counted, and not held.
      let file = try one.create(Array("/f".utf8), at: nil)
      let bytes = [UInt8](repeating: 0x61, count: 4 * OverlayTree.entryBytes)
      try bytes.withSlice { try file.write($0) }
      #expect(one.bytesHeld == 0)
      #expect(!Self.works { try file.close(nil) })
    }
    #expect(memory.free == 10 * OverlayTree.entryBytes)
  }

  @Test func costsNothingUnused() {
    let tree = Stage.tree()
    #expect(tree.entry(at: [0x2F])?.isFolder == true)
    _ = try? tree.entries(in: [0x2F])
    _ = try? tree.open(Array("/pub/a.txt".utf8))
    #expect(tree.entriesHeld == 0 && tree.bytesHeld == 0)
  }

  /// A file too large for memory is read back from where it is kept, else it is cut, and said so.
  @Test func whatIsTooLarge() throws {
    let room = try SmallRoom()
    defer { withExtendedLifetime(room) {} }
    let (upload, path, tree) = (room.upload, room.path, room.tree)
    let name = Array("/x".utf8)

    let lost = try tree.create(name, at: 0)
    try upload.withSlice { try lost.write($0) }
    #expect(throws: FileError.full) { try lost.close(nil) }
    #expect(tree.entry(at: name)?.size == 8)
    #expect(try tree.open(name).read(at: 0, count: 100) == Array(upload.prefix(8)))

    let other = KeptFile(path: path, size: 9)
    let wrong = try tree.create(name, at: 0)
    try upload.withSlice { try wrong.write($0) }
    #expect(throws: FileError.full) { try wrong.close(other) }

    // Behind what is there already, which goes on being the session's.
    let kept = KeptFile(path: path, size: 10)
    let file = try tree.create(name, at: 3)
    try upload.withSlice { try file.write($0) }
    try file.close(kept)
    #expect(tree.bytesHeld == 3)
    let whole = Array("012".utf8) + upload
    for start in 0...13 {
      var read: [UInt8] = []
      let copy = Array("/copy\(start)".utf8)
      try tree.copy(name, to: copy)
      let file = try tree.open(copy)
      #expect(file.size == 13)
      while true {
        let piece = try file.read(at: start + read.count, count: 4)
        if piece.isEmpty { break }
        read += piece
      }
      #expect(read == Array(whole[start...]))
      try tree.removeFile(copy)
    }
    #expect(tree.bytesHeld == 3)
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: FileError.missing) { try tree.open(name).read(at: 3, count: 4) }
    try tree.removeFile(name)
    #expect(tree.bytesHeld == 0)
  }

  /// What takes a file's place while it is written frees its bytes, once.
  @Test(arguments: ["removed", "renamed onto", "copied onto", "written anew"])
  func whatIsGoneWhileItIsWritten(_ how: String) throws {
    let tree = try SmallRoom().tree
    let (name, other) = (Array("/x".utf8), Array("/pub/a.txt".utf8))
    for _ in 0..<4 {
      let file = try tree.create(name, at: 0)
      try Array("012345".utf8).withSlice { try file.write($0) }
      switch how {
      case "removed": try tree.removeFile(name)
      case "renamed onto": try tree.rename(other, to: name)
      case "copied onto": try tree.copy(other, to: name)
      default: _ = try tree.create(name, at: 0)
      }
      #expect(tree.bytesHeld == 0)
      try Array("6789".utf8).withSlice { try file.write($0) }
      try file.close(KeptFile(path: "/dev/null", size: 10))
      #expect(tree.bytesHeld == 0)
      if how == "renamed onto" { try tree.rename(name, to: other) }
    }
  }

  /// Going on with a file that is in memory and in the quarantine loses none of it.
  @Test(arguments: [nil, 4, 9] as [Int?]) func goesOnWithWhatIsKept(_ offset: Int?) throws {
    let room = try SmallRoom()
    defer { withExtendedLifetime(room) {} }
    let (upload, path, tree) = (room.upload, room.path, room.tree)
    let name = Array("/x".utf8)
    let first = try tree.create(name, at: 0)
    try Array("abc".utf8).withSlice { try first.write($0) }
    try first.close(nil)
    let file = try tree.create(name, at: nil)
    try upload.withSlice { try file.write($0) }
    try file.close(KeptFile(path: path, size: 10))
    let whole = Array("abc".utf8) + upload

    guard let offset, offset < 8 else {
      #expect(throws: FileError.full) { try tree.create(name, at: offset) }
      #expect(try tree.open(name).beginning(13) == whole)
      return
    }
    _ = try tree.create(name, at: offset)
    #expect(try tree.open(name).beginning(offset) == Array(whole.prefix(offset)))
    #expect(tree.bytesHeld == offset)
  }

  @Test func isBounded() {
    var limits = SessionLimits()
    limits.entriesMaximum = 20
    let tree = Stage.tree(limits)
    var made = 0
    while Self.works({ try tree.makeFolder(Array("/f\(made)".utf8)) }) { made += 1 }
    #expect(made == 19)
    #expect(tree.entriesHeld == 20)
    // What is removed makes room, as often as one likes.
    for _ in 0..<100 {
      #expect(Self.works { try tree.removeFolder(Array("/f0".utf8)) })
      #expect(Self.works { try tree.makeFolder(Array("/f0".utf8)) })
    }
  }

  /// What is replaced or removed is held no more, however often that is done.
  @Test(arguments: [
    "write /x, copy /x /y", "write /x, rename /x /y", "copy /pub/a.txt /y",
    "rename /pub/a.txt /y, rename /y /pub/a.txt", "rename /pub/deep /z, rename /z /pub/deep",
    "remove /pub/a.txt, write /pub/a.txt", "remove /pub/a.txt, copy /pub/b.bin /pub/a.txt",
    "remove /pub/deep/c.csv, unmake /pub/deep, make /pub/deep, write /pub/deep/c.csv",
    "rename /pub/deep /z, remove /z/c.csv, unmake /z, make /pub/deep, write /pub/deep/c.csv",
  ])
  func holdsNothingThatIsGone(_ script: String) throws {
    let tree = Stage.tree()
    var held: [Int] = []
    for _ in 0..<4 {
      for step in script.split(separator: ", ") {
        let words = step.split(separator: " ").map { Array($0.utf8) }
        switch String(decoding: words[0], as: UTF8.self) {
        case "write": try tree.create(words[1], at: 0).close(nil)
        case "copy": try tree.copy(words[1], to: words[2])
        case "rename": try tree.rename(words[1], to: words[2])
        case "remove": try tree.removeFile(words[1])
        case "unmake": try tree.removeFolder(words[1])
        default: try tree.makeFolder(words[1])
        }
      }
      held.append(tree.entriesHeld)
    }
    #expect(held[1...].allSatisfy { $0 == held[1] }, "\(held)")
  }
}

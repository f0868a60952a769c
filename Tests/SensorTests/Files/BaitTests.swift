import Bytes
import Foundation
import TestSupport
import Testing

@testable import Sensor

@Suite struct BaitTests {
  /// Two personas of a sensor look like two servers, and each always the same.
  @Test func personasHaveBaitOfTheirOwn() {
    let now = Timestamp(milliseconds: 1_790_000_000_000)
    let trees = BaitTrees(seed: 7, since: now)
    func shown(_ persona: String, of trees: BaitTrees) -> [String] {
      let tree = trees.tree(of: Persona(name: persona), at: now)
      return (tree.entries(in: [0x2F]) ?? []).map {
        "\($0.name.escapedText) \($0.modified.milliseconds)"
      }
    }
    let vsftpd = shown("vsftpd-3.0.3", of: trees)
    #expect(Set(vsftpd).isDisjoint(with: shown("iis-10", of: trees)))
    #expect(vsftpd == shown("vsftpd-3.0.3", of: BaitTrees(seed: 7, since: now)))
    let iis = Persona(name: "iis-10")
    #expect(trees.tree(of: iis, at: now) === trees.tree(of: iis, at: now))
  }

  static let time = Timestamp(milliseconds: 1_790_000_000_000)
  static let seeds: [UInt64] = [0, 1, 7, 0xFFFF_FFFF_FFFF_FFFF]

  /// Days later all files are as they were, but for those of the nights since.
  @Test(arguments: seeds) func staysAsItIs(_ seed: UInt64) throws {
    let trees = BaitTrees(seed: seed, since: Self.time)
    let persona = Persona(name: "x")
    let first = trees.tree(of: persona, at: Self.time)
    let nextDay = Self.time.adding(milliseconds: Timestamp.dayMilliseconds)
    let next = trees.tree(of: persona, at: nextDay)
    var changed: [String] = []
    for path in first.filePaths {
      var (old, new) = (first.entry(at: path), next.entry(at: path))
      old?.unique = 0
      new?.unique = 0
      let name = String(decoding: path, as: UTF8.self)
      if old != new { changed.append(name) }
      if new != nil { #expect(old?.size == new?.size, "\(name)") }
    }
    // The oldest of each kind of nightly file goes, and a log is written on.
    #expect(changed.count == 3 && changed.contains { $0.hasSuffix("access.log") }, "\(changed)")
    let added = Set(listing(next)).subtracting(listing(first))
    #expect(added.count == 2 && added.allSatisfy { $0.contains("2026") }, "\(added)")
  }

  /// Devices have what they keep for themselves, and Unix nothing of Windows.
  @Test(arguments: seeds) func machinesHaveTheirOwn(_ seed: UInt64) {
    func tree(_ machine: Persona.Machine) -> BaitTree {
      BaitTree(seed: seed, since: Self.time, of: machine)
    }
    let ends = Set(listing(tree(.router)).map { $0.split(separator: ".").last ?? "" })
    #expect(ends == ["backup", "rsc"])
    #expect(listing(tree(.printer)).isEmpty)
    #expect(tree(.printer).entry(at: Array("/PORT1".utf8))?.isFolder == true)
    #expect(!listing(tree(.unix)).contains { $0.contains("inetpub") })
    #expect(!listing(tree(.windows)).contains { $0.hasSuffix(".sh") })
  }

  /// The key is one by its form: `SEQUENCE` of the length that follows, 1679 bytes in PEM.
  @Test func keysHaveTheirForm() {
    for seed in Self.seeds {
      let text = String(decoding: BaitKey.pem(SeededNumbers(seed)), as: UTF8.self)
      #expect(text.utf8.count == BaitKey.size)
      let body = text.split(separator: "\n").dropFirst().dropLast()
      #expect(body.first?.hasPrefix("MIIEpAIBAAKCAQEA") == true)
      #expect(body.dropLast().allSatisfy { $0.count == 64 })
      #expect(Data(base64Encoded: body.joined())?.count == 0x4A4 + 4)
    }
  }

  /// Lines of a log come in the order of time.
  @Test func logsAreInOrder() throws {
    let tree = BaitTree(seed: 7, since: Self.time)
    let path = try #require(tree.filePaths.first { $0.escapedText.hasSuffix("access.log") })
    let text = try #require(try tree.open(path)?.read(at: 0, count: 20_000))
    let days = String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
      line.split(separator: "[").dropFirst().first?.prefix(20)
    }
    #expect(days.count > 50)
    #expect(days.prefix(40) == days.prefix(40).sorted()[...])
  }

  /// An archive's directory begins where its last bytes say.
  @Test func archivesCanBeListed() throws {
    let tree = BaitTree(seed: 7, since: Self.time)
    let path = try #require(tree.filePaths.first { $0.escapedText.hasSuffix(".xlsx") })
    let file = try #require(tree.open(path))
    let end = try file.read(at: file.size - 22, count: 22)
    #expect(end.prefix(4) == [0x50, 0x4B, 5, 6])
    let offset = end[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(try file.read(at: offset, count: 4) == [0x50, 0x4B, 1, 2])
  }

  private func listing(_ tree: BaitTree) -> [String] {
    tree.filePaths.map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  @Test func isTheSameForASeed() {
    for seed in Self.seeds {
      let one = BaitTree(seed: seed, since: Self.time)
      let other = BaitTree(seed: seed, since: Self.time)
      #expect(listing(one) == listing(other))
      for path in one.filePaths {
        #expect(one.entry(at: path) == other.entry(at: path))
        let bytes = try? one.open(path)?.read(at: 0, count: 9000)
        #expect(bytes == (try? other.open(path)?.read(at: 0, count: 9000)))
      }
    }
    let all = Self.seeds.map { listing(BaitTree(seed: $0, since: Self.time)) }
    #expect(Set(all).count == all.count)
  }

  @Test(arguments: seeds) func isBelievable(_ seed: UInt64) {
    let tree = BaitTree(seed: seed, since: Self.time)
    #expect((25...200).contains(tree.filePaths.count))
    for path in tree.filePaths {
      guard let entry = tree.entry(at: path) else { continue }
      #expect(entry.size > 0 && entry.modified < Self.time && entry.canary?.count == 20)
      let folder = FilePath.parent(of: path)
      #expect(tree.entries(in: folder)?.contains(entry) == true)
    }
    let tokens = tree.filePaths.compactMap { tree.entry(at: $0)?.canary }
    #expect(Set(tokens).count == tokens.count)
  }

  /// Any part is the same whenever it is read, and the length is what is listed.
  @Test(arguments: seeds) func partsFit(_ seed: UInt64) throws {
    let tree = BaitTree(seed: seed, since: Self.time)
    for path in tree.filePaths {
      guard let entry = tree.entry(at: path), entry.size < 1_000_000 else { continue }
      let file = try #require(tree.open(path))
      let whole = try file.read(at: 0, count: entry.size + 10)
      #expect(whole.count == entry.size)
      for (offset, count) in [(0, 1), (4090, 20), (entry.size - 5, 50), (4096, 4096)] {
        let part = try file.read(at: offset, count: count)
        #expect(part == Array(whole.dropFirst(offset).prefix(count)))
      }
      #expect(try file.read(at: entry.size, count: 10).isEmpty)
      #expect(try file.read(at: -1, count: 10).isEmpty)
    }
  }

  static let heads: [(String, [UInt8])] = [
    (".pdf", Array("%PDF-".utf8)), (".zip", [0x50, 0x4B, 3, 4]), (".xlsx", [0x50, 0x4B, 3, 4]),
    (".docx", [0x50, 0x4B, 3, 4]), (".jpg", [0xFF, 0xD8, 0xFF]),
    (".png", [0x89, 0x50, 0x4E, 0x47]),
    (".gz", [0x1F, 0x8B, 8]), (".sql", Array("-- MySQL dump".utf8)), (".csv", Array("id;".utf8)),
    (".sh", Array("#!/bin/sh".utf8)), ("config.php", Array("<?php".utf8)),
  ]

  @Test(arguments: heads) func headsFit(_ suffix: String, _ head: [UInt8]) throws {
    for seed in Self.seeds {
      let tree = BaitTree(seed: seed, since: Self.time)
      for path in tree.filePaths where String(decoding: path, as: UTF8.self).hasSuffix(suffix) {
        #expect(try tree.open(path)?.read(at: 0, count: head.count) == head)
      }
    }
  }

  /// A token is in the file that it is of, where the file is text.
  @Test func tokensAreInside() throws {
    let tree = BaitTree(seed: 3, since: Self.time)
    for path in tree.filePaths {
      let name = String(decoding: path, as: UTF8.self)
      guard [".csv", ".ini", ".sh", ".env", ".php"].contains(where: name.hasSuffix) else {
        continue
      }
      let text = try tree.open(path)?.read(at: 0, count: 4096).escapedText ?? ""
      #expect(text.contains(tree.entry(at: path)?.canary ?? "-"), "\(name)")
    }
  }

  @Test func ownFolder() throws {
    let folder = try TemporaryFolder(["a/b/c.txt": "mine", "empty": ""])
    try folder.link("link", to: "/etc")
    let found = try OwnBait.read(folder.path).sorted { $0.path.count < $1.path.count }
    #expect(found.map(\.path.escapedText) == ["/empty", "/a/b/c.txt"])
    #expect(found.map(\.bytes.escapedText) == ["", "mine"])
    #expect(throws: OwnBait.Problem.unreadable("/nowhere/at/all")) {
      try OwnBait.read("/nowhere/at/all")
    }
  }

  @Test func ownFiles() throws {
    let own = OwnBait(
      path: Array("/plans/x.txt".utf8), bytes: Array("mine".utf8), modified: Self.time)
    let tree = BaitTree(seed: 1, since: Self.time, own: [own])
    #expect(try tree.open(own.path)?.read(at: 0, count: 99) == Array("mine".utf8))
    #expect(tree.entry(at: own.path)?.canary != nil)
    #expect(tree.entries(in: [0x2F])?.contains { $0.name == Array("plans".utf8) } == true)
  }
}

extension BaitTree {
  /// Every file's path.
  fileprivate var filePaths: [[UInt8]] { filePaths(in: [0x2F]) }

  private func filePaths(in folder: [UInt8]) -> [[UInt8]] {
    (entries(in: folder) ?? []).flatMap { entry in
      let path = FilePath.child(entry.name, of: folder)
      return entry.isFolder ? filePaths(in: path) : [path]
    }
  }
}

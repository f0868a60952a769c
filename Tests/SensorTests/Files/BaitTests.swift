import Bytes
import Foundation
import TestSupport
import Testing

@testable import Sensor

@Suite struct BaitTests {
  /// Two personas of a sensor look like two servers, and each always the same.
  @Test func personasHaveBaitOfTheirOwn() {
    func shown(_ persona: String, of trees: BaitTrees) -> [String] {
      let tree = trees[persona]
      return (tree.entries(in: [0x2F]) ?? []).map {
        "\($0.name.escapedText) \($0.modified.milliseconds)"
      }
    }
    let now = Timestamp(milliseconds: 1_790_000_000_000)
    let trees = BaitTrees(seed: 7, at: now)
    let vsftpd = shown("vsftpd-3.0.3", of: trees)
    #expect(Set(vsftpd).isDisjoint(with: shown("iis-10", of: trees)))
    #expect(vsftpd == shown("vsftpd-3.0.3", of: BaitTrees(seed: 7, at: now)))
    #expect(trees["iis-10"] === trees["iis-10"])
  }

  static let time = Timestamp(milliseconds: 1_790_000_000_000)
  static let seeds: [UInt64] = [0, 1, 7, 0xFFFF_FFFF_FFFF_FFFF]

  private func listing(_ tree: BaitTree) -> [String] {
    tree.filePaths.map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  @Test func isTheSameForASeed() {
    for seed in Self.seeds {
      let one = BaitTree(seed: seed, at: Self.time)
      let other = BaitTree(seed: seed, at: Self.time)
      #expect(listing(one) == listing(other))
      for path in one.filePaths {
        #expect(one.entry(at: path) == other.entry(at: path))
        let bytes = try? one.open(path)?.read(at: 0, count: 9000)
        #expect(bytes == (try? other.open(path)?.read(at: 0, count: 9000)))
      }
    }
    let all = Self.seeds.map { listing(BaitTree(seed: $0, at: Self.time)) }
    #expect(Set(all).count == all.count)
  }

  @Test(arguments: seeds) func isBelievable(_ seed: UInt64) {
    let tree = BaitTree(seed: seed, at: Self.time)
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
    let tree = BaitTree(seed: seed, at: Self.time)
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
      let tree = BaitTree(seed: seed, at: Self.time)
      for path in tree.filePaths where String(decoding: path, as: UTF8.self).hasSuffix(suffix) {
        #expect(try tree.open(path)?.read(at: 0, count: head.count) == head)
      }
    }
  }

  /// A token is in the file that it is of, where the file is text.
  @Test func tokensAreInside() throws {
    let tree = BaitTree(seed: 3, at: Self.time)
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
    let tree = BaitTree(seed: 1, at: Self.time, own: [own])
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

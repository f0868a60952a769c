import Bytes
import Foundation
import TestSupport
import Testing

@testable import Sensor

/// `--folder`: real files, and no way out of them.
@Suite struct FolderTreeTests {
  /// A folder with a file and links, beside a folder that is nobody's business.
  private func withFolders(_ body: (FolderTree, String) throws -> Void) throws {
    let base = try TemporaryFolder(["root/own": "own", "outside/secret": "secret"])
    let manager = FileManager.default
    let (root, outside) = (base.path("root"), base.path("outside"))
    try base.makeFolder("root/in/deep")
    for (link, target) in [
      ("out", outside), ("file", "\(outside)/secret"), ("up", ".."), ("in/abs", "/"),
      ("near", "own"), ("loop", "loop"), ("new", "\(outside)/made"),
    ] {
      try base.link("root/\(link)", to: target)
    }
    let tree = try #require(FolderTree(root))
    try body(tree, outside)
    #expect(try manager.contentsOfDirectory(atPath: outside) == ["secret"])
    #expect(manager.contents(atPath: "\(outside)/secret") == Data("secret".utf8))
  }

  private func path(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A copy is made at once, so a file that is very large is not copied.
  @Test func copies() throws {
    try withFolders { tree, outside in
      let root = "\(outside)/../root"
      try tree.copy(path("/own"), to: path("/in/copy"))
      #expect(tree.entry(at: path("/in/copy"))?.size == 3)
      #expect(truncate("\(root)/own", off_t(FolderTree.copyMaximum) + 1) == 0)
      #expect(throws: FileError.full) { try tree.copy(path("/own"), to: path("/in/large")) }
      #expect(tree.entry(at: path("/in/large")) == nil)
    }
  }

  @Test func linksLeadNowhere() throws {
    try withFolders { tree, _ in
      let names = try tree.entries(in: [0x2F]).map { String(decoding: $0.name, as: UTF8.self) }
      #expect(Set(names) == ["in", "own"])
      for link in ["/out", "/file", "/up", "/in/abs", "/near", "/loop", "/new"] {
        #expect(tree.entry(at: path(link)) == nil, "\(link)")
        #expect(throws: FileError.self) { try tree.open(path(link)) }
        #expect(throws: FileError.self) { try tree.create(path(link), at: 0) }
        #expect(throws: FileError.self) { try tree.create(path(link), at: nil) }
        #expect(throws: FileError.self) { try tree.entries(in: path(link)) }
        #expect(throws: FileError.self) { try tree.makeFolder(path(link)) }
        #expect(throws: FileError.self) { try tree.setMode(path(link), 0o777) }
        #expect(throws: FileError.self) { try tree.copy(path(link), to: path("/copy")) }
        #expect(throws: FileError.self) { try tree.copy(path("/own"), to: path(link)) }
      }
      for way in ["/out/secret", "/up/outside/secret", "/in/abs/etc/passwd", "/out/new", "/loop/x"]
      {
        #expect(tree.entry(at: path(way)) == nil, "\(way)")
        #expect(throws: FileError.self) { try tree.open(path(way)) }
        #expect(throws: FileError.self) { try tree.create(path(way), at: 0) }
        #expect(throws: FileError.self) { try tree.makeFolder(path(way)) }
        #expect(throws: FileError.self) { try tree.removeFile(path(way)) }
        #expect(throws: FileError.self) { try tree.rename(path("/own"), to: path(way)) }
        #expect(throws: FileError.self) { try tree.rename(path(way), to: path("/got")) }
        #expect(throws: FileError.self) { try tree.setModified(path(way), .init(milliseconds: 0)) }
      }
    }
  }

  @Test func namesAreNoPaths() throws {
    try withFolders { tree, _ in
      for way in ["/..", "/../outside/secret", "/in/../../outside/secret", "/.", "/a\0b"] {
        #expect(throws: FileError.self) { try tree.open(path(way)) }
        #expect(throws: FileError.self) { try tree.create(path(way), at: 0) }
      }
      #expect(throws: FileError.self) { try tree.removeFolder([0x2F]) }
      #expect(throws: FileError.self) { try tree.rename([0x2F], to: path("/x")) }
    }
  }

  @Test func files() throws {
    try withFolders { tree, _ in
      let writer = try tree.create(path("/in/new.txt"), at: 0)
      try Array("hello".utf8).withUnsafeBufferPointer { try writer.write(ByteSlice($0)) }
      try writer.close(nil)
      #expect(try tree.open(path("/in/new.txt")).read(at: 1, count: 3) == path("ell"))
      let more = try tree.create(path("/in/new.txt"), at: 2)
      try Array("y".utf8).withUnsafeBufferPointer { try more.write(ByteSlice($0)) }
      #expect(try tree.open(path("/in/new.txt")).read(at: 0, count: 99) == path("hey"))
      #expect(throws: FileError.self) { try tree.create(path("/in/new.txt"), at: 9) }
      try tree.rename(path("/in/new.txt"), to: path("/in/deep/b"))
      #expect(tree.entry(at: path("/in/deep/b"))?.size == 3)
      try tree.setModified(path("/in/deep/b"), Timestamp(milliseconds: 1_500_000_000_000))
      #expect(tree.entry(at: path("/in/deep/b"))?.modified.milliseconds == 1_500_000_000_000)
      try tree.setMode(path("/in/deep/b"), 0o600)
      #expect(tree.entry(at: path("/in/deep/b"))?.mode == 0o600)
      #expect(throws: FileError.notEmpty) { try tree.removeFolder(path("/in/deep")) }
      try tree.removeFile(path("/in/deep/b"))
      try tree.removeFolder(path("/in/deep"))
      try tree.copy(path("/own"), to: path("/twin"))
      #expect(try tree.open(path("/twin")).read(at: 0, count: 9) == path("own"))
      #expect(throws: FileError.missing) { try tree.open(path("/nothing")) }
      #expect(throws: FileError.self) { try tree.open(path("/in")) }
      #expect(throws: FileError.self) { try tree.makeFolder(path("/own/x")) }
    }
  }
}

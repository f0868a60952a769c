import Foundation
import Glibc
import Inputs
import TestSupport
import Testing

@Suite struct ReplacementFileTests {
  /// A file is whole or not there, and nothing stays beside it.
  @Test func wholeOrNotThere() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a"
    for text in ["first", "second"] {
      #expect(ReplacementFile.write(Array(text.utf8), to: path, permissions: 0o600) == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
    let about = try FileManager.default.attributesOfItem(atPath: path)
    #expect(about[.posixPermissions] as? Int == 0o600)
    let nowhere = folder.path + "/no/a"
    #expect(ReplacementFile.write([1], to: nowhere, permissions: 0o600) == ENOENT)
    // What is in the way stays.
    try FileManager.default.createDirectory(
      atPath: folder.path + "/b/c", withIntermediateDirectories: true)
    #expect(ReplacementFile.write([1], to: folder.path + "/b", permissions: 0o600) != 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["a", "b"])
  }

  /// What a killed process left of a file is taken away; what has another form, or is being
  /// written, stays.
  @Test func abandoned() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a"
    let drawn = "1234567890abcdef"
    let names = ["a.\(drawn).tmp", "a.1.tmp", "a.x.tmp", "a.b.\(drawn).tmp", "ab.\(drawn).tmp"]
    for name in names {
      #expect(FileManager.default.createFile(atPath: "\(folder.path)/\(name)", contents: nil))
    }
    let writing = try #require(ReplacementFile(of: path))
    defer { close(writing.descriptor) }
    #expect(ReplacementFile.write([1], to: path) == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let inUse = try #require(writing.path.split(separator: "/").last.map(String.init))
    #expect(left.sorted() == (["a", inUse] + names.dropFirst()).sorted())
    #expect(writing.takePlace() == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8).isEmpty)
  }

  /// Without other permissions it has those of the file in whose place it comes.
  @Test func permissions() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a"
    #expect(ReplacementFile.write([1], to: path, permissions: 0o640) == 0)
    #expect(ReplacementFile.write([2], to: path) == 0)
    let about = try FileManager.default.attributesOfItem(atPath: path)
    #expect(about[.posixPermissions] as? Int == 0o640)
  }
}

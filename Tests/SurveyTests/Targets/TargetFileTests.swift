import Inputs
import TestSupport
import Testing

@testable import Survey

@Suite struct TargetFileTests {
  @Test func readsAFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("# mine\n8.8.8.8\nx y\n1.1.1.1", "list")
    var lines = TargetLines()
    var found: [String] = []
    try lines.read(path: path) { found.append(brief($0)) }
    #expect(found == ["8.8.8.8", "1.1.1.1"])
    #expect(lines.lines == 4 && lines.firstMalformed.map(\.line) == [3])
  }

  /// Nothing in a program or a capture is asked for.
  @Test func readsNoBinaryData() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\u{7F}ELF\u{2}\u{1}\u{1}\0\0\0\0\nlocalhost\n", "core")
    var lines = TargetLines()
    var found: [String] = []
    #expect(throws: FileProblem(path: path, reason: "binary data, and no targets")) {
      try lines.read(path: path) { found.append(brief($0)) }
    }
    #expect(found.isEmpty)
  }

  @Test func namesWhatIsNotThere() throws {
    let folder = try TemporaryFolder()
    var lines = TargetLines()
    #expect(throws: FileProblem.self) { try lines.read(path: folder.path("none")) { _ in } }
  }
}

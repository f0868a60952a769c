import Inputs
import Testing

@testable import Survey

@Suite struct TargetFileTests {
  @Test func readsAFile() throws {
    let workshop = try Workshop()
    let path = try workshop.write("list", "# mine\n8.8.8.8\nx y\n1.1.1.1")
    var lines = TargetLines()
    var found: [String] = []
    try lines.read(path: path) { found.append(brief($0)) }
    #expect(found == ["8.8.8.8", "1.1.1.1"])
    #expect(lines.lines == 4 && lines.firstMalformed.map(\.line) == [3])
  }

  @Test func namesWhatIsNotThere() throws {
    let workshop = try Workshop()
    var lines = TargetLines()
    #expect(throws: InputProblem.self) { try lines.read(path: workshop.file("none")) { _ in } }
  }
}

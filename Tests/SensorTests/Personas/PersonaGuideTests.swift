import Foundation
import TestSupport
import Testing

@testable import Sensor

/// docs/guide/personas.md tells all there is.
@Suite struct PersonaGuideTests {
  private static let guide =
    (try? String(contentsOfFile: Project.path("docs/guide/personas.md"), encoding: .utf8)) ?? ""

  @Test(arguments: Situation.allCases) func situationsAreTold(_ situation: Situation) {
    let words = situation.defaultReply.replacing("\n", with: " / ").replacing("|", with: "\\|")
    let general = situation.general.map { "`\($0.name)`" } ?? ""
    #expect(Self.guide.contains("| `\(situation.name)` | `\(words)` | \(general) |"))
  }

  @Test(arguments: ReplyField.allCases) func fieldsAreTold(_ field: ReplyField) {
    #expect(Self.guide.contains("`{\(field.rawValue)}`"))
  }

  @Test(arguments: EmbeddedPersonas.names) func personasAreTold(_ name: String) {
    #expect(Self.guide.contains("| `\(name)` |"))
  }

  @Test(arguments: SessionClass.allCases) func classesAreTold(_ sessionClass: SessionClass) {
    #expect(Self.guide.contains("| `\(sessionClass.rawValue)` |"))
  }
}

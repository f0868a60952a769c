import Testing

@testable import Sensor

/// A persona knows what its FEAT lists: to deny that would tell it from its server.
@Suite struct PersonaFeatureTests {
  /// What FEAT lists that is no command, or none that is answered in clear: IDLE of Pure-FTPd's is
  /// SITE's, and ProFTPD declines SSCN outside TLS.
  private static let noCommands: [String: Set<String>] = [
    "pure-ftpd": ["IDLE"], "proftpd-1.3.5": ["SSCN"],
  ]

  @Test(arguments: EmbeddedPersonas.names) func isNotDenied(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    let answered = Set(persona.answers.keys.compactMap { $0.split(separator: " ").first })
    for line in persona.features + persona.featuresInTLS {
      let verb = String(line.prefix { $0 != " " })
      if ["UTF8", "TVFS"].contains(verb) || Self.noCommands[name]?.contains(verb) == true {
        continue
      }
      let isKnown = persona.verbs.contains(verb) || answered.contains(Substring(verb))
      #expect(isKnown, "\(line)")
    }
  }

  @Test func pureFTPdTakesTheOldPassive() throws {
    var persona = try #require(try EmbeddedPersonas.persona("pure-ftpd"))
    persona.replies[.greeting] = "220 ready"
    Stage.play(
      "P@SW",
      "< 220\n> P@SW\n< 530\n> USER x\n< 331\n> PASS y\n< 230\n> p@sw\n< 227\n> P@SS\n< 500\n"
        + "> ESTP\n< 520 Unable to open a passive connection\n> PRET LIST\n< 200 Ready to proceed",
      persona)
    Stage.play("others do not", "< 220\n> USER x\n< 331\n> PASS y\n< 230\n> P@SW\n< 500")
  }
}

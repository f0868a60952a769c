import TLSEngine
import Testing

@testable import Sensor

/// What personas are like in a handshake.
@Suite struct PersonaTLSTests {
  /// None takes what only a measurement offers: anonymous suites, or none of encryption.
  @Test(arguments: EmbeddedPersonas.names) func nothingWeak(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    let settings = SensorIdentity.settings(for: persona.tls)
    #expect(settings.ciphers != TLSSettings.everyCipher && !settings.ciphers.contains("NULL"))
    #expect(settings.suites == TLSSettings.usualSuites)
  }
}

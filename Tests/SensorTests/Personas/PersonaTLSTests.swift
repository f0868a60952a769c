import Bytes
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

  /// vsftpd asks every client for a certificate (vsftpd.conf(5), ssl_request_cert), and no other.
  @Test(arguments: EmbeddedPersonas.names) func whoAsksForCertificates(_ name: String) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    #expect(persona.tls.asksCertificate == (name == "vsftpd-3.0.3"))
  }

  /// Names differ by seed and persona, and none is what documents call hosts.
  @Test func hostNamesDiffer() throws {
    let personas = try EmbeddedPersonas.names.map { try #require(try EmbeddedPersonas.persona($0)) }
    let names = (0..<20).flatMap { seed in
      personas.map { HostName.made(seed: UInt64(seed), for: $0) }
    }
    #expect(Set(names).count > names.count / 2)
    #expect(!personas.contains { $0.name != "plain" && $0.certificateSubject.contains("example") })
    #expect(names.allSatisfy { name in name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D } })
  }
}

import Bytes
import Testing

@testable import Identification

@Suite struct EmbeddedFingerprintsTests {
  @Test func filesAreEmbedded() {
    #expect(EmbeddedFingerprints.files.contains { $0.name == "ftp.xml" && !$0.xml.isEmpty })
  }
}

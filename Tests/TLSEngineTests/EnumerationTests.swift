import Bytes
import TLSWire
import Testing

@testable import TLSEngine

/// OpenSSL's server, enumerated.
@Suite struct EnumerationTests {
  @Test(arguments: [Int.max, 1]) func suites(_ size: Int) throws {
    let settings = TLSSettings(
      versions: .tls10 ... .tls13, ciphers: "AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")
    let outcome = try enumerate(TLSContext(server: try Identities.rsa.get(), settings), size)
    let names = outcome.versions.map { [$0.version.name] + $0.suites.map(\.name).sorted() }
    let old = ["TLS_RSA_WITH_AES_256_CBC_SHA"]
    #expect(
      names == [
        [
          "TLSv1.3", "TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_SHA256",
          "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
        ],
        ["TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"] + old,
        ["TLSv1.1"] + old, ["TLSv1.0"] + old,
      ])
    #expect(outcome.isComplete)
    // OpenSSL's server follows the client if nobody tells it otherwise.
    #expect(outcome.versions.map(\.order) == [.client, .client, .unknown, .unknown])
  }

  /// With everything switched on, the end comes within the usual limit.
  @Test func everything() throws {
    let outcome = try enumerate(TLSContext(server: try Identities.rsa.get()), .max)
    #expect(outcome.isComplete)
    #expect(outcome.versions.map(\.version) == [.tls13, .tls12, .tls11, .tls10])
    #expect(outcome.versions[1].suites.count > 40)
  }

  private func enumerate(_ context: TLSContext, _ size: Int) throws -> Enumeration.Outcome {
    var enumeration = Enumeration(serverName: Array("ftp.example.org".utf8))
    var connection = try TLSConnection(context)
    var random = SystemRandomNumberGenerator()
    var actions = enumeration.start()
    while true {
      guard let action = actions.first else {
        actions = enumeration.closed()
        continue
      }
      actions.removeFirst()
      switch action {
      case .connect:
        connection = try TLSConnection(context)
        _ = connection.start()
        let entropy = (0..<ClientHello.entropyCount).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
        actions += enumeration.connected(entropy: entropy)
      case .send(let bytes):
        for case .write(let answer) in lend(bytes, connection.receive) {
          for start in stride(from: 0, to: answer.count, by: min(size, answer.count)) {
            actions += lend(answer.dropFirst(start).prefix(size)) { enumeration.received($0) }
          }
        }
      case .close: break
      case .finished(let outcome): return outcome
      }
    }
  }
}

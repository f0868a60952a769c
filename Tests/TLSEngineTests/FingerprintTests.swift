import Foundation
import TestSupport
import Testing

@testable import TLSEngine
@testable import TLSWire

@Suite struct FingerprintTests {
  /// Hellos of real clients with the fingerprints that other programs computed of them. They lie
  /// beside the repository, in `../shared/data`, or where FTPSCOPE_SAMPLES says that samples do.
  struct Sample: Decodable, Sendable, CustomTestStringConvertible {
    var client: String
    var recordsHex: String
    var sni: String?
    var alpn: [String]
    var ja3: String
    var ja3Hash: String
    var ja4: String
    var ja4Raw: String
    var testDescription: String { client }

    enum CodingKeys: String, CodingKey {
      case client, sni, alpn, ja3, ja4
      case recordsHex = "records_hex"
      case ja3Hash = "ja3_hash"
      case ja4Raw = "ja4_r"
    }

    var records: [UInt8] {
      let digits = recordsHex.compactMap { UInt8(String($0), radix: 16) }
      return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
  }

  static let samples: [Sample] = {
    let told = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"].map {
      URL(filePath: $0).deletingLastPathComponent().deletingLastPathComponent()
    }
    let shared = told ?? Project.root.deletingLastPathComponent().appending(path: "shared")
    let file = shared.appending(path: "data/client-hellos.json")
    guard let data = FileManager.default.contents(atPath: file.path) else { return [] }
    return (try? JSONDecoder().decode([Sample].self, from: data)) ?? []
  }()

  static let absence: Comment = "skipped: there is no ../shared/data/client-hellos.json"

  @Test(.enabled(if: !samples.isEmpty, absence), arguments: samples, [Int.max, 1])
  func realClients(_ sample: Sample, _ size: Int) throws {
    var reader = RecordReader()
    var found: ClientHello?
    let bytes = sample.records
    for start in stride(from: 0, to: bytes.count, by: min(size, bytes.count)) {
      let messages = lend(bytes.dropFirst(start).prefix(size)) { reader.receive($0) }
      for case .handshake(1, let body) in messages { found = ClientHello(body: body) }
    }
    let hello = try #require(found)
    #expect(hello.serverName == sample.sni.map { Array($0.utf8) })
    #expect(hello.applicationProtocols == sample.alpn.map { Array($0.utf8) })
    #expect(JA3(hello).text == sample.ja3)
    #expect(JA3(hello).digest == sample.ja3Hash)
    #expect(JA4(hello).raw == sample.ja4Raw)
    #expect(JA4(hello).fingerprint == sample.ja4)
    #expect(hello.records.count == bytes.count)
  }

  /// RFC 1321 §A.5 and FIPS 180-4's example.
  @Test func digests() {
    let abc = Array("abc".utf8)
    #expect(Digest.md5.hexadecimal(of: abc) == "900150983cd24fb0d6963f7d28e17f72")
    #expect(
      Digest.sha256.hexadecimal(of: abc)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  /// Nothing to shorten is twelve zeros.
  @Test func nothing() {
    let hello = ClientHello(legacyVersion: .tls12, random: [], suites: [])
    #expect(JA4(hello).fingerprint == "t12i000000_000000000000_000000000000")
  }
}

import Bytes
import Foundation
import Testing

@testable import Identification

/// Recog's own databases, where a checkout of them is at hand.
@Suite struct UpstreamDatabasesTests {
  private static let folder = ProcessInfo.processInfo.environment["FTPSCOPE_RECOG"]

  private static let databases: [FingerprintDatabase] = {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted().compactMap { name in
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
      return Array(data).withSlice {
        FingerprintDatabase.read(name: String(name.dropLast(4)), xml: $0, folder: folder)
      }
    }
  }()

  @Test(.enabled(if: folder != nil, "FTPSCOPE_RECOG, a folder of Recog's databases, is not set"))
  func everyExampleOfEachIsMatched() {
    #expect(Self.databases.count >= 50)
    for database in Self.databases {
      #expect(database.problems == [], "\(database.name)")
      var verifier = FingerprintVerifier(database) { _ in nil }
      let failures = verifier.verify().filter { $0.gravity == .failure }
      #expect(failures == [], "\(database.name)")
    }
  }

  @Test(.enabled(if: folder != nil, "FTPSCOPE_RECOG, a folder of Recog's databases, is not set"))
  func theIndexFindsWhatPlainOrderFinds() {
    for database in Self.databases + FingerprintLibrary.embedded().databases {
      var matcher = FingerprintMatcher([database])
      for example in database.fingerprints.flatMap(\.examples) {
        example.text.withSlice { text in
          let indexed = matcher.firstMatch(in: text)
          let plain = matcher.firstMatchUnindexed(in: text)
          #expect(indexed?.fingerprint.line == plain?.fingerprint.line, "\(database.name)")
        }
      }
    }
  }
}

import Foundation
import TestSupport
import Testing

/// Names without an address, and machines without one.
@Suite struct ScanLateNamesTests {
  private static let closed = "13"
  private static let isAlone =
    getuid() == 0 && (try? Command.shell("unshare --net true", in: "/"))?.status == 0

  /// A name that had no address in the first run is looked up again, and joins the scan once it
  /// has one. (Here it is named later, which is the same to the scan.)
  @Test func isLookedUpAgain() throws {
    let folder = try TemporaryFolder()
    func scan(_ targets: String) throws -> Command.Result {
      try folder.run(
        "ftpscope scan \(targets) --ports \(Self.closed) --all --resume state --output found")
    }
    func found() throws -> [String] {
      let lines = String(decoding: try folder.bytes("found"), as: UTF8.self).split(separator: "\n")
      return lines.map { $0.contains("\"hostname\":\"localhost\"") ? "localhost" : "address" }
    }
    #expect(try scan("127.0.3.1").status == 0)
    // One that still has none is told of again.
    for _ in 0..<2 {
      let run = try scan("127.0.3.1 nowhere.invalid")
      #expect(run.status == 2 && run.errors.contains("nowhere.invalid: "), "\(run.errors)")
      #expect(!run.errors.contains("finished before"), "\(run.errors)")
    }
    #expect(try found() == ["address"])
    #expect(try scan("127.0.3.1 localhost").status == 0)
    let all = try found()
    #expect(all.count > 1 && all.dropFirst().allSatisfy { $0 == "localhost" })
    let last = try scan("127.0.3.1 localhost")
    #expect(last.status == 0 && last.errors.contains("finished before"), "\(last.errors)")
    #expect(try found() == all)
  }

  /// Without a network nobody knows whether there is such a host.
  @Test(.enabled(if: isAlone, "skipped: wants root and network namespaces"))
  func withoutResolver() throws {
    let run = try Command.shell("unshare --net sh -c '$FTPSCOPE scan ftp.example.org'", in: "/")
    #expect(run.status == 2)
    #expect(run.errors.contains("ftp.example.org: no resolver answered"), "\(run.errors)")
  }

  /// An address of a link says what it lacks.
  @Test func linkWithoutInterface() throws {
    let run = try Command.scan(["fe80::1", "--ports", Self.closed, "--all"])
    let details = run.records.compactMap { $0["status_detail"] as? String }
    #expect(details.count == 1 && details.allSatisfy { $0.contains("%eth0") }, "\(details)")
  }
}

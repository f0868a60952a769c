import Foundation
import TestSupport
import Testing

/// zmap's output into `ftpscope scan -`, in network namespaces of the test's own (Lab/zmap).
@Suite struct ZmapTests {
  private static let canRun =
    getuid() == 0
    && (try? Command.shell("command -v zmap && unshare --net true", in: "/"))?.status == 0

  @Test(.enabled(if: canRun, "skipped: wants root, zmap and network namespaces"))
  func pipe() throws {
    let lab = Project.root.appending(path: "Lab/zmap")
    let result = try Command.run(lab, [Command.binary.path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(Set(result.records.compactMap { $0["ip"] as? String }) == ["8.9.0.2", "8.9.0.3"])
    #expect(result.records.allSatisfy { $0["mode"] as? String == "implicit" })
  }
}

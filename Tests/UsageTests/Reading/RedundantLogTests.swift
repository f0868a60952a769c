import Testing

@testable import Usage

/// Two logs of a folder that tell of the same commands: one counts, and the other says why it does
/// not.
@Suite struct RedundantLogTests {
  @Test func isToldOf() async throws {
    let head = #"{"timestamp":"2026-10-20 10:00:0"#
    let rest = #",000","pid":7,"remote_ip":"192.0.2.7","protocol":"ftp","#
    let found = try await Analysed(files: [
      "mod.json": """
      \(head)0\(rest)"command":"USER","raw_command":"USER bob","response_code":331}
      \(head)1\(rest)"user":"bob","command":"PASS","raw_command":"PASS x","response_code":230}

      """,
      "extended.log": """
      [20/Oct/2026:10:00:00 +0000] 7 192.0.2.7 - ftp "USER bob" 331 -
      [20/Oct/2026:10:00:01 +0000] 7 192.0.2.7 bob ftp "PASS (hidden)" 230 -

      """,
    ])
    #expect(found.words == ["bob clear - clear succeeded 0/0/0 certain"])
    let told = found.summary.sources.filter { $0.note?.hasPrefix("not counted: ") == true }
    #expect(told.map { $0.path.hasSuffix("/extended.log") } == [true])
  }
}

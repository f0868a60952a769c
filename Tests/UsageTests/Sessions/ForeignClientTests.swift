import Testing

@testable import Usage

/// Clients of other protocols at FTP's port: no use of FTP, whoever wrote it down.
@Suite struct ForeignClientTests {
  @Test(arguments: ["GET", "SSH-2.0-Go", "HELO", #"\\x16\\x03\\x01"#])
  func isNoUse(_ verb: String) async throws {
    let iis = try await Analysed(
      log: IISShorthand.log(
        """
        #F
        10:00:00 - 21 ControlChannelOpened - - 0 a
        10:00:01 - 21 \(verb) /+HTTP/1.1 - 0 a
        10:00:01 - 21 Host: x 500 0 a
        10:00:02 - 21 ControlChannelClosed - - 0 a
        """))
    let head =
      #"{"record":"event","time":"2026-10-01T10:00:00Z","sensor":"s","session":"1","#
      + #""source":{"ip":"192.0.2.7","port":4711},"#
      + #""listener":{"ip":"192.0.2.1","port":21,"mode":"explicit"},"#
    let lines = [
      #""type":"connect"}"#,
      #""type":"command","command":{"verb":"\#(verb)","argument":"/ HTTP/1.1","code":null}}"#,
      #""type":"command","command":{"verb":"Host:","argument":"x","code":500}}"#,
      #""type":"disconnect","disconnect":{}}"#,
    ]
    let events = try await Analysed(log: lines.map { head + $0 + "\n" }.joined())
    #expect(iis.sessions.map(\.verdict) == ["none - none none 0/0/0 certain"])
    #expect(events.sessions.map(\.verdict) == ["none - none none 0/0/0 certain"])
  }
}

import Testing

@testable import Survey

/// Ports of which it is not known how TLS is reached.
extension ArrivalTests {
  static let found = [
    Case(
      title: "speaks", script: Script(clear: good, inside: safe), mode: .find,
      expected: "ok explicit accepted offered"),
    Case(
      title: "silent, then TLS",
      script: Script(greetings: ["<silence>", "220 ready"], inside: safe),
      mode: .find, expected: "ok implicit refused offered",
      log: "connect connectTLS FEAT SYST PBSZ_0 PROT_P PROT_C QUIT"),
    Case(
      title: "closes in clear, then TLS",
      script: Script(greetings: ["<close>", "220 ready"], inside: safe), mode: .find,
      expected: "ok implicit refused offered"),
    Case(
      title: "slow the first time",
      script: Script(
        greetings: ["<silence>", "220 ready"], clear: good, inside: safe,
        handshake: .plaintextFirst("220 ready\r\n")),
      mode: .find, expected: "ok explicit accepted offered",
      log: "connect connectTLS connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls PBSZ_0 "
        + "PROT_P PROT_C FEAT QUIT"),
    Case(
      title: "dropped the first time",
      script: Script(
        greetings: ["<close>", "220 ready"], clear: good, inside: safe,
        handshake: .plaintextFirst("220 ready\r\n")),
      mode: .find, expected: "ok explicit accepted offered"),
    Case(
      title: "reset each time in clear",
      script: Script(greetings: ["<reset>"], handshake: .plaintextFirst("220 ready\r\n")),
      mode: .find, expected: "reset - unknown unknown", log: "connect connectTLS connect connect"),
    Case(
      title: "reset at once the first time",
      script: Script(
        greetings: ["<reset at once>", "220 ready"], clear: good, inside: safe,
        handshake: .plaintextFirst("220 ready\r\n")),
      mode: .find, expected: "ok explicit accepted offered"),
    Case(
      title: "reset at once the first time, then TLS",
      script: Script(greetings: ["<reset at once>", "220 ready"], inside: safe), mode: .find,
      expected: "ok implicit refused offered"),
    Case(
      title: "dropped each second time",
      script: Script(
        greetings: ["<close>", "220 ready", "<close>", "220 ready"], clear: good, inside: safe,
        handshake: .plaintextFirst("220 ready\r\n")),
      mode: .find, expected: "ok explicit accepted offered"),
    Case(
      title: "silent both ways", script: Script(greetings: ["<silence>"], handshake: .stalls),
      mode: .find, expected: "timeout - unknown unknown"),
    Case(
      title: "silent, resets TLS", script: Script(greetings: ["<silence>"], handshake: .resets),
      mode: .find, expected: "reset - unknown unknown"),
    Case(
      title: "silent, breaks TLS off",
      script: Script(greetings: ["<silence>"], handshake: .breaksOff), mode: .find,
      expected: "tls-failed - unknown unknown"),
    Case(
      title: "silent, HTTP",
      script: Script(greetings: ["<silence>"], handshake: .plaintext("HTTP/1.0 400 Bad\r\n")),
      mode: .find, expected: "not-ftp - unknown unknown"),
    Case(
      title: "closes in clear, resets TLS",
      script: Script(greetings: ["<close>"], handshake: .resets), mode: .find,
      expected: "closed - unknown unknown"),
    Case(
      title: "HTTPS", script: Script(greetings: ["<silence>"], inside: web), mode: .find,
      expected: "not-ftp - unknown unknown"),
  ]

  @Test(arguments: found) func finds(_ example: Case) throws {
    try ConversationTests.expect(example)
  }

  /// Who held a connection in silence has not had enough of us, though it ends the next at once.
  @Test func silentThenClosedUpon() throws {
    let silent = Script(greetings: ["<silence>"], handshake: .resets)
    #expect(try #require(ScriptedRun(silent, mode: .find).outcome).hasWaited)
    let closing = Script(greetings: ["<close>"], handshake: .resets)
    #expect(try #require(ScriptedRun(closing, mode: .find).outcome).hasWaited == false)
  }
}

import Records
import Testing

@testable import Survey

/// A handshake that an alert broke off is tried again without ALPN, and then without TLS 1.3.
@Suite struct ALPNTests {
  static let good = ConversationTests.good
  static let safe = ConversationTests.safe
  static let implicitBook = safe.merging(["SYST": "215 x"]) { $1 }

  static let cases = [
    ConversationTests.Case(
      title: "refused, explicit",
      script: Script(clear: good, inside: safe, handshake: .refusesALPN),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls connect AUTH_TLS "
        + "tls-without-ALPN PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    ConversationTests.Case(
      title: "refused, by a server that knows AUTH SSL alone",
      script: Script(
        clear: good.merging(["AUTH TLS": "504 no", "AUTH SSL": "234 go"]) { $1 }, inside: safe,
        handshake: .refusesALPN),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS QUIT connect AUTH_TLS "
        + "AUTH_SSL tls connect AUTH_SSL tls-without-ALPN PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    ConversationTests.Case(
      title: "refused, implicit", script: Script(inside: implicitBook, handshake: .refusesALPN),
      mode: .implicit, expected: "ok implicit refused offered",
      log: "connectTLS connectTLS-without-ALPN FEAT SYST PBSZ_0 PROT_P PROT_C QUIT"),
    ConversationTests.Case(
      title: "refused, found",
      script: Script(
        greetings: ["<silence>", "220 ready"], inside: implicitBook, handshake: .refusesALPN),
      mode: .find, expected: "ok implicit refused offered"),
    ConversationTests.Case(
      title: "TLS 1.3 refused, explicit",
      script: Script(clear: good, inside: safe, handshake: .refusesTLS13),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls connect AUTH_TLS "
        + "tls-without-ALPN connect AUTH_TLS tls-without-TLS-1.3 PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    ConversationTests.Case(
      title: "closed for ALPN, explicit",
      script: Script(clear: good, inside: safe, handshake: .endsForALPN(.closed)),
      expected: "ok explicit accepted offered",
      log: "connect FEAT SYST USER_ftpscope-no-such-user AUTH_TLS tls connect AUTH_TLS "
        + "tls-without-ALPN PBSZ_0 PROT_P PROT_C FEAT QUIT"),
    ConversationTests.Case(
      title: "silent for ALPN, explicit",
      script: Script(clear: good, inside: safe, handshake: .stallsForALPN),
      expected: "ok explicit accepted offered"),
    ConversationTests.Case(
      title: "reset for TLS 1.3, explicit",
      script: Script(clear: good, inside: safe, handshake: .endsForTLS13(.reset)),
      expected: "ok explicit accepted offered"),
    ConversationTests.Case(
      title: "closed for ALPN, implicit",
      script: Script(inside: implicitBook, handshake: .endsForALPN(.closed)), mode: .implicit,
      expected: "ok implicit refused offered"),
    ConversationTests.Case(
      title: "reset for TLS 1.3, implicit",
      script: Script(inside: implicitBook, handshake: .endsForTLS13(.reset)), mode: .implicit,
      expected: "ok implicit refused offered",
      log: "connectTLS connectTLS-without-ALPN connectTLS-without-TLS-1.3 FEAT SYST PBSZ_0 PROT_P "
        + "PROT_C QUIT"),
    ConversationTests.Case(
      title: "closed for whatever, implicit",
      script: Script(inside: implicitBook, handshake: .resets), mode: .implicit,
      expected: "reset - unknown unknown",
      log: "connectTLS connectTLS-without-ALPN connectTLS-without-TLS-1.3"),
    ConversationTests.Case(
      title: "closed for whatever, where TLS was only tried",
      script: Script(greetings: ["<silence>"], inside: implicitBook, handshake: .resets),
      mode: .find, expected: "reset - unknown unknown", log: "connect connectTLS"),
    ConversationTests.Case(
      title: "silent, implicit", script: Script(handshake: .stalls), mode: .implicit,
      expected: "timeout - unknown unknown", log: "connectTLS"),
    ConversationTests.Case(
      title: "TLS 1.3 refused, implicit",
      script: Script(inside: implicitBook, handshake: .refusesTLS13), mode: .implicit,
      expected: "ok implicit refused offered",
      log: "connectTLS connectTLS-without-ALPN connectTLS-without-TLS-1.3 FEAT SYST PBSZ_0 PROT_P "
        + "PROT_C QUIT"),
    ConversationTests.Case(
      title: "TLS 1.3 refused, and a third connection",
      script: Script(clear: good, inside: safe, handshake: .refusesTLS13, connectionsMaximum: 2),
      expected: "tls-failed explicit accepted unknown"),
    ConversationTests.Case(
      title: "a further connection is refused",
      script: Script(
        clear: good, inside: safe, handshake: .refusesALPN, connectionsMaximum: 1),
      expected: "tls-failed explicit accepted unknown"),
    ConversationTests.Case(
      title: "a further connection is refused, implicit",
      script: Script(inside: safe, handshake: .refusesALPN, connectionsMaximum: 1),
      mode: .implicit, expected: "tls-failed - unknown unknown"),
    ConversationTests.Case(
      title: "AUTH is refused the second time",
      script: Script(
        greetings: ["220 ready", "421 busy<close>"], clear: good, inside: safe,
        handshake: .refusesALPN),
      expected: "tls-failed explicit accepted unknown"),
  ]

  @Test(arguments: cases) func again(_ example: ConversationTests.Case) throws {
    try ConversationTests.expect(example)
  }

  /// That there was no second connection is the host's pace, not its TLS.
  @Test func isTurnedAway() {
    var script = Script(
      clear: Self.good, inside: Self.safe, handshake: .refusesALPN, connectionsMaximum: 1)
    #expect(ScriptedRun(script).outcome?.isTurnedAway == true)
    script.connectionsMaximum = 2
    #expect(ScriptedRun(script).outcome?.isTurnedAway == false)
  }

  /// Where handshakes fail, and do not stall, other versions may be what the server has. That there
  /// is TLS at all, a reset does not tell, unless AUTH did or a part of the handshake had come.
  @Test(
    arguments: [
      (.fails, [.explicit, .implicit]), (.breaksOff, [.explicit, .implicit]),
      (.resets, [.explicit]), (.stalls, []), (.works, []),
    ] as [(Script.Handshake, [Conversation.Mode])])
  func mayHaveOtherTLS(_ handshake: Script.Handshake, _ modes: [Conversation.Mode]) throws {
    for mode in [Conversation.Mode.explicit, .implicit] {
      let script = Script(clear: Self.good, inside: Self.implicitBook, handshake: handshake)
      let outcome = try #require(ScriptedRun(script, mode: mode).outcome)
      #expect(outcome.mayHaveOtherTLS == modes.contains(mode))
    }
  }

  /// What the first handshake came to stays in the record.
  @Test func evidence() throws {
    let greeting = "greeting 220 ready"
    var script = Script(clear: Self.good, inside: Self.safe, handshake: .refusesALPN)
    var record = try #require(ScriptedRun(script).record)
    #expect(record.findings == ["alpn-refused"])
    #expect(
      record.evidence.status == [
        greeting, "AUTH TLS 234 go", "TLS with ALPN: alert internal_error",
        "TLSv1.3 without ALPN",
      ])
    script.handshake = .refusesTLS13
    record = try #require(ScriptedRun(script).record)
    #expect(record.findings == ["tls-1.3-refused"])
    #expect(
      record.evidence.status == [
        greeting, "AUTH TLS 234 go", "TLS with ALPN: alert internal_error",
        "TLS without ALPN: alert internal_error", "TLSv1.3 without ALPN and TLS 1.3",
      ])
    script.handshake = .fails
    record = try #require(ScriptedRun(script).record)
    #expect(record.findings.isEmpty)
    #expect(record.statusDetail == "alert handshake_failure")
    #expect(
      record.evidence.status == [
        greeting, "AUTH TLS 234 go", "TLS with ALPN: alert handshake_failure",
        "TLS without ALPN: alert handshake_failure",
      ])
    script.handshake = .resets
    record = try #require(ScriptedRun(script).record)
    #expect(
      record.evidence.status == [
        greeting, "AUTH TLS 234 go", "TLS with ALPN: connection reset during the handshake",
        "TLS without ALPN: connection reset during the handshake",
      ])
  }
}

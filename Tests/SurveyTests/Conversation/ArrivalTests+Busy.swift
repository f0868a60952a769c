import Records
import Testing

@testable import Survey

/// Servers that are busy: their answer may be another one later.
extension ArrivalTests {
  @Test func busy() {
    #expect(ScriptedRun(Self.greeted("421 too many")).outcome?.isBusy == true)
    let inside = ScriptedRun(Self.greeted("220-a\r\n421 too many<close>"))
    #expect(inside.outcome?.isBusy == true)
    #expect(inside.record?.greetingCode == 421)
    let auth = Script(clear: ConversationTests.clear(["AUTH TLS": "421 busy"]))
    #expect(ScriptedRun(auth).outcome?.isBusy == true)
    let user = Script(clear: ConversationTests.clear(["USER": "421 TLS first"]), inside: Self.safe)
    #expect(ScriptedRun(user).outcome?.isBusy == false)
    #expect(ScriptedRun(Self.greeted("220 ready")).outcome?.isBusy == false)
  }
}

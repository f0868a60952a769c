import Bytes
import Records
import Testing

/// A line that is no record is refused, and why is said.
@Suite struct RecordProblemTests {
  private static let service =
    #""record":"service","id":"1","time":"2026-11-24T10:00:00Z","ip":"192.0.2.1","#
    + #""port":21,"status":"ok""#

  @Test(
    arguments: [
      ("{\(service)}", nil), (#"{"schema":1,\#(service)}"#, nil),
      (#"{"schema":null,\#(service)}"#, nil), (#"{"schema":2,\#(service)}"#, "of schema 2, which"),
      ("", "no JSON"), ("x", "no JSON"), ("{\(service)", "no JSON"),
      ("[1]", "it has no field 'record'"), (#"{"record":1}"#, "it has no field 'record'"),
      (#"{"record":"file"}"#, "of the kind 'file', which there is not"),
      (#"{"record":"name","name":"ftp.example.org"}"#, "a field of every name record is missing"),
    ] as [(String, String?)])
  func lines(_ line: String, _ words: String?) {
    let (record, problem) = Array(line.utf8).withSlice {
      (Record(line: $0), Record.problem(of: $0))
    }
    #expect((record == nil) == (words != nil))
    if let words { #expect(problem.hasPrefix(words), "\(problem)") }
  }
}

import Bytes
import Records
import Testing

/// A newer version's fields go with a record through this one.
@Suite struct UnknownFieldsTests {
  @Test(arguments: [
    #"{"record":"service","id":"1","time":"2026-11-02T00:00:00Z","ip":"192.0.2.1","port":21,"status":"ok","#,
    #"{"record":"session","id":"1","#,
    #"{"record":"name","name":"ftp.example.org","label":"ftp","domain":"example.org","suffix":"org","#,
    #"{"record":"event","id":"1","time":"2026-11-02T00:00:00Z","sensor":"s","session":"1","type":"connect","#,
  ])
  func stay(_ beginning: String) throws {
    let fields = #""new":{"x":[1,2.50,null]},"another":"\u0000\"""#
    var record = try #require(
      Array((beginning + fields + "}").utf8).withSlice { Record(line: $0) })
    record.survey = "label"
    var json = JSONWriter()
    record.write(to: &json)
    #expect(String(decoding: json.bytes, as: UTF8.self).hasSuffix("," + fields + "}"))
    let again = try #require(json.bytes.withSlice { Record(line: $0) })
    #expect(again == record)
    var second = JSONWriter()
    again.write(to: &second)
    #expect(second.bytes == json.bytes)
  }

  /// What a fuzzer made: fields of every record's stand twice, and not first.
  @Test(arguments: [
    #"{"record":"event","id":"1","time":"2026-11-02T00:00:00Z","survey":null,"sensor":"s","survey":"x","session":"1","type":"connect"}"#,
    #"{"type":"connect","session":"1","sensor":"s","survey":"a","time":"2026-11-02T00:00:00.5Z","record":"event"}"#,
  ])
  func anEventIsReadAgainAsItIs(_ line: String) throws {
    let record = try #require(Array(line.utf8).withSlice { Record(line: $0) })
    var json = JSONWriter()
    record.write(to: &json)
    #expect(json.bytes.withSlice { Record(line: $0) } == record)
  }
}

import Bytes
import Testing

@testable import Names

@Suite struct InputFormTests {
  private static let long = String(repeating: "b", count: 70_000)
  private static let remarks = String(repeating: "; a remark of a zone\n\n", count: 1000)

  /// The beginning of a file, and what it is.
  @Test(
    arguments: [
      ("", .lines), ("ftp.example.org\n", .lines), ("{\"name\":\"ftp.a.org\"}\n{", .lines),
      ("{\"name\":\"a\"}", .lines), ("{\n\"name\":", .json), ("{\"a\":[\n", .json),
      ("[{\"name\"", .json), (" \n[\n", .json), ("[\"a\"", .json), ("[[", .json), ("[a]\n", .lines),
      ("[", .json), ("[::1]", .lines), ("{\"a\":\"" + long, .json),
      ("$TTL 3600\n", .zone), ("$ttl 3600\n", .zone), ("$include a\n", .zone),
      ("$GENERATE 1-2 a A 1\n", .zone), ("a.\t900\tin\tsoa\tns. h. 1\n", .zone),
      ("@ IN ( SOA\n", .zone), ("a. ( SOA\n", .zone), ("a. A 192.0.2.1\n", .lines),
      (remarks + "$ORIGIN a.\n", .zone), (remarks + "ftp.example.org\n", .lines), (remarks, .lines),
      ("START_RRSET_CACHE\n;rrset 1 1 0 8 3\n", .cache), ("START_MSG_CACHE\n", .cache),
      ("# a\n[{", .json), ("#path\tdns\n#fields\tts\tquery\n1\tftp.a.org\n", .zeek),
      ("#fields\tquery\n", .zeek), ("#fields\tts\tuid\n1\tC1\n", .lines), ("#fields", .lines),
    ] as [(String, InputForm)])
  func recognised(head: String, form: InputForm) {
    let bytes = Array(head.utf8)
    #expect(bytes.withSlice { InputForm.form(of: $0, isAll: true, isStream: false) } == form)
  }

  /// A pipe is not waited for longer than it takes to tell.
  @Test(
    arguments: [
      ("; a remark\n", nil), ("ftp.a", nil), ("ftp.a.org\n", .lines), ("{\"name\":\"f", nil),
      ("{\"name\":\"f\"}\n", .lines), ("{\"a\":\"" + long, .json),
      ("{\"a\":\"\(long)\"}\n", .json),
      ("$TTL 1\n", .zone), ("[", .json),
    ] as [(String, InputForm?)])
  func streams(head: String, form: InputForm?) {
    let bytes = Array(head.utf8)
    #expect(bytes.withSlice { InputForm.form(of: $0, isAll: false, isStream: true) } == form)
  }

  @Test func remarksFirst() throws {
    let text = Self.remarks + "$ORIGIN example.org.\nftp A 192.0.2.1\n"
    let found = try Searched(text)
    #expect(found.words == ["ftp.example.org ftp A 192.0.2.1"] && found.search.lines == 2002)
  }
}

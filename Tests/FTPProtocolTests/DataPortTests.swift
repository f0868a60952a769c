import Bytes
import FTPProtocol
import Testing

@Suite struct DataPortTests {
  static func words(_ port: DataPort?) -> String {
    guard let port else { return "-" }
    return "\(port.family?.rawValue ?? 0) \(port.host.escapedText) \(port.port)"
  }

  @Test(arguments: [
    ("127,0,0,1,161,2", "1 127.0.0.1 41218"), ("0,0,0,0,0,0", "1 0.0.0.0 0"),
    (" 1, 2,3 ,4,5,6 ", "1 1.2.3.4 1286"), ("256,0,0,1,1,1", "-"), ("1,2,3,4,5", "-"),
    ("1,2,3,4,5,6,7", "-"), ("1,2,3,4,5,6x", "-"), ("", "-"), ("a,b,c,d,e,f", "-"),
    ("1,2,3,4,5,9999999999999999999999", "-"), ("1.2.3.4.5.6", "-"),
  ])
  func port(_ text: String, _ expected: String) {
    #expect(Self.words(Array(text.utf8).withSlice { DataPort(portArgument: $0) }) == expected)
  }

  @Test(arguments: [
    ("Entering Passive Mode (127,0,0,1,161,2).", "1 127.0.0.1 41218"),
    ("Entering Passive Mode 127,0,0,1,161,2", "1 127.0.0.1 41218"),
    ("=127,0,0,1,161,2", "1 127.0.0.1 41218"), ("Mode 2 (10, 0, 0, 1, 1, 1)", "1 10.0.0.1 257"),
    ("1,2,3 and (4,5,6,7,8,9)", "1 4.5.6.7 2057"), ("(1,2,3,4,5)", "-"), ("", "-"),
    ("(1,2,3,4,5,256)", "-"), ("(300,2,3,4,5,6,7)", "1 2.3.4.5 1543"),
  ])
  func pasv(_ text: String, _ expected: String) {
    let bytes = Array(text.utf8)
    #expect(Self.words(DataPort(pasvReply: Reply(code: 227, text: bytes))) == expected)
    #expect(DataPort(pasvReply: Reply(code: 229, text: bytes)) == nil)
  }

  @Test(arguments: [
    ("Entering Extended Passive Mode (|||6446|)", "0  6446"), ("|||6446|", "0  6446"),
    ("(!!!1!)", "0  1"), ("(|1|192.0.2.1|6446|)", "0  6446"), ("(|||0|)", "-"),
    ("(|||65536|)", "-"),
    ("(|||6446)", "-"), ("(|||)", "-"), ("()", "-"), ("", "-"), ("(111611)", "-"),
    ("(note) (|||21|)", "0  21"), ("(|||21|", "0  21"), ("(  |||21| )", "0  21"),
  ])
  func epsv(_ text: String, _ expected: String) {
    #expect(Self.words(DataPort(epsvReply: Reply(code: 229, text: Array(text.utf8)))) == expected)
  }

  @Test(arguments: [
    ("|1|192.0.2.1|41218|", "1 192.0.2.1 41218"), ("|2|2001:db8::1|21|", "2 2001:db8::1 21"),
    ("#1#1.2.3.4#5#", "1 1.2.3.4 5"), ("|3|x|1|", "-"), ("|1|::1|1|", "-"), ("|2|1 2|1|", "-"),
    ("|1|1.2.3.4|0|", "-"), ("|1|1.2.3.4|70000|", "-"), ("|1|1.2.3.4|1", "-"),
    ("|1|1.2.3.4|1|x", "-"), ("", "-"), ("|||1|", "-"),
  ])
  func eprt(_ text: String, _ expected: String) {
    #expect(Self.words(Array(text.utf8).withSlice { DataPort(eprtArgument: $0) }) == expected)
  }

  /// What is written is read as the same.
  @Test func written() {
    let four = DataPort(family: .ipv4, host: Array("192.0.2.1".utf8), port: 41_218)
    let six = DataPort(family: .ipv6, host: Array("2001:db8::1".utf8), port: 21)
    #expect(four.portArgument?.escapedText == "192,0,2,1,161,2")
    #expect(four.eprtArgument?.escapedText == "|1|192.0.2.1|41218|")
    #expect(six.eprtArgument?.escapedText == "|2|2001:db8::1|21|")
    #expect(six.portArgument == nil)
    #expect(four.portArgument?.withSlice { DataPort(portArgument: $0) } == four)
    #expect(six.eprtArgument?.withSlice { DataPort(eprtArgument: $0) } == six)
    #expect(DataPort(family: .ipv4, host: Array("1|2".utf8), port: 1).eprtArgument == nil)
    #expect(DataPort(family: nil, host: [], port: 1).eprtArgument == nil)
    #expect(DataPort(family: .ipv4, host: Array("1.2.3.400".utf8), port: 1).portArgument == nil)
  }
}

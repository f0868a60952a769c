import Testing

@testable import Identification

@Suite struct RequiredLiteralTests {
  /// The longest run of bytes that each match holds, in lower case; empty where none is sure.
  @Test(arguments: [
    ("^ProFTPD (\\d)", "proftpd "), ("a|bcdef", ""), ("(?:abc|def)ghijk", "ghijk"),
    ("colou?r", "colo"), ("abc{0,2}defg", "defg"), ("abc{2}de", "abc"), ("ab+c", "ab"),
    ("[Ff]tp server", "tp server"), ("a.bcd", "bcd"), ("\\(vsFTPd", "(vsftpd"),
    ("ab\\x41cdef", "cdef"), ("(?i)Serv-U", "serv-u"), ("(?x) a b c", ""), ("abc(?=def)gh", "abc"),
    ("abc\\d+xyz1", "xyz1"), ("[]a]bcd", "bcd"), ("[[:alpha:]]bcd", "bcd"), ("", ""), ("(", ""),
    ("abc\\", "abc"), ("[abc", ""), ("ab*?cd", "cd"),
  ])
  func longestRun(_ pattern: String, _ wanted: String) {
    #expect(String(decoding: RequiredLiteral.of(pattern), as: UTF8.self) == wanted, "\(pattern)")
  }
}

import Testing

@testable import Identification

@Suite struct RequiredLiteralTests {
  /// Bytes of which one run is in each match, in lower case; empty where none is sure.
  @Test(arguments: [
    ("^ProFTPD (\\d)", "proftpd "), ("a|bcdef", "a bcdef"),
    ("(?:abc|def)ghijk", "abcghijk defghijk"),
    ("colou?r", "colo"), ("abc{0,2}defg", "defg"), ("abc{2}de", "abc"), ("ab+c", "ab"),
    ("[Ff]tp server", "ftp server"), ("a.bcd", "bcd"), ("\\(vsFTPd", "(vsftpd"),
    ("ab\\x41cdefgh", "efgh"), ("(?i)Serv-U", "serv-u"), ("(?x) a b c", ""),
    ("abc(?=def)gh", "abc"), ("abc\\d+xyz1", "xyz1"), ("[]a]bcd", "bcd"),
    ("[[:alpha:]]bcd", "bcd"), ("", ""), ("(", ""), ("abc\\", ""), ("[abc", ""), ("ab*?cd", "cd"),
    ("abc)def", ""), ("(?:Brother|BROTHER) FTP", "brother ftp"),
    ("^(?:abcd|efgh\\d)$", "abcd efgh"),
    ("(?:abcd|\\d)ef", "ef"), ("(?:abcd)?ef", "ef"), ("(?:abcd)+ef", "abcd"), ("abcd|", ""),
    ("(?<name>abc)de", "abcde"), ("(?<!abcd)ef", "ef"), ("(\\d)\\1)", ""), ("(a\\1)bcd", "bcd"),
    ("(?:HL|MFC)-\\d", "hl- mfc-"), ("a(?-i:bc)d", "abcd"), ("[a-c]de", "de"),
    ("x[12]y", "x1y x2y"),
    // What is a named class only if it ends like one (PCRE2, pcre2pattern(3), "POSIX character
    // classes").
    ("[[:alphj+xyz]abc|de", "abc de"), ("ab[[:c]d|e]f", "ab e]f"), ("[[:a[:alpha:]b]cd", "cd"),
    ("[[:^alpha:]x]cd", "cd"), ("[[:a\\]:]b]cd", "cd"),
    // What is not read here.
    ("abc(?#()|d", ""), ("abc(?=(?#()d)|e", ""), ("abc(*ACCEPT)def", ""), ("[\\Q]\\E]abc", ""),
    ("ab(?!\\Qx)\\E)cd", ""), ("[ab\\", ""), ("a{ 2 }bcd", "bcd"), ("a{,2}bcd", "bcd"),
  ])
  func anyOf(_ pattern: String, _ wanted: String) {
    let found = RequiredLiteral.anyOf(pattern).map { String(decoding: $0, as: UTF8.self) }
    #expect(found.joined(separator: " ") == wanted, "\(pattern)")
  }

  /// One that has none is asked of each greeting.
  @Test(arguments: FingerprintLibrary.embedded().databases.flatMap(\.fingerprints).map(\.pattern))
  func ownExpressionsHaveOne(_ pattern: String) {
    let found = RequiredLiteral.anyOf(pattern)
    #expect(found.allSatisfy { $0.count >= 2 } && !found.isEmpty, "\(pattern)")
  }
}

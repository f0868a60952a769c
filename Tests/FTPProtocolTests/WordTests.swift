import Bytes
import Testing

@testable import FTPProtocol

/// The small types that a session's words become.
@Suite struct WordTests {
  @Test(arguments: Verb.allCases.filter { $0 != .other })
  func verbsInAnyCase(_ verb: Verb) {
    for name in [
      verb.name, verb.name.lowercased(), verb.name.prefix(1) + verb.name.dropFirst().lowercased(),
    ] {
      let found = withBytes(name) { Verb($0) }
      #expect(found == verb, "\(name)")
    }
    let longer = withBytes(verb.name + "X") { Verb($0) }
    #expect(longer == .other)
  }

  @Test(
    arguments: [
      ("XCWD", .cwd), ("xpwd", .pwd), ("XMKD", .mkd), ("XRMD", .rmd), ("XCUP", .cdup), ("", .other),
      ("CC", .other), ("HASH", .other), ("US\u{0}R", .other), ("RETRIEVE", .other),
      ("CCC ", .other),
      ("5SER", .other), ("ÜSR", .other),
    ] as [(String, Verb)])
  func otherVerbs(_ text: String, _ verb: Verb) {
    let found = withBytes(text) { Verb($0) }
    #expect(found == verb)
  }

  @Test func classes() {
    #expect(
      Verb.allCases.filter(\.isTransfer) == [.retr, .stor, .stou, .appe, .list, .nlst, .mlsd])
    #expect(
      Verb.allCases.filter(\.concernsProtection) == [
        .user, .pass, .acct, .auth, .adat, .pbsz, .prot, .ccc, .rein, .quit, .retr, .stor, .stou,
        .appe, .list, .nlst, .mlsd,
      ])
    #expect(Verb.other.name == "?")
  }

  /// Codes, and which verbs they may answer.
  @Test(arguments: [
    (226, "RETR STOR STOU APPE LIST NLST MLSD ABOR", "CWD USER NOOP SIZE"),
    (250, "CWD DELE RNTO MLST RETR LIST SITE HASH", "USER FEAT NOOP SYST AUTH"),
    (425, "RETR LIST ABOR", "PASS CWD"), (426, "STOR MLSD ABOR", "PWD NOOP"),
    (227, "PASV", "EPSV PORT LIST"), (229, "EPSV", "PASV NOOP"),
    (230, "USER PASS ACCT REIN", "LIST AUTH CWD"), (232, "USER PASS", "AUTH"),
    (234, "AUTH", "PBSZ PROT USER"), (334, "AUTH", "USER"), (331, "USER", "PASS AUTH"),
    (257, "PWD MKD XPWD XMKD", "CWD"), (213, "SIZE MDTM STAT SITE MFMT", "NOOP LIST"),
    (200, "NOOP TYPE PBSZ PROT PORT", "RETR LIST"),
    (211, "STAT FEAT", "STOR"), (500, "HASH USER AUTH LIST", ""), (421, "LIST", ""),
  ])
  func mayBeAnswered(_ code: Int, _ yes: String, _ no: String) {
    for (names, expected) in [(yes, true), (no, false)] {
      for name in names.split(separator: " ").map(String.init) {
        let verb = withBytes(name) { Verb($0) }
        #expect(verb.mayBeAnswered(with: code) == expected, "\(name) \(code)")
      }
    }
  }

  @Test(
    arguments: [
      ("TLS", .tls, true), (" tls \r", .tls, true), ("TLS-C", .tlsC, true), ("ssl", .ssl, true),
      ("Tls-P", .tlsP, true), ("GSSAPI", .gssapi, false), ("kerberos_v4", .kerberosV4, false),
      ("", .other, false), ("TLS1", .other, false), ("TL", .other, false),
    ] as [(String, AuthMechanism, Bool)])
  func mechanism(_ text: String, _ mechanism: AuthMechanism, _ isTLS: Bool) {
    let found = withBytes(text) { AuthMechanism($0) }
    #expect(found == mechanism)
    #expect(found.isTLS == isTLS)
    let again = withBytes(found.name) { AuthMechanism($0) }
    #expect(again == found)
  }

  @Test(
    arguments: [
      ("C", .clear, true), ("s", .safe, true), ("E", .confidential, false), ("p", .private, false),
      ("", nil, false), ("PP", nil, false), ("X", nil, false), (" P", nil, false),
    ] as [(String, ProtectionLevel?, Bool)])
  func level(_ text: String, _ level: ProtectionLevel?, _ isReadable: Bool) {
    let found = withBytes(text) { ProtectionLevel($0) }
    #expect(found == level)
    #expect((found?.isReadable ?? false) == isReadable)
    if let found { #expect(found.letter == text.uppercased()) }
  }

  @Test(arguments: [
    ("AUTH", "tls", "AUTH TLS"), ("auth", "x-new", "AUTH ?"), ("PROT", " p ", "PROT P"),
    ("PROT", "Q", "PROT"), ("USER", "bob", "USER"), ("PASS", "secret", "PASS"), ("FOO", "TLS", "?"),
    ("PBSZ", "0", "PBSZ"),
  ])
  func command(_ verb: String, _ argument: String, _ text: String) {
    let command = withBytes(verb) { verb in
      withBytes(argument) { Command(Verb(verb), argument: $0) }
    }
    #expect(command.text == text)
  }

  /// A line, and `code continues text`; nil where it begins or ends no reply.
  @Test(
    arguments: [
      ("220 Hello", "220 false Hello"), ("220-Hello", "220 true Hello"), ("220", "220 false "),
      ("220 ", "220 false "), ("220-", "220 true "), ("100 x", "100 false x"),
      ("659 x", "659 false x"), ("220  two", "220 false  two"), ("", nil), ("22", nil),
      ("099 x", nil), ("660 x", nil), ("999 x", nil), ("220x", nil), ("2200", nil), ("22a x", nil),
      (" 220 x", nil), ("-20 x", nil), ("+20 x", nil), ("220\tx", nil),
    ] as [(String, String?)])
  func replyLine(_ line: String, _ expected: String?) {
    withBytes(line) { bytes in
      let found = ReplyLine(bytes).map { "\($0.code) \($0.continues) \($0.text.text)" }
      #expect(found == expected)
    }
  }
}

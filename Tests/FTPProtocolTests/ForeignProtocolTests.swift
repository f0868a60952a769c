import Bytes
import FTPProtocol
import Testing

@Suite struct ForeignProtocolTests {
  @Test(
    arguments: [
      ("HTTP/1.1 400 Bad Request\r\n", .http), ("<html>", .http), ("SSH-2.0-OpenSSH_9.6\r\n", .ssh),
      ("+OK ready\r\n", .pop3), ("* OK IMAP4rev1\r\n", .imap), ("RFB 003.008\n", .vnc),
      ("@RSYNCD: 31.0\n", .rsync), (":irc.example NOTICE * :x\r\n", .irc),
      ("-ERR unknown command 'FEAT'\r\n", .redis), ("-ERR no\r\n", .pop3),
      ("AMQP\0\0\u{9}\u{1}", .amqp),
      ("\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{28}", .tls), ("\u{16}\u{3}\u{1}\0\u{5}", .tls),
      ("J\0\0\0\u{A}8.0.36\0", .mysql), ("220 ready\r\n", nil), ("220-x", nil), ("", nil),
      ("H", nil),
      (": nothing", nil), ("welcome\r\n220 ready\r\n", nil), ("login: ", nil),
    ] as [(String, ForeignProtocol?)])
  func signature(_ text: String, _ expected: ForeignProtocol?) {
    let bytes = Array(text.utf8)
    #expect(bytes.withSlice { ForeignProtocol(signature: $0) } == expected)
  }

  /// Bytes that are no text.
  @Test(
    arguments: [
      ([0x03, 0x00, 0x00, 0x13, 0x0E, 0xD0, 0, 0], .rdp),
      ([0x4E, 0, 0, 0, 0xFF, 0x6A, 0x04], .mysql),
      ([0, 0, 0, 0x2F, 0xFF, 0x53, 0x4D, 0x42], .smb), ([0x45, 0, 0, 0, 0x68, 0x53], .postgresql),
      ([0xFF, 0xFB, 1, 0xFF, 0xFD, 3], nil), ([0, 0, 0, 0, 0, 0, 0, 0], nil),
    ] as [([UInt8], ForeignProtocol?)])
  func binary(_ bytes: [UInt8], _ expected: ForeignProtocol?) {
    #expect(bytes.withSlice { ForeignProtocol(signature: $0) } == expected)
    // A signature does not change by what follows, and no beginning of it is taken for another.
    for count in bytes.indices {
      let found = Array(bytes[..<count]).withSlice { ForeignProtocol(signature: $0) }
      #expect(found == nil || found == expected)
    }
  }

  @Test(
    arguments: [
      ("\r\nUbuntu 22.04\r\nlogin: ", .telnet), ("Password:", .telnet), ("oops <html>", .http),
      ("welcome", nil), ("SSH-2.0-x", .ssh), ("welcome\r\n\nSSH-2.0-x", .ssh), ("no SSH-", nil),
    ] as [(String, ForeignProtocol?)])
  func whole(_ text: String, _ expected: ForeignProtocol?) {
    #expect(Array(text.utf8).withSlice { ForeignProtocol(wholeOf: $0) } == expected)
  }

  /// Protocols with FTP's form, by the names of their servers.
  @Test(
    arguments: [
      ("VMware Authentication Daemon Version 1.10: SSL Required", .vmwareAuth),
      ("fax.example.org server (HylaFAX (tm) Version 6.0.6) ready.", .hylafax),
      ("VMware's own FTP server", nil), ("HylaFAX documents by FTP", nil), ("", nil),
    ] as [(String, ForeignProtocol?)])
  func kinOfFTP(_ text: String, _ expected: ForeignProtocol?) {
    #expect(ForeignProtocol(kinOfFTP: Reply(code: 220, text: Array(text.utf8))) == expected)
  }

  @Test func telnetAlone() {
    #expect([0xFF, 0xFD, 0x18].withSlice { ForeignProtocol(wholeOf: $0) } == .telnet)
  }

  /// A host's name is no word about what it is.
  @Test(
    arguments: [
      ("FTP", true), ("(vsFTPd 3.0.3)", true), ("ProFTPD 1.3.5rc4 Server", true),
      ("ftp.example.org ready", false), ("ready: <ftp.example.org>, ftp@example.org", false),
      ("see ftp://ftp.example.org/", false), ("ftp.example.org FTP server", true), ("", false),
      ("FTPD-1.0.2", true), (".", false),
    ] as [(String, Bool)])
  func outsideHostNames(_ text: String, _ expected: Bool) {
    let greeting = Reply(code: 220, text: Array(text.utf8))
    #expect(greeting.saysOutsideHostNames("FTP") == expected)
  }

  @Test(
    arguments: [
      ("mail.example ESMTP Postfix", .smtp), ("smtp ready", .smtp), ("news NNTP ready", .nntp),
      ("FTP ready", nil), ("", nil), ("smtp.example.com ready", nil), ("[nntp.example.com]", nil),
      ("www.example.com (LMTP)", .smtp),
    ] as [(String, ForeignProtocol?)])
  func words(_ text: String, _ expected: ForeignProtocol?) {
    #expect(ForeignProtocol(words: Reply(code: 220, text: Array(text.utf8))) == expected)
  }
}

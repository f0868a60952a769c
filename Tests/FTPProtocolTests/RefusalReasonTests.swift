import Bytes
import Testing

@testable import FTPProtocol

@Suite struct RefusalReasonTests {
  @Test(
    arguments: [
      ("AUTH", 431, "", .authUnavailable), ("AUTH", 421, "", .authUnavailable),
      ("AUTH", 500, "", .authUnsupported), ("AUTH", 501, "", .authUnsupported),
      ("AUTH", 502, "", .authUnsupported), ("AUTH", 504, "", .authUnsupported),
      ("AUTH", 533, "", .authDenied), ("AUTH", 534, "", .authDenied),
      ("AUTH", 503, "", .authRefused), ("AUTH", 530, "", .authRefused),
      ("AUTH GSSAPI", 504, "", nil), ("AUTH KERBEROS_V4", 500, "", nil),
      ("AUTH TLS", 504, "", .authUnsupported), ("AUTH SSL", 534, "", .authDenied),
      ("AUTH X", 504, "", .authUnsupported),
      ("AUTH", 234, "", nil), ("AUTH", 334, "", nil), ("AUTH", 0, "", nil),
      ("PBSZ", 503, "", .levelOutOfOrder), ("PROT", 503, "", .levelOutOfOrder),
      ("STOR", 522, "SSL connection failed; session reuse required", .sessionNotResumed),
      ("LIST", 450, "TLS session of data connection has not resumed", .sessionNotResumed),
      ("RETR", 426, "the transfer may be resumed", nil), ("PROT", 504, "", .levelRefused),
      ("PROT", 536, "", .levelRefused), ("PROT", 534, "", .levelRefused), ("PROT", 200, "", nil),
      ("RETR", 521, "", .tlsRequiredForData), ("LIST", 522, "", .tlsRequiredForData),
      ("STOR", 534, "", .tlsRequiredForData), ("LIST", 550, "", nil), ("RETR", 425, "", nil),
      ("LIST", 550, "SSL/TLS required on the data channel", .tlsRequiredForData),
      ("LIST", 425, "Data connection must be ENCRYPTED", .tlsRequiredForData),
      ("LIST", 226, "TLS", nil), ("EPRT", 522, "use (1)", nil), ("EPSV", 522, "", nil),
      ("PORT", 521, "", .tlsRequiredForData), ("PASV", 534, "", .tlsRequiredForData),
      ("PASV", 530, "use PROT P first", .tlsRequiredForData), ("PASV", 530, "log in first", nil),
      ("USER", 530, "Non-anonymous sessions must use encryption.", .tlsRequiredForCredentials),
      ("USER", 530, "Anonymous sessions may not use encryption.", nil),
      ("USER", 534, "", .tlsRequiredForCredentials), ("PASS", 533, "", .tlsRequiredForCredentials),
      ("USER", 550, "SSL required", .tlsRequiredForCredentials),
      ("USER", 421, "Please use FTPS", .tlsRequiredForCredentials),
      ("PASS", 530, "Login incorrect", nil), ("USER", 530, "", nil), ("ACCT", 530, "", nil),
      ("USER", 503, "Use AUTH first.", .tlsRequiredForCredentials),
      ("PASS", 530, "a secure connection is required", .tlsRequiredForCredentials),
      ("PASS", 530, "Login incorrect. TLS is optional on this server.", nil),
      ("USER", 530, "This server is secured by Acme SSL Ltd", nil),
      ("USER", 530, "ftp only at tls.example.org", nil),
      ("USER", 530, "tls.example.org: TLS only", .tlsRequiredForCredentials),
      ("PASS", 530, "TLS users only: 3", .tlsRequiredForCredentials),
      ("USER", 421, "Please reconnect using TLS security mechanisms.", .tlsRequiredForCredentials),
      ("USER", 421, "Sorry, cleartext sessions are not accepted.", .tlsRequiredForCredentials),
      ("LIST", 425, "[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred", nil),
      ("LIST", 425, "TLS handshake failed on the data connection", nil),
      ("SIZE", 550, "secure/ssl.txt: No such file", nil),
      ("RETR", 425, "PROT P required", .tlsRequiredForData),
      ("CWD", 534, "", .tlsRequiredForControl), ("FEAT", 530, "use tls", .tlsRequiredForControl),
      ("SIZE", 550, "no such file", nil), ("CWD", 533, "", .tlsRequiredForControl),
      ("CCC", 534, "", .tlsRequiredForControl), ("NOOP", 200, "TLS", nil),
    ] as [(String, Int, String, RefusalReason?)])
  func judged(_ asked: String, _ code: Int, _ text: String, _ reason: RefusalReason?) {
    let words = asked.split(separator: " ", maxSplits: 1)
    let verb = withBytes(String(words[0])) { Verb($0) }
    let command = withBytes(words.count > 1 ? String(words[1]) : "") {
      Command(verb, argument: $0)
    }
    let found = withBytes(text) { RefusalReason(command, code: code, text: $0) }
    #expect(found == reason)
  }

  @Test func substatus() {
    var told: [UInt8] = []
    for number in UInt8.min...UInt8.max {
      guard let refusal = IISSubstatus.refusal(number) else { continue }
      told.append(number)
      #expect(refusal.wantedTLS == !(24...26).contains(number))
      #expect(!refusal.words.isEmpty && !refusal.words.hasPrefix("sc-substatus"), "\(number)")
    }
    #expect(told == Array(24...32) + Array(43...49) + [55])
    #expect(IISSubstatus.refusal(24) == .tlsRequiredForData)
    #expect(IISSubstatus.refusal(25) == .tlsRequiredForControl)
    #expect(IISSubstatus.refusal(26) == .tlsRequiredForCredentials)
    #expect(RefusalReason.iis(9).words == "sc-substatus 9")
  }

  @Test func everyReasonHasItsOwnWords() {
    let reasons: [RefusalReason] = [
      .tlsRequiredForControl, .tlsRequiredForCredentials, .tlsRequiredForData, .authUnsupported,
      .authDenied, .authUnavailable, .authRefused, .levelRefused,
      .levelOutOfOrder, .sessionNotResumed,
    ]
    let words =
      reasons.map(\.words) + (UInt8(27)...55).compactMap(IISSubstatus.refusal).map(\.words)
    #expect(Set(words).count == words.count)
    #expect(reasons.map(\.wantedTLS) == [false, false, false] + Array(repeating: true, count: 7))
  }

  @Test func everyWordHasAHint() {
    for word in TLSDemand.complaints + TLSDemand.names + TLSDemand.descriptions {
      #expect(TLSDemand.hints.contains { word.bytes.containsIgnoringCase($0) }, "\(word)")
    }
  }
}

import Bytes
import FTPProtocol
import Identification
import Records
import Testing

@testable import Sensor

/// Each persona is named by `ftpscope identify` as what it claims to be, from its words alone.
@Suite struct PersonaIdentityTests {
  struct Claim: Sendable, CustomTestStringConvertible {
    var persona: String
    var product: String
    var version: String?
    /// What it is named without its greeting; nil where nothing else of it is known.
    var productWithoutGreeting: String?
    var testDescription: String { persona }

    init(_ persona: String, _ product: String, _ version: String?, without: String?) {
      self.persona = persona
      self.product = product
      self.version = version
      productWithoutGreeting = without
    }
  }

  static let claims = [
    Claim("vsftpd-3.0.3", "vsftpd", "3.0.3", without: "vsftpd"),
    Claim("vsftpd-2.3.4", "vsftpd", "2.3.4", without: "vsftpd"),
    Claim("proftpd-1.3.5", "ProFTPD", "1.3.5", without: "ProFTPD"),
    Claim("pure-ftpd", "Pure-FTPd", nil, without: "Pure-FTPd"),
    Claim("filezilla-1", "FileZilla Server", "1.8.1", without: "FileZilla Server"),
    Claim("filezilla-0.9.60", "FileZilla Server", "0.9.60", without: "FileZilla Server"),
    Claim("iis-10", "Internet Information Services", nil, without: "IIS"),
    Claim("serv-u-15", "Serv-U", "15.1.6", without: "Serv-U"),
    Claim("ws-ftp", "WS_FTP Server", "7.6.2", without: "WS_FTP Server"),
    Claim("wing-ftp", "Wing FTP Server", "7.4.3", without: nil),
    Claim("synology", "DSM", nil, without: "SmbFTPD"),
    Claim("mikrotik", "RouterOS FTP", "6.46.3", without: "RouterOS FTP"),
    Claim("jetdirect", "JetDirect FTP Server", "2.0", without: "JetDirect FTP Server"),
  ]

  @Test(arguments: claims) func isNamed(_ claim: Claim) throws {
    var record = try Self.record(of: claim.persona)
    var identifier = Identifier(.embedded())
    let product = try #require(identifier.identify(record)?.product)
    #expect(product.product == claim.product)
    #expect(product.version == claim.version)
    record.banner = nil
    #expect(identifier.identify(record)?.product?.product == claim.productWithoutGreeting)
  }

  /// Nobody is left out, and the one that imitates nobody is named nothing.
  @Test func allAreClaimed() throws {
    #expect(Set(Self.claims.map(\.persona)).union(["plain"]) == Set(EmbeddedPersonas.names))
    var identifier = Identifier(.embedded())
    #expect(identifier.identify(try Self.record(of: "plain")) == nil)
  }

  /// What a survey, and a login besides, would hear.
  private static func record(of name: String) throws -> ServiceRecord {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    let book = ReplyBook(persona)
    var record = ServiceRecord(ip: "192.0.2.1", port: 21, time: .init(milliseconds: 0), status: .ok)
    var values = ReplyValues()
    values.server = Array("ftp.example.com".utf8)
    values.ip = Array("192.0.2.1".utf8)
    values.clock = Array("12:00".utf8)
    func reply(_ bytes: [UInt8]) -> (code: Int, text: String)? {
      var parser = ReplyParser()
      bytes.withSlice { parser.append($0) }
      guard case .reply(let reply)? = parser.next() else { return nil }
      return (reply.code, reply.text.escapedText)
    }
    record.banner = reply(book[.greeting].made(values))?.text

    func ask(_ command: String, _ situation: Situation, needsTLS: Bool = false) {
      let parts = command.split(separator: " ", maxSplits: 1).map { Array($0.utf8) }
      values.verb = parts[0]
      values.argument = parts.count > 1 ? parts[1] : []
      let verb = String(decoding: parts[0], as: UTF8.self)
      var template = book[situation]
      if !persona.verbs.contains(verb) {
        template = book[persona.login.comesBeforeUnknown ? .loginRequired : .commandUnknown]
      } else if !persona.verbsBeforeLogin.contains(verb) {
        template = book[.loginRequired]
      } else if let answer = book.answer(to: values.verb, argument: values.argument) {
        template = answer
      }
      if let said = reply(template.made(values)) {
        let name = ["USER", "PASS"].contains(verb) ? verb : command
        record.replies.append(.init(verb: name, code: said.code, text: said.text))
      }
    }
    if persona.verbs.contains("FEAT"), persona.verbsBeforeLogin.contains("FEAT") {
      let facts = Set(persona.data.facts)
      let said = try #require(reply(book.features(isProtected: false, facts: facts)))
      record.replies.append(.init(verb: "FEAT", code: said.code, text: said.text))
      record.features = said.text.split(separator: "\n").dropFirst().dropLast().map {
        String($0.drop { $0 == " " })
      }
    }
    values.user = Array("nosuchuser".utf8)
    ask("SYST", .systemType)
    ask("HELP", .help)
    ask("XYZZY", .commandUnknown)
    ask("USER nosuchuser", .userOK)
    // A printer takes any password.
    ask("PASS x", persona.login.allowsAnonymous ? .loginOK : .loginFailed)
    if !persona.tls.mechanisms.isEmpty {
      ask("AUTH TLS", .authOK)
      ask("PBSZ 0", .pbszOK)
      ask("PROT P", .protPrivate)
      ask("PROT C", .protClear)
    }
    ask("QUIT", .goodbye)
    return record
  }
}

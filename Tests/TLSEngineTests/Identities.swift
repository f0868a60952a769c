import Bytes
import Foundation
import TestSupport
import Testing

@testable import TLSEngine

/// Certificates for the tests: made once, by OpenSSL's command where ours makes none such.
struct Identities: Sendable {
  static let now = Timestamp(milliseconds: 1_790_000_000_000)
  /// In truth, for what OpenSSL's command makes, which is valid from today.
  static let tomorrow = Timestamp(
    milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000) + 86_400_000)
  static let year: Int64 = 31_536_000_000
  static let valid = now.adding(milliseconds: -year)...now.adding(milliseconds: year)

  static let usual = Result { try make() }
  static let rsa = Result { try make(key: .rsa(bits: 2048)) }
  static let chained = Result { try Chain() }

  static func make(
    names: [String] = ["ftp.example.org"], validity: ClosedRange<Timestamp> = valid,
    key: SelfMadeCertificate.Key = .p256
  ) throws -> ServerIdentity {
    try SelfMadeCertificate.make(
      subject: [("CN", "ftp.example.org")], names: names, validity: validity, key: key)
  }

  /// A root, an issuer below it and a server's certificate, each in PEM.
  struct Chain: Sendable {
    let root: String
    let issuer: String
    let server: ServerIdentity

    static let usual = "-newkey rsa:2048 -days 7300"

    /// `issuer` and `server` are options of openssl-req(1).
    init(issuer options: String = usual, server serverOptions: String = usual) throws {
      let folder = try TemporaryFolder()
      try folder.openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout r.key -out r.pem -days 7300 -subj /CN=Root")
      try folder.openssl(
        "req -x509 \(options) -nodes -keyout i.key -out i.pem -subj /CN=Issuer "
          + "-CA r.pem -CAkey r.key -addext basicConstraints=critical,CA:TRUE")
      try folder.openssl(
        "req -x509 \(serverOptions) -nodes -keyout s.key -out s.pem -subj /CN=Server "
          + "-CA i.pem -CAkey i.key -addext basicConstraints=CA:FALSE "
          + "-addext subjectAltName=DNS:*.example.org,IP:192.0.2.7,IP:2001:db8::7,email:a@b.c")
      root = try folder.read("r.pem")
      issuer = try folder.read("i.pem")
      server = ServerIdentity(
        certificates: try folder.read("s.pem"), key: try folder.read("s.key"))
    }
  }
}

extension TemporaryFolder {
  /// Runs `openssl`; its arguments are parted by spaces.
  func openssl(_ arguments: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
    process.currentDirectoryURL = URL(filePath: path)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments)")
  }
}

extension Wire {
  /// A client and a server with what they offer.
  convenience init(
    _ identity: ServerIdentity, client: TLSSettings = TLSSettings(),
    server: TLSSettings = TLSSettings(), size: Int = .max
  ) throws {
    self.init(
      try TLSConnection(TLSContext(client: client), serverName: "ftp.example.org"),
      try TLSConnection(TLSContext(server: identity, server)), size: size)
  }
}

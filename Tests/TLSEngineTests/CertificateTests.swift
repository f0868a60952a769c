import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import TLSEngine

@Suite struct CertificateTests {
  static let now = Identities.now

  private func chain(_ identity: ServerIdentity) throws -> PeerChain {
    let wire = try Wire(identity)
    wire.shakeHands()
    return try #require(wire.client.peerChain)
  }

  @Test func selfMade() throws {
    let all = try chain(try Identities.usual.get()).described(
      at: Self.now, host: "ftp.example.org")
    let own = try #require(all.first)
    #expect(all.count == 1)
    #expect(own.subject == "CN=ftp.example.org" && own.issuer == own.subject)
    #expect(own.sha256.count == 64 && own.serial?.count == 32)
    #expect(own.names == ["ftp.example.org"])
    #expect(own.notBefore == Identities.valid.lowerBound)
    #expect(own.notAfter == Identities.valid.upperBound)
    #expect(own.keyType == "EC" && own.keyBits == 256)
    #expect(own.signature == "ecdsa-with-SHA256")
    #expect(own.isSelfSigned == true && own.isTrusted == false && own.nameMatches == true)
    #expect(own.isExpired == false)
    #expect(own.faults == ["self-signed"])
  }

  @Test(arguments: [
    (Int64(-2), Int64(-1), "expired on 2025-09-21"), (1, 2, "not valid before 2027-09-21"),
  ])
  func times(_ from: Int64, _ to: Int64, _ fault: String) throws {
    let validity =
      Self.now.adding(
        milliseconds: from * Identities.year)...Self.now.adding(milliseconds: to * Identities.year)
    let own = try chain(Identities.make(validity: validity)).described(at: Self.now)[0]
    #expect(own.faults.contains(fault), "\(own.faults)")
    #expect(own.isExpired == (to < 0))
    #expect(own.nameMatches == nil)
  }

  @Test func weakKey() throws {
    let own = try chain(Identities.make(key: .rsa(bits: 1024))).described(at: Self.now)[0]
    #expect(own.keyType == "RSA" && own.keyBits == 1024)
    #expect(own.faults.contains("weak key: RSA of 1024 bits"))
  }

  @Test(arguments: ["md5", "sha1"]) func weakSignature(_ digest: String) throws {
    let folder = try TemporaryFolder()
    try folder.openssl(
      "req -x509 -newkey rsa:2048 -nodes -\(digest) -keyout k -out c -subj /CN=x -days 30")
    let identity = ServerIdentity(certificates: try folder.read("c"), key: try folder.read("k"))
    let own = try chain(identity).described(at: Self.now)[0]
    #expect(own.faults.contains("weak signature: \(digest)WithRSAEncryption"), "\(own.faults)")
  }

  /// The digest of RSASSA-PSS stands beside its name.
  @Test(arguments: [("sha1", true), ("sha256", false)])
  func signatureWithParameters(_ digest: String, _ isWeak: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.openssl(
      "req -x509 -newkey rsa:2048 -nodes -\(digest) -sigopt rsa_padding_mode:pss -keyout k -out c "
        + "-subj /CN=x -days 30")
    let identity = ServerIdentity(certificates: try folder.read("c"), key: try folder.read("k"))
    let own = try chain(identity).described(at: Self.now)[0]
    let signature = "rsassaPss with \(digest.uppercased())"
    #expect(own.signature == signature)
    #expect(own.faults.contains("weak signature: \(signature)") == isWeak, "\(own.faults)")
  }

  /// What is sent, which roots are trusted, and what follows.
  @Test(arguments: [
    (true, true, nil), (false, true, "the chain is incomplete"),
    (true, false, "the chain is incomplete"),
  ])
  func trust(_ isComplete: Bool, _ isTrusted: Bool, _ fault: String?) throws {
    let made = try Identities.chained.get()
    var identity = made.server
    if isComplete { identity.certificates += made.issuer }
    let store = TrustStore(pem: isTrusted ? made.root : "")
    let all = try chain(identity).described(at: Identities.tomorrow, trusting: store)
    #expect(all.count == (isComplete ? 2 : 1))
    #expect(all[0].isTrusted == (fault == nil))
    #expect(all[0].faults.count == (fault == nil ? 0 : 1))
    #expect(all[0].faults.allSatisfy { $0.hasPrefix(fault ?? "none") }, "\(all[0].faults)")
    #expect(all.dropFirst().allSatisfy { $0.isTrusted == nil && $0.subject == "CN=Issuer" })
  }

  /// One that names itself as its issuer, with a signature that its key did not make.
  @Test func foreignSignature() throws {
    let pem = try Identities.usual.get().certificates
    let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }
    var der = Array(try #require(Data(base64Encoded: lines.joined())))
    der[der.count - 1] ^= 1
    let own = try #require(PeerChain(der: [der])).described(
      at: Identities.now, trusting: TrustStore(pem: ""))[0]
    #expect(own.isSelfSigned == false && own.isTrusted == false)
    #expect(
      own.faults == [
        "not trusted: it names itself as its issuer, and is not signed with its own key"
      ])
  }

  /// A root that nobody trusts, sent along.
  @Test func unknownRoot() throws {
    let made = try Identities.chained.get()
    var identity = made.server
    identity.certificates += made.issuer + made.root
    let own = try chain(identity).described(at: Identities.tomorrow, trusting: TrustStore(pem: ""))[
      0]
    #expect(own.isTrusted == false)
    #expect(
      own.faults == ["not trusted: self-signed certificate in certificate chain: CN=Root"])
  }

  /// What is wrong with an issuer is wrong with the server's trust, whatever is remembered of the
  /// chain; what is wrong with its own certificate is not.
  @Test(arguments: [
    (2, 30, "rsa:2048", "sha256", nil),
    (60, 30, "rsa:2048", "sha256", "certificate has expired: CN=Issuer"),
    (-2, 30, "rsa:2048", "sha256", "certificate is not yet valid: CN=Root"),
    (2, 30, "rsa:1024", "sha256", "CA certificate key too weak: CN=Issuer"),
    (2, 30, "rsa:2048", "sha1", "CA signature digest algorithm too weak: CN=Issuer"),
    (2, 30, "rsa:2048", "md5", "CA signature digest algorithm too weak: CN=Issuer"),
  ])
  func issuer(_ day: Int, _ days: Int, _ key: String, _ digest: String, _ reason: String?) throws {
    let made = try Identities.Chain(issuer: "-days \(days) -newkey \(key) -\(digest)")
    let chain = PeerChain(X509Handle.read(pem: made.server.certificates + made.issuer))
    let (store, known) = (TrustStore(pem: made.root), KnownChains())
    for ahead in [1, day] {
      let now = Identities.tomorrow.adding(milliseconds: Int64(ahead - 1) * 86_400_000)
      let own = chain.described(at: now, trusting: store, known: known)[0]
      let expected = ahead == 1 && day != 2 ? nil : reason
      #expect(own.isTrusted == (expected == nil))
      let fault = own.faults.last { $0.hasPrefix("not trusted") }
      #expect(fault == expected.map { "not trusted: \($0)" })
    }
  }

  @Test func expiredAndWeakButTrusted() throws {
    let made = try Identities.Chain(server: "-days 30 -newkey rsa:1024 -sha1")
    let chain = PeerChain(X509Handle.read(pem: made.server.certificates + made.issuer))
    let own = chain.described(
      at: Identities.tomorrow.adding(milliseconds: Identities.year),
      trusting: TrustStore(pem: made.root))[0]
    #expect(own.isTrusted == true && own.isExpired == true)
    #expect(own.faults.count == 3, "\(own.faults)")
  }

  @Test(arguments: [
    ("ftp.example.org", true), ("a.b.example.org", false), ("example.org", false),
    ("192.0.2.7", true), ("192.0.2.8", false), ("2001:db8::7", true), ("2001:db8::8", false),
  ])
  func names(_ host: String, _ matches: Bool) throws {
    let own = try chain(try Identities.chained.get().server).described(
      at: Identities.tomorrow, host: host)[0]
    #expect(own.names == ["*.example.org", "192.0.2.7", "2001:db8::7"])
    #expect(own.nameMatches == matches)
    #expect(own.faults.contains("it is for other names than \(host)") != matches)
  }

  /// A wildcard is a whole label, and the first one (RFC 9525 §6.3).
  @Test(arguments: [
    ("f*.example.org", false), ("*p.example.org", false), ("ftp.*.org", false),
    ("*.example.org", true), ("ftp.example.org", true),
  ])
  func wildcards(_ name: String, _ matches: Bool) throws {
    let own = try chain(Identities.make(names: [name])).described(
      at: Self.now, host: "ftp.example.org")[0]
    #expect(own.names == [name] && own.nameMatches == matches)
  }

  /// Bytes that do harm survive as they are, and what is no UTF-8 is shown.
  @Test func hostileNames() throws {
    let identity = try Identities.make(names: ["a\u{1B}[2J", "b\0c", "żółw"])
    let own = try chain(identity).described(at: Self.now)[0]
    #expect(own.names == ["a\u{1B}[2J", "b\0c", "żółw"])
    let made = try #require(X509Handle.read(pem: identity.certificates).first)
    var der = try #require(made.der)
    let subject = try #require(der.firstRange(of: Array("ftp.example.org".utf8)))
    der.replaceSubrange(subject, with: Array("\u{1B}]0;xy\u{7}\u{FFFD}\0=,+#".utf8))
    let changed = try #require(PeerChain(der: [der])).described(at: Self.now)[0]
    let issuer = try #require(changed.issuer)
    #expect(!issuer.utf8.contains { $0 < 0x20 }, "\(issuer)")
  }

  /// However a certificate is damaged, it is described or refused.
  @Test func damaged() throws {
    let pem = try Identities.chained.get().server.certificates
    let der = try #require(X509Handle.read(pem: pem).first?.der)
    #expect(PeerChain(der: []) == nil)
    #expect(PeerChain(der: [der + [0]]) == nil)
    for index in der.indices {
      var changed = der
      changed[index] = changed[index] &+ 1
      _ = PeerChain(der: [changed])?.described(at: Self.now, host: "x", trusting: Self.none)
      if index % 16 == 0 { #expect(PeerChain(der: [Array(der[..<index])]) == nil) }
    }
  }

  static let none = TrustStore(pem: "")

  @Test func systemRoots() throws {
    let own = try chain(try Identities.usual.get()).described(at: Self.now)[0]
    #expect(own.isTrusted == false)
  }
}

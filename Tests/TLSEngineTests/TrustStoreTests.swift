import Bytes
import Foundation
import Records
import TestSupport
import Testing

@testable import TLSEngine

/// Roots are read when a chain asks for them, wherever they lie.
@Suite struct TrustStoreTests {
  private static func roots(_ fill: (inout UnreadRoots) throws -> Void) rethrows -> TrustStore {
    var roots = UnreadRoots()
    try fill(&roots)
    return TrustStore(roots)
  }

  private static func chain(_ pem: String) -> PeerChain {
    PeerChain(X509Handle.read(pem: pem))
  }

  private func isTrusted(_ store: TrustStore) throws -> Bool? {
    let made = try Identities.chained.get()
    let sent = made.server.certificates + made.issuer
    return Self.chain(sent).described(at: Identities.tomorrow, trusting: store)[0].isTrusted
  }

  @Test func inAFile() throws {
    let folder = try TemporaryFolder()
    let other = try Identities.usual.get().certificates
    let text = "# a comment\n" + other + (try Identities.chained.get().root)
    let path = try folder.write(text, "roots.pem")
    #expect(try isTrusted(Self.roots { $0.add(file: path) }) == true)
    #expect(try isTrusted(Self.roots { $0.add(file: path + ".none") }) == false)
  }

  @Test func problemOfAFile() throws {
    let folder = try TemporaryFolder()
    let roots = try folder.write(try Identities.chained.get().root, "roots.pem")
    #expect(TrustStore.problem(ofFile: roots) == nil)
    let text = try folder.write("# no roots\n", "text.pem")
    #expect(TrustStore.problem(ofFile: text)?.contains("no certificate") == true)
    #expect(TrustStore.problem(ofFile: text + ".none") == "No such file or directory")
    #expect(Self.roots { $0.add(file: text) }.isEmpty)
    #expect(!Self.roots { $0.add(file: roots) }.isEmpty)
  }

  /// As `openssl rehash` names files; one that is named otherwise is not looked for.
  @Test func inAFolder() throws {
    let folder = try TemporaryFolder()
    let root = try Identities.chained.get().root
    try folder.write(root, "root.pem")
    #expect(try isTrusted(Self.roots { $0.add(folder: folder.path) }) == false)
    try folder.openssl("rehash .")
    #expect(try isTrusted(Self.roots { $0.add(folder: folder.path) }) == true)
    #expect(try isTrusted(Self.roots { $0.add(folder: folder.path("none")) }) == false)
  }

  /// With what it is trusted for behind it (`openssl x509 -trustout`).
  @Test(arguments: [("serverAuth", true), ("emailProtection", false)])
  func withTrust(_ purpose: String, _ isTrusted: Bool) throws {
    let folder = try TemporaryFolder()
    let root = try Identities.chained.get().root
    try folder.write(root, "r.pem")
    try folder.openssl("x509 -in r.pem -addtrust \(purpose) -trustout -out t.pem")
    let text = try folder.read("t.pem")
    #expect(text.contains("BEGIN TRUSTED CERTIFICATE"))
    #expect(try self.isTrusted(Self.roots { $0.add(pem: text) }) == isTrusted)
  }

  /// However a root is damaged, it is used or left out.
  @Test func damaged() throws {
    let pem = try Identities.chained.get().root
    let der = try #require(X509Handle.read(pem: pem).first?.der)
    for index in stride(from: 0, to: der.count, by: 7) {
      for changed in [der[index] &+ 1, 0x80, 0x84, 0xFF] {
        var bytes = der
        bytes[index] = changed
        let text = "-----BEGIN CERTIFICATE-----\n\(Data(bytes).base64EncodedString())\n"
        _ = try isTrusted(TrustStore(pem: text + "-----END CERTIFICATE-----\n"))
      }
    }
  }

  /// What is known of a chain is told again, as of now and for whom it is asked.
  @Test func knownChains() throws {
    let made = try Identities.chained.get()
    let store = TrustStore(pem: made.root)
    let known = KnownChains()
    let chain = Self.chain(made.server.certificates + made.issuer)
    for (host, days) in [("a.example.org", 0), ("other.org", 0), ("a.example.org", 9_000)] {
      let now = Identities.tomorrow.adding(milliseconds: Int64(days) * 86_400_000)
      let again = chain.described(at: now, host: host, trusting: store, known: known)
      #expect(again == chain.described(at: now, host: host, trusting: store))
      #expect(again[0].nameMatches == (host == "a.example.org"))
      #expect(again[0].isExpired == (days > 0))
    }
    // A chain with the same leaf is another.
    let alone = Self.chain(made.server.certificates)
    let own = alone.described(at: Identities.tomorrow, trusting: store, known: known)
    #expect(own.count == 1 && own[0].isTrusted == false)
  }
}

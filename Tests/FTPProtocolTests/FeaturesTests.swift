import Bytes
import Testing

@testable import FTPProtocol

@Suite struct FeaturesTests {
  static func reply(_ text: String) -> Reply? {
    var parser = ReplyParser()
    Array(text.utf8).withSlice { parser.append($0) }
    guard case .reply(let reply)? = parser.next() ?? parser.finish() else { return nil }
    return reply
  }

  /// Replies, and the lines and AUTH mechanisms in them; nil where they list nothing.
  @Test(
    arguments: [
      ("211-Features:\r\n AUTH TLS\r\n PBSZ\r\n211 End\r\n", ["AUTH TLS", "PBSZ"], "TLS"),
      (
        "211-Extended features supported:\r\n AUTH TLS;TLS-C;SSL;TLS-P;\r\n PROT C;P;\r\n211 END\r\n",
        ["AUTH TLS;TLS-C;SSL;TLS-P;", "PROT C;P;"], "TLS TLS-C SSL TLS-P"
      ),
      (
        "211-Extensions\r\n AUTH SSL\r\n AUTH TLS\r\n211 End.\r\n", ["AUTH SSL", "AUTH TLS"],
        "SSL TLS"
      ),
      ("211-x\r\nauth tls, ssl\r\n211 y\r\n", ["auth tls, ssl"], "TLS SSL"),
      ("211-x:\r\n211-AUTH TLS\r\n211-\r\n211 End\r\n", ["AUTH TLS"], "TLS"),
      ("211-AUTH TLS\r\n211-SIZE\r\n211 PBSZ\r\n", ["AUTH TLS", "SIZE", "PBSZ"], "TLS"),
      ("211-x\r\n AUTH GSSAPI\r\n211 y\r\n", ["AUTH GSSAPI"], "GSSAPI"),
      ("211-x\r\n AUTH TLS\r\n", ["AUTH TLS"], "TLS"),
      ("211-x\r\n AUTH TLS\r\n200 End\r\n221 bye\r\n", ["AUTH TLS"], "TLS"),
      ("211-x\r\n AUTH\r\n211 y\r\n", ["AUTH"], ""),
      ("211-x\r\n\tUTF8 \r\n\r\n211 y\r\n", ["UTF8"], ""),
      ("211 no-features\r\n", [], ""),
      ("211-Features:\r\n211 End\r\n", [], ""),
    ] as [(String, [String], String)])
  func listed(_ text: String, _ lines: [String], _ mechanisms: String) throws {
    let reply = try #require(Self.reply(text))
    let features = try #require(Features(reply))
    #expect(features.lines.map(\.escapedText) == lines)
    #expect(features.authMechanisms.map(\.name).joined(separator: " ") == mechanisms)
    #expect(features.offersTLS == (mechanisms.contains("TLS") || mechanisms.contains("SSL")))
  }

  @Test(arguments: ["500 what?\r\n", "530 Please login\r\n", "214-a\r\n AUTH TLS\r\n214 b\r\n"])
  func notListed(_ text: String) throws {
    #expect(Features(try #require(Self.reply(text))) == nil)
  }

  @Test func lookedUp() {
    let texts = ["PROT C;P;", "MLST type*;size*;", "utf8", "REST STREAM", "PBSZ"]
    let features = Features(lines: texts.map { Array($0.utf8) })
    #expect(features.parameters(of: "PROT").map(\.escapedText) == ["C;P;"])
    #expect(features.parameters(of: "MLST").map(\.escapedText) == ["type*;size*;"])
    #expect(features.has("UTF8") && features.has("PBSZ") && !features.has("REST STREAM"))
  }
}

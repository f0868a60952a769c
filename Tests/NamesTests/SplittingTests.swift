import Bytes
import Foundation
import Inputs
import TestSupport
import Testing

@testable import Names

@Suite struct SplittingTests {
  /// Rules of each kind, written for the test; the names are those of the list's own test data.
  private static let list = """
    // VERSION: 2026-11-01_00-00-00_UTC
    com
    uk.com   a remark
    jp
    ac.jp
    *.kobe.jp
    !city.kobe.jp
    *.ck
    !www.ck
    公司.cn
    cn
    """

  private static func suffixes() throws -> PublicSuffixList {
    let folder = try TemporaryFolder(["suffixes": list])
    return try PublicSuffixList(path: folder.path("suffixes"))
  }

  @Test(
    arguments: [
      ("example.com", "com"), ("a.b.example.com", "com"), ("b.example.uk.com", "uk.com"),
      ("test.jp", "jp"), ("test.ac.jp", "ac.jp"), ("a.b.c.kobe.jp", "c.kobe.jp"),
      ("www.city.kobe.jp", "kobe.jp"), ("test.ck", "test.ck"), ("b.test.ck", "test.ck"),
      ("www.www.ck", "ck"), ("www.ck", "ck"), ("example.unlisted", "unlisted"),
      ("食狮.公司.cn", "xn--55qx5d.cn"), ("shishi.xn--55qx5d.cn", "xn--55qx5d.cn"),
    ] as [(String, String)])
  func suffix(name: String, suffix: String) throws {
    let list = try Self.suffixes()
    var host = HostName()
    try Array(name.utf8).withSlice { try host.read($0) }
    let label = host.bytes.withSlice { list.suffixLabel(of: $0, labels: host.labels) }
    #expect(String(decoding: host.bytes[host.labels[label]...], as: UTF8.self) == suffix)
    #expect(list.date == "2026-11-01")
  }

  @Test(
    arguments: [
      ("FTP.Example.ORG.", "ftp.example.org", nil), ("ftp", "ftp", nil),
      ("ftp.bücher.de", "ftp.xn--bcher-kva.de", "ftp.bücher.de"),
      ("ftp.xn--bcher-kva.de", "ftp.xn--bcher-kva.de", "ftp.bücher.de"),
      ("ftp.faß.de", "ftp.xn--fa-hia.de", "ftp.faß.de"),
    ] as [(String, String, String?)])
  func hostName(text: String, ascii: String, unicode: String?) throws {
    var host = HostName()
    try Array(text.utf8).withSlice { try host.read($0) }
    #expect(String(decoding: host.bytes, as: UTF8.self) == ascii)
    #expect(host.unicode == unicode)
  }

  @Test(
    arguments: [
      "", ".", "a..b", ".a", "-a.b", "a-.b", "a b", "a/b", "ftp.\u{0}", "b\u{FC}cher.de\u{0}.org",
      "ftp.xn--a-.de", "192.0.2.1", "ftp.example.1", "ftp.0x7f", "ftp.0x", "1",
      String(repeating: "a", count: 64) + ".de",
      String(repeating: "abcdefg.", count: 32) + "de", "\u{202E}.de", "a\u{FFFD}.de",
    ])
  func noHostName(text: String) {
    var host = HostName()
    #expect((try? Array(text.utf8).withSlice { try host.read($0) }) == nil)
  }

  @Test(
    arguments: [
      ("// nothing\n", "no top-level domain is in it"), ("", "no top-level domain is in it"),
      ("# A page\n", "line 1 is no rule"), ("com\n\n<html>\n", "line 3 is no rule"),
      ("com\na..b\n", "line 2 is no rule"), ("com\na.*.b\n", "line 2 is no rule"),
      ("com\n!com\n*.com\n", "line 2 is no rule"), ("!org\n", "line 1 is no rule"),
      ("ftp.example.org\nwww.example.org\n", "no top-level domain is in it"),
      ("com\n" + String(repeating: "a", count: 70_000) + "\n", "line 2 is no rule"),
    ])
  func noSuffixList(text: String, words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, "suffixes")
    #expect(
      throws: FileProblem(path: path, reason: "is no Public Suffix List: \(words)")
    ) { try PublicSuffixList(path: path) }
  }
}

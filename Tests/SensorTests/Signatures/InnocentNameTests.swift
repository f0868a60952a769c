import Foundation
import Testing

@testable import Sensor

/// Names as they are on people's disks: what clients send of them is no attack.
@Suite struct InnocentNameTests {
  private static let set = try? SignatureSet()

  /// Which nothing is said of.
  private static let unremarkable = [
    "SIZE Annual%20notes.pdf", "SIZE 100%natural.pdf", "CWD Sale 50%next",
    "SIZE a%20d%20product.doc", "SIZE photo%202d%203d.png", "SIZE %C0%AF%C0%AE.hwp",
    "SIZE %D0%9F%D1%80%D0%B8%20%D0%BD.txt", "SIZE Sales%20%28final%29%20s.xls",
    "SIZE %E5%B0%8F%E8%AF%B4%20%282024%29.pdf", "CWD 5%0discount", "PASS 100%now",
    "STOR photo.zip", "STOR av.zip", "STOR ExaminerDaily.pdf", "STOR tsunami-2004.jpg",
    "STOR Satori.mp3", "STOR Ransome family.pdf", "STOR Recovery instructions.pdf",
    "STOR README_restore.txt", "STOR how-to-restore.md", "STOR aux.c", "STOR crontab-howto.txt",
    "CWD Tom & cat", "CWD Law; id", "CWD C & echo", "CWD dog&cat", "CWD Rock | Bash",
    "SIZE Cats & id cards.pdf", "RETR Python & Perl; PHP.pdf", "RETR O'Brien's; final.doc",
    "RETR 报告 & 总结; 最终.pdf", "EPRT |2|fe80::1%eth0|50000|", "SITE CPFR /pub/a.txt",
    "SITE CPTO /pub/b.txt", "STOR /start up/logo.png", "CWD ../windows/drivers",
    "STOR King's Ransom.epub", "RNFR Icon\r",
    "MKD " + String(repeating: "-", count: 100), "MKD " + String(repeating: "=", count: 100),
    "CWD " + String(repeating: "/Документы проекта", count: 20),
    "CWD " + String(repeating: "/日本語の長い名前", count: 45),
    "STOR " + String(repeating: "%E3%81%82", count: 100),
  ]

  /// Which are signs, but make no session an attack.
  private static let remarkable = [
    "CWD ../..", "CWD ../../pub", "CWD ..\\pub", "CWD C:/x", "MKD con", "CWD ...", "STOR info.zip",
    "STOR mini-cart.php", "STOR wp-admin/upload.php", "STOR index.php", "STOR china.php",
    "STOR .htaccess", "STOR web.config", "STOR setup.exe", "STOR backup.sh", "SITE SYMLINK a b",
    "CWD \u{1B}$B%F%9%H\u{1B}(B", "LISS\u{8}T",
  ]

  @Test(arguments: unremarkable) func areNone(_ line: String) throws {
    #expect(try Self.found(Array(line.utf8)) == [])
  }

  @Test func namesOfOtherEncodingsAreNone() throws {
    // EUC-KR, Shift JIS, windows-1251 with its doubled 255.
    let names: [[UInt8]] = [
      [0xC0, 0xAF, 0xC0, 0xBA], [0x83, 0x5C, 0x83, 0x74, 0x81, 0x75],
      [UInt8](repeating: 0xFF, count: 8),
    ]
    for name in names { #expect(try Self.found(Array("CWD ".utf8) + name + [0x2E]) == []) }
  }

  @Test(arguments: remarkable) func areNoAttack(_ line: String) throws {
    var summary = SessionSummary()
    summary.exploits = try Self.found(Array(line.utf8))
    #expect(!summary.exploits.isEmpty)
    let (found, rule) = SessionClassifier().classify(summary)
    #expect(found != SessionClass.exploitation.rawValue, "\(rule)")
  }

  /// What is no attack by itself has a signature, and is told of in the guide.
  @Test func plainSignsAreInTheGuide() throws {
    let set = try #require(Self.set)
    let guide = try String(contentsOfFile: "docs/guide/personas.md", encoding: .utf8)
    let lines = guide.split(separator: "\n")
    let sentence = try #require(lines.first { $0.contains("plain clients send") })
    for sign in SessionClassifier.plainSigns {
      let isSignature = set.entries.contains { $0.id == sign }
      let isTold = sentence.contains("`\(sign)`")
      #expect(isSignature && isTold, "\(sign)")
    }
  }

  private static func found(_ line: [UInt8]) throws -> [String] {
    let set = try #require(Self.set)
    let probe = AttackProbe("", line, in: true)
    let hasTelnet = line.contains(0xFF)
    return set.matches(
      SightedCommand(
        verb: probe.command.verb, argument: probe.command.argument, raw: hasTelnet ? line : [],
        isLoggedIn: true)
    ).map(\.signature)
  }
}

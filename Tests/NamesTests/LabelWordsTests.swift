import Bytes
import Testing

@testable import Names

@Suite struct LabelWordsTests {
  @Test(
    arguments: [
      ("ftp", "ftp"), ("ftps", "ftps"), ("ftp2", "ftp"), ("01ftp", "ftp"), ("ftp-eu-3", "ftp"),
      ("my-ftp", "ftp"), ("ftp-ssl", "ftp-ssl"), ("ftp-ssl-2", "ftp-ssl"), ("ftpes1", "ftpes"),
      ("ftp1-ssl", "ftp"), ("ftp-ftps", "ftps"), ("sftp", "sftp"), ("ftpd", nil), ("tftp", nil),
      ("softphone", nil), ("ftp2go", nil), ("f-tp", nil), ("", nil), ("ft", nil),
    ] as [(String, String?)])
  func usual(label: String, word: String?) throws {
    let words = try LabelWords()
    let found = Array(label.utf8).withSlice { words.word(in: $0) }
    #expect(found.map { words.words[$0] } == word)
  }

  /// What an A-label says is what people read in it: fütp does not say ftp.
  @Test(
    arguments: [
      ("xn--ftp-hoa.example.org", nil), ("xn--ftp-bcher-u9a.example.org", "ftp"),
      ("ftp.xn--bcher-kva.example", "ftp"),
    ] as [(String, String?)])
  func international(name: String, word: String?) throws {
    let words = try LabelWords()
    var host = HostName()
    try Array(name.utf8).withSlice { try host.read($0) }
    #expect(words.first(in: host, before: 1).map { words.words[$0.word] } == word)
  }

  @Test(
    arguments: ["", "-a", "a-", "a.b", "ä.b", "xn--a-", String(repeating: "a", count: 64), "a b"])
  func refused(word: String) {
    #expect(throws: LabelWords.Malformed.self) { try LabelWords([word]) }
  }

  /// Whatever the words, a line without any needle holds none of them.
  @Test(arguments: [LabelWords.usual, ["x"], ["files", "upload", "ab"], ["transfer", "ftps"]])
  func needles(words: [String]) throws {
    let labels = try LabelWords(words)
    let needles = Needles(for: labels.bytes)
    for word in labels.words {
      let text = Array("0.\(word.uppercased()).example".utf8)
      let memory = text + [UInt8](repeating: 0, count: 64 + Needles.padding)
      let hit = memory.withUnsafeBufferPointer { buffer in
        let mask = needles.candidates(buffer.baseAddress!)
        return (0..<text.count).contains {
          mask >> UInt64($0) & 1 == 1 && needles.begins(at: buffer.baseAddress! + $0)
        }
      }
      #expect(hit, "\(word)")
    }
  }
}

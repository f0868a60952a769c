import Bytes
import Foundation
import Identification
import Records
import Testing

/// Real servers are named from what they said, with their greeting and without it.
@Suite struct TranscriptTests {
  /// The recorded servers, beside the sample logs; nil where they are absent.
  private static let folder: URL? = {
    guard let logs = ProcessInfo.processInfo.environment["FTPSCOPE_SAMPLES"] else { return nil }
    let folder = URL(fileURLWithPath: logs).deletingLastPathComponent().appending(
      path: "transcripts")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  private static let products = [
    ("vsftpd", "vsftpd"), ("proftpd", "ProFTPD"), ("pureftpd", "Pure-FTPd"),
    ("pyftpdlib", "pyftpdlib"), ("twisted", "Twisted"),
  ]

  @Test(
    .enabled("FTPSCOPE_SAMPLES does not lead to transcripts") { folder != nil },
    arguments: products)
  func serversAreNamed(_ prefix: String, _ product: String) throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix(prefix + "-")
    }
    #expect(!names.isEmpty)
    var identifier = Identifier(.embedded())
    for name in names.sorted() {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      var record = Self.record(of: text)
      #expect(identifier.identify(record)?.product?.product == product, "\(name)")
      record.banner = nil
      #expect(
        identifier.identify(record)?.product?.product == product, "\(name), without its greeting")
    }
  }

  /// What the survey would ask, answered from a transcript: the first answer to each verb.
  private static func record(of transcript: String) -> ServiceRecord {
    var record = ServiceRecord(ip: "192.0.2.1", port: 21, time: .init(milliseconds: 0), status: .ok)
    let asked = ["FEAT", "SYST", "HELP", "USER", "AUTH TLS", "PBSZ 0", "PROT P", "QUIT"]
    var verb: String?
    var lines: [Substring] = []
    func end() {
      defer { lines = [] }
      guard let first = lines.first, let code = Int(first.prefix(3)) else { return }
      let text = lines.map { line in
        let isMarked = line.hasPrefix("\(code)-") || line.hasPrefix("\(code) ")
        return String(line.dropFirst(isMarked ? 4 : 0))
      }.joined(separator: "\n")
      guard let name = verb else {
        record.banner = record.banner ?? text
        return
      }
      guard let known = asked.first(where: { name == $0 || name.hasPrefix($0 + " ") }),
        !record.replies.contains(where: { $0.verb == known })
      else { return }
      record.replies.append(.init(verb: known, code: code, text: text))
      if known == "FEAT", code == 211 {
        record.features = text.split(separator: "\n").dropFirst().dropLast().map {
          String($0.drop { $0 == " " })
        }
      }
    }
    for line in transcript.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("S: ") {
        lines.append(line.dropFirst(3))
      } else {
        end()
        verb = line.hasPrefix("C: ") ? String(line.dropFirst(3)) : nil
      }
    }
    end()
    return record
  }
}

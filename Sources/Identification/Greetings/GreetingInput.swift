import Bytes
import FTPProtocol
import Records

/// A line given to `ftpscope identify`: a greeting, a service record, or JSON with a greeting.
public struct GreetingInput {
  /// Why a line is of no use.
  public struct Malformed: Error {
    /// In a few words.
    public let reason: String
  }

  /// The line's fields, which come out again.
  public let fields: [JSONValue.Field]
  /// What is known of the server.
  public var record: ServiceRecord

  /// - Parameters:
  ///   - line: without its end.
  ///   - path: the names of the field with the greeting; nil: a record, or the line is a greeting.
  public init(_ line: ByteSlice, path: [Substring]?) throws(Malformed) {
    guard line.trimmed.first == 0x7B else {
      if path != nil { throw Malformed(reason: "no JSON") }
      record = Self.record(of: line)
      fields = [JSONValue.Field("banner", record.banner.map { .text($0) } ?? .null)]
      return
    }
    guard let json = JSONValue(line) else { throw Malformed(reason: "broken JSON") }
    fields = json.fields
    guard let path else {
      guard let record = ServiceRecord(json) else {
        throw Malformed(reason: "no service record; --field names the field of a greeting")
      }
      self.record = record
      return
    }
    let value = path.reduce(json) { $0[String($1)] }
    guard let text = value.text else {
      throw Malformed(reason: "no text in \(path.joined(separator: "."))")
    }
    record = Array(text.utf8).withSlice { Self.record(of: $0) }
  }

  /// A greeting's code is taken off, its lines are joined, telnet's commands are removed.
  private static func record(of greeting: ByteSlice) -> ServiceRecord {
    var parser = ReplyParser()
    parser.append(greeting)
    var lines: [String] = []
    var code: Int?
    while let event = parser.next() ?? parser.finish() {
      switch event {
      case .reply(let reply):
        code = code ?? reply.code
        lines.append(reply.text.withSlice { $0.escapedText })
      case .stray(let line): lines.append(line.withSlice { $0.escapedText })
      case .tooLong: lines.append(greeting[0..<4096].escapedText)
      }
    }
    var record = ServiceRecord(ip: "", port: 0, time: Timestamp(milliseconds: 0), status: .ok)
    record.greetingCode = code
    record.banner = lines.joined(separator: "\n")
    return record
  }
}

import Records

/// Something that a server said and that may tell which product it is.
public struct Trace: Hashable, Sendable {
  /// What it was said in answer to. The databases of each are found by what they match.
  public enum Source: String, Sendable, CaseIterable {
    case greeting, replies
    case features = "FEAT"
    case system = "SYST"
    case help = "HELP"
    case certificate

    /// The attribute `matches` of the databases.
    public var matches: String {
      switch self {
      case .greeting: "ftp.banner"
      case .replies: "ftp.replies"
      case .features: "ftp.feat"
      case .system: "ftp.syst"
      case .help: "ftp.help"
      case .certificate: "x509.subject"
      }
    }
  }

  /// In answer to what it was said.
  public let source: Source
  /// Without reply codes, but for `replies`; lines are joined by LF.
  public let text: String

  /// `text` as a server said it, without codes.
  public init(_ source: Source, _ text: String) {
    self.source = source
    self.text = text
  }

  /// What a record has of them.
  public static func all(of record: ServiceRecord) -> [Trace] {
    let answers = record.replies + record.repliesInsideTLS
    var traces: [Trace] = []
    func add(_ source: Source, _ text: String?) {
      if let text, !text.isEmpty { traces.append(Trace(source, text)) }
    }
    add(.greeting, record.banner)
    add(.replies, text(of: answers))
    add(.features, (record.features ?? record.featuresInsideTLS)?.joined(separator: "\n"))
    add(.system, answers.first { $0.verb == "SYST" && $0.code == 215 }?.text)
    add(.help, answers.first { $0.verb == "HELP" && [211, 214].contains($0.code) }?.text)
    add(.certificate, record.tls?.certificate?.subject)
    return traces
  }

  /// `USER 331 Please specify the password.`, a line each; further lines begin with a blank.
  private static func text(of answers: [ServiceRecord.Answer]) -> String {
    var bytes: [UInt8] = []
    for answer in answers {
      if !bytes.isEmpty { bytes.append(0x0A) }
      bytes += "\(answer.verb) \(answer.code) ".utf8
      for byte in answer.text.utf8 {
        bytes.append(byte)
        if byte == 0x0A { bytes.append(0x20) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

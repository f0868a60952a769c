import Bytes

/// What a server answers to FEAT (RFC 2389 §3.2): the extensions it says it has.
public struct Features: Equatable, Sendable {
  /// One a line, without the space before it.
  public let lines: [[UInt8]]

  public init(lines: [[UInt8]]) { self.lines = lines }

  /// Nil where the reply lists no features: only 211 does. The first line and the last are words
  /// about the list, unless they name an extension themselves.
  public init?(_ reply: Reply) {
    guard reply.code == 211 else { return nil }
    let all = reply.lines
    lines = all.enumerated().compactMap { index, line in
      line.withSlice { line in
        let feature = line.trimmed
        let isFrame = index == 0 || index == all.count - 1 && reply.isWhole
        // The end with another code, and what came behind it.
        if ReplyLine(line) != nil { return nil }
        if feature.isEmpty || isFrame && !Self.namesExtension(feature) { return nil }
        return feature.copied
      }
    }
  }

  /// What stands behind a feature's name, of all lines that begin with it; empty where the server
  /// does not have it. Letters of either case are the same.
  func parameters(of name: StaticString) -> [[UInt8]] {
    lines.compactMap { line in
      line.withSlice { line in
        var cursor = ByteCursor(line)
        guard let word = cursor.word(), Self.name(word).equalsIgnoringCase(name) else { return nil }
        return cursor.rest.trimmed.copied
      }
    }
  }

  /// Whether the server has a feature.
  public func has(_ name: StaticString) -> Bool { !parameters(of: name).isEmpty }

  /// The mechanisms of AUTH, in the server's order: `AUTH TLS;SSL;TLS-C;` (RFC 4217 §17), several
  /// lines, or commas and spaces between them.
  public var authMechanisms: [AuthMechanism] {
    parameters(of: "AUTH").flatMap { Self.words($0) }.map { $0.withSlice { AuthMechanism($0) } }
  }

  /// Whether the server says that it has TLS by AUTH, whatever it answers to it.
  public var offersTLS: Bool { authMechanisms.contains(where: \.isTLS) }

  private static func words(_ text: [UInt8]) -> [[UInt8]] {
    text.split { $0 == 0x3B || $0 == 0x2C || $0.isBlank }.map { Array($0) }
  }

  /// `PROT;` and `PROT:` are PROT.
  private static func name(_ word: ByteSlice) -> ByteSlice {
    guard let last = word.last, last == 0x3B || last == 0x3A || last == 0x2C else { return word }
    return word.dropLast(1)
  }

  /// Whether a line is one of the extensions that RFC 2389, 2428, 2640, 3659, 4217 and 7151 name,
  /// and not a sentence.
  private static func namesExtension(_ line: ByteSlice) -> Bool {
    if line.ends(with: ":") { return false }
    let word = line.firstIndex(of: 0x20).map { line[0..<$0] } ?? line
    let names: [StaticString] = [
      "AUTH", "PBSZ", "PROT", "CCC", "EPRT", "EPSV", "HOST", "LANG", "MDTM", "MLSD", "MLST",
      "REST", "SIZE", "TVFS", "UTF8",
    ]
    return names.contains { word == $0 }
  }
}

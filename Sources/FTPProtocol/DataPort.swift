import Bytes

/// Where a data connection goes to, in the forms of PORT and PASV (RFC 959 §4.1.2) and of EPRT and
/// EPSV (RFC 2428).
public struct DataPort: Equatable, Sendable {
  /// The network protocol's number (RFC 2428 §2).
  public enum Family: Int, Sendable {
    case ipv4 = 1
    case ipv6 = 2
  }

  /// Nil where the form does not say: EPSV.
  public let family: Family?
  /// The address as it is written, `192.0.2.1` or `2001:db8::1`; empty where the form has none and
  /// the control connection's is meant.
  public let host: [UInt8]
  /// The port, as it was named.
  public let port: UInt16

  public init(family: Family?, host: [UInt8], port: UInt16) {
    self.family = family
    self.host = host
    self.port = port
  }

  // MARK: Reading

  /// PORT's argument, `192,0,2,1,161,2`; nil where it is anything else.
  public init?(portArgument: ByteSlice) {
    var cursor = ByteCursor(portArgument.trimmed)
    guard let read = Self.sixNumbers(&cursor), cursor.isAtEnd else { return nil }
    self = read
  }

  /// EPRT's argument, `|1|192.0.2.1|41218|` or `|2|2001:db8::1|41218|` with any delimiter of 33 to
  /// 126; nil where it is anything else. The address is only seen to have its family's characters.
  public init?(eprtArgument: ByteSlice) {
    guard let parts = Self.delimited(eprtArgument.trimmed), let number = parts.family.integer,
      let family = Family(rawValue: number), !parts.host.isEmpty
    else { return nil }
    guard parts.host.buffer.allSatisfy({ family.mayHave($0) }) else { return nil }
    self.init(family: family, host: parts.host.copied, port: parts.port)
  }

  /// The address in a reply to PASV. RFC 1123 §4.1.2.6: no format is sure, so the first six
  /// numbers with commas between them count, in parentheses or not. For `audit`, which is to
  /// make data connections.
  public init?(pasvReply reply: Reply) {
    guard reply.code == 227, let read = reply.text.withSlice(Self.firstSixNumbers) else {
      return nil
    }
    self = read
  }

  /// The port in a reply to EPSV, `(|||6446|)`; parentheses may be absent. Family and host are
  /// passed over where a server fills them in: RFC 2428 §3 has the control connection's. For
  /// `audit`, too.
  public init?(epsvReply reply: Reply) {
    guard reply.code == 229 else { return nil }
    let port = reply.text.withSlice { text -> UInt16? in
      let inside = text.lastIndex(of: 0x28).map { text.dropFirst($0 + 1) }
      if let inside, let end = inside.firstIndex(of: 0x29) {
        return Self.delimited(inside[0..<end].trimmed)?.port
      }
      guard let bar = text.firstIndex(of: 0x7C), let last = text.lastIndex(of: 0x7C) else {
        return nil
      }
      return Self.delimited(text[bar..<(last + 1)])?.port
    }
    guard let port else { return nil }
    self.init(family: nil, host: [], port: port)
  }

  // MARK: Writing

  /// PORT's argument and PASV's six numbers; nil for an address that is not IPv4.
  public var portArgument: [UInt8]? {
    let parts = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    let octets = parts.compactMap { Array($0).withSlice { Self.octet($0) } }
    guard parts.count == 4, octets.count == 4 else { return nil }
    let numbers = octets + [Int(port >> 8), Int(port & 255)]
    return Array(numbers.map(String.init).joined(separator: ",").utf8)
  }

  /// EPRT's argument; nil without a family, or where the host has characters that its family's
  /// addresses do not have.
  public var eprtArgument: [UInt8]? {
    guard let family, !host.isEmpty, host.allSatisfy({ family.mayHave($0) }) else { return nil }
    return Array("|\(family.rawValue)|".utf8) + host + Array("|\(port)|".utf8)
  }

  // MARK: Parts

  private static func octet(_ text: ByteSlice) -> Int? {
    guard text.count <= 3, let value = text.integer, value <= 255 else { return nil }
    return value
  }

  private static func firstSixNumbers(_ text: ByteSlice) -> DataPort? {
    var index = 0
    while index < text.count {
      let isBegin = text[index].isDigit && (index == 0 || !text[index - 1].isDigit)
      var cursor = ByteCursor(text.dropFirst(index))
      if isBegin, let read = sixNumbers(&cursor), cursor.rest.first?.isDigit != true {
        return read
      }
      index += 1
    }
    return nil
  }

  private static func sixNumbers(_ cursor: inout ByteCursor) -> DataPort? {
    var numbers: [Int] = []
    while numbers.count < 6 {
      if !numbers.isEmpty {
        cursor.skipSpaces()
        guard cursor.skip(",") else { return nil }
        cursor.skipSpaces()
      }
      guard let number = cursor.integer(), number <= 255 else { return nil }
      numbers.append(number)
    }
    let host = numbers[0..<4].map(String.init).joined(separator: ".")
    let port = UInt16(numbers[4] << 8 | numbers[5])
    return DataPort(family: .ipv4, host: Array(host.utf8), port: port)
  }

  /// `dFdHdPd`, whatever d is.
  private static func delimited(
    _ text: ByteSlice
  ) -> (family: ByteSlice, host: ByteSlice, port: UInt16)? {
    guard let delimiter = text.first, (33...126).contains(delimiter), !delimiter.isDigit else {
      return nil
    }
    var cursor = ByteCursor(text.dropFirst(1))
    guard let family = cursor.take(until: delimiter), let host = cursor.take(until: delimiter),
      let port = cursor.take(until: delimiter)?.integer, cursor.isAtEnd, (1...65_535).contains(port)
    else { return nil }
    return (family, host, UInt16(port))
  }
}

extension DataPort.Family {
  /// Whether addresses of the family are written with a character.
  fileprivate func mayHave(_ byte: UInt8) -> Bool {
    switch self {
    case .ipv4: byte.isDigit || byte == 0x2E
    case .ipv6: byte.isDigit || byte.lowercasedASCII &- 0x61 < 6 || byte == 0x3A || byte == 0x2E
    }
  }
}

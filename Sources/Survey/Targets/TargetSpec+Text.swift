import Bytes
import InternationalNames

extension TargetSpec {
  /// Reads all of a text: an address, a block (`192.0.2.0/24`), a range
  /// (`192.0.2.1-192.0.2.40`, `192.0.2.1-40`) or a host name, each with or without `:port`; IPv6
  /// with a port is in brackets (RFC 3986 section 3.2.2). Bits of a block's address that its prefix
  /// does not cover are passed over.
  public init(_ text: ByteSlice) throws(MalformedTarget) {
    guard let first = text.first else { throw MalformedTarget("nothing to probe") }
    if first == 0x5B {
      try self.init(bracketed: text)
      return
    }
    let colon = text.firstIndex(of: 0x3A)
    // Two colons and more are IPv6, whose port needs brackets.
    if let colon, text.lastIndex(of: 0x3A) == colon {
      let port = try Self.port(text.dropFirst(colon + 1))
      self.init(try Self.place(text[0..<colon]), port: port)
    } else {
      self.init(try Self.place(text))
    }
  }

  private init(bracketed text: ByteSlice) throws(MalformedTarget) {
    guard let end = text.firstIndex(of: 0x5D) else {
      throw MalformedTarget("the bracket is not closed")
    }
    let inside = text[1..<end]
    let rest = text.dropFirst(end + 1)
    guard inside.firstIndex(of: 0x3A) != nil else {
      throw MalformedTarget("brackets are for IPv6 addresses")
    }
    if rest.first == 0x2F {
      guard let address = IPAddress(inside) else {
        throw MalformedTarget("no IPv6 address in the brackets")
      }
      self.init(.addresses(try Self.block(address, rest.dropFirst(1))))
      return
    }
    let place = try Self.place(inside)
    if rest.isEmpty {
      self.init(place)
    } else if rest.first == 0x3A {
      self.init(place, port: try Self.port(rest.dropFirst(1)))
    } else {
      throw MalformedTarget("only a port may follow the bracket")
    }
  }

  /// A port's number, 1 to 65,535.
  static func port(_ text: ByteSlice) throws(MalformedTarget) -> UInt16 {
    try port(text.integer)
  }

  /// The same of a number that was read; nil where it was none.
  static func port(_ number: Int?) throws(MalformedTarget) -> UInt16 {
    guard let number else { throw MalformedTarget("the port is no number") }
    guard (1...65_535).contains(number) else {
      throw MalformedTarget("a port is 1 to 65535, not \(number)")
    }
    return UInt16(number)
  }

  private static func place(_ text: ByteSlice) throws(MalformedTarget) -> Place {
    if let address = IPAddress(text) { return .addresses(AddressRange(address.unmapped)) }
    if let slash = text.firstIndex(of: 0x2F) {
      guard let address = IPAddress(text[0..<slash]) else {
        throw MalformedTarget("no address before the slash")
      }
      return .addresses(try block(address, text.dropFirst(slash + 1)))
    }
    if let percent = text.firstIndex(of: 0x25) {
      return try zoned(text[0..<percent], text.dropFirst(percent + 1))
    }
    if let dash = text.firstIndex(of: 0x2D), let first = IPAddress(text[0..<dash]) {
      if let range = try range(first, text.dropFirst(dash + 1)) { return .addresses(range) }
    }
    return .name(try name(text))
  }

  private static func block(
    _ address: IPAddress, _ length: ByteSlice
  ) throws(MalformedTarget) -> AddressRange {
    guard let number = length.integer, let range = AddressRange(address, prefixLength: number)
    else {
      throw MalformedTarget("a prefix is 0 to \(address.family.bits) bits long")
    }
    return range.unmapped
  }

  private static func zoned(_ text: ByteSlice, _ zone: ByteSlice) throws(MalformedTarget) -> Place {
    guard let address = IPAddress(text), address.family == .v6 else {
      throw MalformedTarget("no IPv6 address before the zone")
    }
    let isPlain = zone.buffer.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x25 }
    guard !zone.isEmpty, zone.count <= Limits.zoneBytes, isPlain else {
      throw MalformedTarget("a zone is the name or number of a network interface")
    }
    return .zoned(address, zone: zone.text)
  }

  /// What begins with an address and a dash; nil where it is a host name such as
  /// `192.0.2.1-static.example.net`.
  private static func range(
    _ first: IPAddress, _ end: ByteSlice
  ) throws(MalformedTarget) -> AddressRange? {
    var last = IPAddress(end)
    if last == nil, first.family == .v4, let octet = end.integer {
      guard octet <= 255 else { throw MalformedTarget("the range's last octet is above 255") }
      last = IPAddress(v4: UInt32(first.value) & 0xFFFF_FF00 | UInt32(octet))
    }
    guard let last else {
      if first.family == .v4, (try? name(end)) != nil { return nil }
      throw MalformedTarget("no address after the dash")
    }
    guard first.family == last.family else {
      throw MalformedTarget("a range from IPv4 to IPv6")
    }
    guard let range = AddressRange(first, through: last) else {
      throw MalformedTarget("the range ends before it begins")
    }
    return range.unmapped
  }

  /// A host name (RFC 1123 section 2.1; `_` too, which DNS has) in lower case, with letters beyond
  /// ASCII as the DNS has them: `xn--…`.
  static func name(_ text: ByteSlice) throws(MalformedTarget) -> String {
    if text.buffer.contains(where: { $0 >= 0x80 }) { return try name(international: text) }
    let name = text.last == 0x2E ? text.dropLast(1) : text
    guard !name.isEmpty, name.count <= Limits.nameBytes else {
      throw MalformedTarget("a host name has 1 to \(Limits.nameBytes) bytes")
    }
    var labelStart = 0
    for index in 0...name.count {
      if index < name.count, name[index] != 0x2E {
        let byte = name[index]
        guard byte.isLetterOrDigit || byte == 0x2D || byte == 0x5F else {
          throw MalformedTarget("neither an address nor a name")
        }
        continue
      }
      guard (1...Limits.labelBytes).contains(index - labelStart) else {
        throw MalformedTarget("each part of a name has 1 to \(Limits.labelBytes) bytes")
      }
      labelStart = index + 1
    }
    let top = name.dropFirst((name.lastIndex(of: 0x2E) ?? -1) + 1)
    // No top-level domain is a number: 192.0.2.300 and 10.1 are mistaken addresses.
    guard !top.buffer.allSatisfy(\.isDigit) else {
      throw MalformedTarget("neither an address nor a name")
    }
    return String(decoding: name.buffer.map(\.lowercasedASCII), as: UTF8.self)
  }

  private static func name(international text: ByteSlice) throws(MalformedTarget) -> String {
    guard text.count <= Limits.internationalBytes, let ascii = InternationalName.ascii(text.text)
    else { throw MalformedTarget("neither an address nor a host name in UTF-8") }
    return try Array(ascii.utf8).withSlice { ascii in
      Result { () throws(MalformedTarget) in try name(ascii) }
    }.get()
  }

  /// How long the parts of a target may be.
  enum Limits {
    /// RFC 1035 section 2.3.4.
    static let nameBytes = 253
    static let labelBytes = 63
    /// Of a name that is not in ASCII yet.
    static let internationalBytes = 1024
    static let zoneBytes = 64
  }
}

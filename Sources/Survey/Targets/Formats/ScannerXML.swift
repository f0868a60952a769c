import Bytes

/// The `-oX` of masscan and nmap. Only tags and attributes are looked at, line by line: neither
/// tool breaks a line inside a tag.
struct ScannerXML: TargetFormat {
  private var address: IPAddress?
  private var port: UInt16?

  func recognises(_ line: ByteSlice) -> Bool { line.first == 0x3C }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    var cursor = ByteCursor(line)
    while cursor.take(until: 0x3C) != nil {
      // Attributes may hold `>` but no `<`.
      let tag = cursor.rest[0..<(cursor.rest.firstIndex(of: 0x3C) ?? cursor.rest.count)]
      try opened(tag, found)
    }
  }

  private mutating func opened(
    _ tag: ByteSlice, _ found: (TargetSpec) -> Void
  ) throws(MalformedTarget) {
    if isTag(tag, "host") {
      address = nil
      port = nil
    } else if isTag(tag, "address") {
      let kind = Self.attribute(tag, " addrtype=\"")
      guard kind.map({ $0 == "ipv4" || $0 == "ipv6" }) ?? true else { return }
      address = Self.attribute(tag, " addr=\"").flatMap { IPAddress($0) }
      if address == nil { throw MalformedTarget("no address in the address tag") }
    } else if isTag(tag, "port") {
      port = nil
      guard Self.attribute(tag, " protocol=\"")?.text == "tcp" else { return }
      guard let number = Self.attribute(tag, " portid=\"") else {
        throw MalformedTarget("no number in the port tag")
      }
      port = try TargetSpec.port(number)
    } else if isTag(tag, "state"), let port, Self.attribute(tag, " state=\"")?.text == "open" {
      self.port = nil
      guard let address else { throw MalformedTarget("a port without an address") }
      found(TargetSpec(address, port: port))
    }
  }

  private func isTag(_ tag: ByteSlice, _ name: StaticString) -> Bool {
    guard tag.starts(with: name) else { return false }
    let next = tag.dropFirst(name.utf8CodeUnitCount).first
    return next == 0x20 || next == 0x3E
  }

  private static func attribute(_ tag: ByteSlice, _ opening: StaticString) -> ByteSlice? {
    guard let range = tag.firstRange(of: opening) else { return nil }
    let value = tag.dropFirst(range.upperBound)
    return value.firstIndex(of: 0x22).map { value[0..<$0] }
  }
}

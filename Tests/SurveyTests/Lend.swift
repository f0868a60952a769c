import Bytes

@testable import Survey

/// Lends a text's bytes.
func withBytes<Result>(_ text: String, _ body: (ByteSlice) throws -> Result) rethrows -> Result {
  try Array(text.utf8).withUnsafeBufferPointer { try body(ByteSlice($0)) }
}

/// A spec in short: `192.0.2.0-192.0.2.255:990`, `fe80::1%eth0`, `ftp.example.org`.
func brief(_ spec: TargetSpec) -> String {
  let place =
    switch spec.place {
    case .addresses(let range) where range.first == range.last: range.first.description
    case .addresses(let range): "\(range.first)-\(range.last)"
    case .zoned(let address, let zone): "\(address)%\(zone)"
    case .name(let name): name
    }
  return spec.port.map { "\(place) \($0)" } ?? place
}

/// A target in short: `192.0.2.1 990 ftp.example.org`.
func brief(_ target: Target) -> String {
  let address = target.zone.map { "\(target.address)%\($0)" } ?? target.address.description
  return ["\(address) \(target.port)", target.hostname].compactMap(\.self).joined(separator: " ")
}

/// What lines ask for, read in pieces of a size, and what was malformed.
func read(_ text: String, pieces: Int = .max) -> (found: [String], lines: TargetLines) {
  var lines = TargetLines()
  var found: [String] = []
  withBytes(text) { bytes in
    var rest = bytes
    while !rest.isEmpty {
      lines.received(rest[0..<min(pieces, rest.count)]) { found.append(brief($0)) }
      rest = rest.dropFirst(pieces)
    }
  }
  lines.ended { found.append(brief($0)) }
  return (found, lines)
}

/// A collection of what lines ask for, as if it stood on the command line.
func collection(_ text: String, isNamed: Bool = true) -> TargetCollection {
  var collection = TargetCollection()
  var lines = TargetLines()
  withBytes(text) { lines.received($0) { collection.add($0, isNamed: isNamed) } }
  lines.ended { collection.add($0, isNamed: isNamed) }
  return collection
}

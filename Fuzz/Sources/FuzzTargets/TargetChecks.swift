import Bytes
import FuzzRun

@testable import Survey

/// What names targets is read the same in any pieces, and says what it was read as.
enum TargetChecks {
  static func address(_ bytes: ByteSlice) {
    guard let address = IPAddress(bytes) else { return }
    check(IPAddress(address.description) == address, "\(address) is not read again")
    check(address.bytes.count * 8 == address.family.bits, "bytes of \(address)")
  }

  static func spec(_ bytes: ByteSlice) {
    guard let spec = try? TargetSpec(bytes) else { return }
    check(spec.port != 0, "port 0")
    switch spec.place {
    case .addresses(let range):
      check(range.first <= range.last && range.count > 0, "a range ends before it begins")
      check(range.first.unmapped == range.first || range.unmapped == range, "a mapped address")
    case .zoned(let address, let zone):
      check(address.family == .v6 && !zone.isEmpty, "a zone of \(address)")
    case .name(let name):
      check(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && IPAddress(name) == nil, name)
    }
  }

  static func lines(_ bytes: ByteSlice) {
    let whole = read(bytes, pieces: .max)
    for pieces in [1, 5, 64] {
      let same = read(bytes, pieces: pieces)
      check(same.found == whole.found, "in pieces of \(pieces)")
      check(same.lines.firstMalformed == whole.lines.firstMalformed, "malformed in pieces")
    }
    // LF ends a line, as does CR that no LF follows.
    let ends = bytes.buffer.indices.count {
      bytes[$0] == 0x0A || bytes[$0] == 0x0D && bytes.dropFirst($0 + 1).first != 0x0A
    }
    let isEnded = bytes.last.map { $0 == 0x0A || $0 == 0x0D } ?? true
    check(whole.lines.lines == ends + (isEnded ? 0 : 1), "lines")
  }

  private static func read(
    _ bytes: ByteSlice, pieces: Int
  ) -> (found: [TargetSpec], lines: TargetLines) {
    var lines = TargetLines()
    var found: [TargetSpec] = []
    var rest = bytes
    while !rest.isEmpty {
      lines.received(rest[0..<min(pieces, rest.count)]) { found.append($0) }
      rest = rest.dropFirst(pieces)
    }
    lines.ended { found.append($0) }
    return (found, lines)
  }

  /// Two shards of a stream have no target in common, and positions do not come twice.
  static func streamed(_ bytes: ByteSlice) {
    var positions: Set<UInt64> = []
    for shard in ["1/2", "2/2"] {
      guard let shard = try? Shard(shard) else { return }
      var stream = StreamedTargets(
        ports: .usual, filter: TargetFilter(), shard: shard, seed: 1, base: 0)
      stream.received(bytes)
      stream.ended()
      for name in stream.namesToResolve() { stream.resolved(name, to: [IPAddress(v4: 1 << 27)]) }
      // A stream may name all of IPv4: a few of its targets do.
      for _ in 0..<200 {
        guard case .target(let target) = stream.next() else { break }
        check(positions.insert(target.position).inserted, "a position twice")
        check(shard.owns(target.address), "another shard's")
        check(!ReservedBlocks.addresses.contains(target.address), "a reserved address")
      }
    }
  }

  static func state(_ bytes: ByteSlice) {
    guard let saved = try? SavedScan(bytes) else { return }
    saved.text.withUnsafeBufferPointer { text in
      check((try? SavedScan(ByteSlice(text))) == saved, "a state is not read again")
    }
  }
}

import Bytes

/// The ports to probe, and on which of them TLS comes first.
public struct Ports: Hashable, Sendable {
  /// In order, each once.
  public let numbers: [UInt16]
  /// Where the client's hello is the first thing said: implicit FTPS.
  public let implicit: Set<UInt16>

  /// 21 for `AUTH TLS`, and 990 for implicit FTPS, as IANA assigns them.
  public static let usual = Ports([21, 990], implicit: [990])

  /// The ports to probe, and those of any where TLS comes first.
  public init(_ numbers: some Sequence<UInt16>, implicit: Set<UInt16>) {
    self.numbers = Set(numbers).sorted()
    self.implicit = implicit
  }

  /// Numbers and ranges from text: `21,990,2121-2130`. Throws a `MalformedTarget` that names the
  /// part that is wrong.
  public static func list(_ text: String) throws(MalformedTarget) -> Set<UInt16> {
    var ports: Set<UInt16> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      var numbers: [UInt16] = []
      for end in ends {
        guard end.utf8.allSatisfy(\.isDigit), let number = UInt16(end), number > 0 else {
          throw MalformedTarget("'\(part)' is no port or range of ports from 1 to 65535")
        }
        numbers.append(number)
      }
      guard let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
        throw MalformedTarget("'\(part)' is no port or range of ports from 1 to 65535")
      }
      guard first <= last else {
        throw MalformedTarget("'\(part)' ends before it begins")
      }
      ports.formUnion(first...last)
    }
    return ports
  }

  var digest: Digest128 {
    var digest = Digest128(seed: 0x706F_7274)
    for port in numbers { digest.add(UInt64(port) << 1 | (implicit.contains(port) ? 1 : 0)) }
    // Ports that come with a target may be implicit too.
    for port in implicit.sorted() { digest.add(UInt64(port)) }
    return digest
  }
}

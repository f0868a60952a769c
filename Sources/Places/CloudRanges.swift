import Bytes
import Inputs
import Records

/// The address ranges that cloud providers publish, each with its provider.
public struct CloudRanges: Sendable {
  /// A block of addresses and whose it is.
  struct Block: Equatable, Sendable {
    var range: AddressRange
    var provider: String
  }

  /// Blocks that one file may have.
  private static let blocksMaximum = 2_000_000

  private var blocks: [Block] = []
  private var v4 = PrefixTable<UInt32>([])
  private var v6 = PrefixTable<UInt128>([])
  /// Whose they are.
  private(set) var providers: [String] = []

  public init() {}

  /// Adds a file: `ip-ranges.json` of Amazon, service tags of Microsoft, `cloud.json` and
  /// `goog.json` of Google, `public_ip_ranges.json` of Oracle; geofeeds (RFC 8805: DigitalOcean,
  /// Linode) and plain lists of blocks (Cloudflare), whose provider is named. Throws `FileProblem`
  /// where the file is none of these, or its provider is not known.
  public mutating func add(
    _ bytes: [UInt8], path: String, provider: String?
  ) throws(FileProblem) {
    let found = try CloudRangeFile.read(bytes, path: path, provider: provider)
    if found.isEmpty {
      throw FileProblem(path: path, reason: "holds no address ranges that are known here")
    }
    if found.count > Self.blocksMaximum {
      throw FileProblem(path: path, reason: "holds too many ranges")
    }
    blocks += found
    index()
  }

  /// Whose an address is, by the longest prefix that holds it; nil where nobody claims it.
  public func provider(of address: IPAddress) -> String? {
    let number =
      address.family == .v4
      ? v4.value(at: UInt32(truncatingIfNeeded: address.value)) : v6.value(at: address.value)
    return number.map { providers[$0] }
  }

  private mutating func index() {
    providers = Array(Set(blocks.map(\.provider))).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(providers, providers.indices))
    var (four, six): ([PrefixTable<UInt32>.Entry], [PrefixTable<UInt128>.Entry]) = ([], [])
    for block in blocks {
      guard let number = numbers[block.provider] else { continue }
      let (first, last) = (block.range.first, block.range.last)
      if first.family == .v4 {
        four.append(
          .init(
            first: UInt32(truncatingIfNeeded: first.value),
            last: UInt32(truncatingIfNeeded: last.value), value: number))
      } else {
        six.append(.init(first: first.value, last: last.value, value: number))
      }
    }
    v4 = PrefixTable(four)
    v6 = PrefixTable(six)
  }
}

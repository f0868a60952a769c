import Bytes
import Inputs
import Records

/// Reads the files in which providers publish their ranges.
enum CloudRangeFile {
  /// JSON values of a file; Microsoft's has some 100,000.
  private static let valuesMaximum = 4_000_000

  static func read(
    _ bytes: [UInt8], path: String, provider: String?
  ) throws(FileProblem) -> [CloudRanges.Block] {
    let isJSON = bytes.first { !" \t\r\n".utf8.contains($0) } == 0x7B
    if isJSON {
      let json = bytes.withSlice { JSONValue($0, valuesMaximum: valuesMaximum) }
      guard let json else { throw FileProblem(path: path, reason: "is broken JSON") }
      return blocks(json, provider)
    }
    guard let name = provider ?? providerName(in: path) else {
      throw FileProblem(
        path: path, reason: "does not say whose ranges it holds: give it as NAME=\(path)")
    }
    return lines(bytes).compactMap { block(String($0), name) }
  }

  private static func blocks(_ json: JSONValue, _ name: String?) -> [CloudRanges.Block] {
    var found: [CloudRanges.Block] = []
    func add(_ text: String?, _ usual: String) {
      if let block = text.flatMap({ block($0, name ?? usual) }) { found.append(block) }
    }
    for prefix in json["prefixes"].list ?? [] {
      add(prefix["ip_prefix"].text, "Amazon")
      add(prefix["ipv4Prefix"].text, "Google")
      add(prefix["ipv6Prefix"].text, "Google")
    }
    for prefix in json["ipv6_prefixes"].list ?? [] { add(prefix["ipv6_prefix"].text, "Amazon") }
    for tag in json["values"].list ?? [] {
      for prefix in tag["properties"]["addressPrefixes"].texts ?? [] { add(prefix, "Microsoft") }
    }
    for region in json["regions"].list ?? [] {
      for part in region["cidrs"].list ?? [] { add(part["cidr"].text, "Oracle") }
    }
    return found
  }

  /// The first field of each line that is no remark.
  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      line.first == "#" ? nil : line.prefix { $0 != "," && $0 != "\t" && $0 != " " }
    }
  }

  private static func block(_ text: String, _ provider: String) -> CloudRanges.Block? {
    AddressRange(text).map { CloudRanges.Block(range: $0, provider: provider) }
  }

  /// The provider that a file's name names.
  private static func providerName(in path: String) -> String? {
    let file = path.split(separator: "/").last?.lowercased() ?? ""
    return CloudNetworks.providers.first {
      file.contains($0.name.lowercased().filter { $0 != " " })
    }?.name
  }
}

extension AddressRange {
  /// Reads all of a text as an address or as a block with the length of its prefix,
  /// `192.0.2.0/24`; nil where it is neither. Bits that the prefix does not cover are passed over.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
    guard parts.count == 2 else {
      self.init(address)
      return
    }
    guard let length = Array(parts[1].utf8).withSlice({ $0.integer }) else { return nil }
    self.init(address, prefixLength: length)
  }
}

extension Fingerprint {
  /// What it names, in few words: product, device or system; the description where it names none.
  public var subject: String {
    for kind in ["service", "hw", "os"] {
      func constant(_ name: String) -> String? {
        parameters.first { $0.name == "\(kind).\(name)" && $0.position == 0 }?.value
      }
      guard let product = constant("product") else { continue }
      guard let vendor = constant("vendor"), !product.lowercased().hasPrefix(vendor.lowercased())
      else { return product }
      return "\(vendor) \(product)"
    }
    return description
  }
}

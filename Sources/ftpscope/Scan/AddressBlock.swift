import ArgumentParser
import Bytes
import Survey

/// An address, block or range on the command line: `10.0.0.0/8`.
struct AddressBlock: ExpressibleByArgument {
  let text: String
  let range: AddressRange

  init?(argument: String) {
    let bytes = Array(argument.utf8)
    guard let spec = bytes.withSlice({ try? TargetSpec($0) }), spec.port == nil,
      case .addresses(let range) = spec.place
    else { return nil }
    text = argument
    self.range = range
  }
}

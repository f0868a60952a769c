import ArgumentParser

/// A number of bytes on the command line: `4096`, `64K`, `64M`, `1G`.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init(_ bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    let unit = argument.last.flatMap { units[Character($0.uppercased())] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard let number = Int(digits), number >= 0 else { return nil }
    let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: unit ?? 1)
    if isTooMuch { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    for (size, letter) in [(1 << 30, "G"), (1 << 20, "M"), (1 << 10, "K")]
    where bytes >= size && bytes % size == 0 {
      return "\(bytes / size)\(letter)"
    }
    return "\(bytes)"
  }
}

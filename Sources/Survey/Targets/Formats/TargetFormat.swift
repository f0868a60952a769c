import Bytes

/// A form of lines that name targets. A value, since what a line means may depend on the ones
/// before it.
protocol TargetFormat {
  init()

  /// Whether a line, which is trimmed and not empty, can only be of this form, given those read
  /// before.
  func recognises(_ line: ByteSlice) -> Bool

  /// Gives what a line names; nothing where it is about something else. Throws where the line is
  /// no line of this form.
  mutating func read(
    _ line: ByteSlice, _ found: (TargetSpec) -> Void
  ) throws(MalformedTarget)
}

/// The forms, each asked in this order whether a line is its own. The last takes what is left.
enum TargetFormats {
  static func all() -> [any TargetFormat] {
    [
      ScannerJSON(), ScannerXML(), GrepableOutput(), MasscanList(), DiscoveredPort(), ZmapTable(),
      PlainTarget(),
    ]
  }
}

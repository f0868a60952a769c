@testable import Sensor

extension ReplyTemplate {
  /// The reply, lines ended by CR LF.
  func made(_ values: ReplyValues) -> [UInt8] {
    var bytes: [UInt8] = []
    append(values, to: &bytes)
    return bytes
  }
}

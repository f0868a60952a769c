/// A transfer as it begins.
public struct TransferObservation: Equatable, Sendable {
  /// As in its command's observation.
  var verb: [UInt8]
  /// As it came.
  var argument: [UInt8]
  /// What is sent, taken or listed.
  var path: [UInt8]
  /// Of the reply that opens it: 150.
  var code: Int?
}

import Bytes

/// The answer to a command, as far as it is made. Each command begins one anew, so nothing of one
/// answer gets into the next.
struct Answer {
  /// What is answered.
  var request: Request
  /// When that was begun.
  let time: Timestamp
  /// The replies so far that were not flushed yet, and the code of the last one.
  var reply: [UInt8] = []
  var code: Int?
  /// What was said last.
  var said: Situation?
  /// What follows the replies.
  var trailing: [SessionAction] = []
  /// Milliseconds before the answer.
  var delayMilliseconds = 0
  /// Whether the last reply comes later: when there is a port, or when the transfer has ended.
  var isDeferred = false
  /// Signatures of the exploits that the command is known to be.
  var exploits: [String] = []

  init(_ request: Request, at time: Timestamp) {
    self.request = request
    self.time = time
  }
}

/// Whose replies wait until the events before them are in the kernel.
protocol EventBound: AnyObject {
  /// Sends what has gathered: its events are written.
  func flush()
  /// The events can't be written: nothing more is to be taken before they are.
  func hold()
}

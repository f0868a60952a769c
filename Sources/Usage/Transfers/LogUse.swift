import FTPProtocol

extension LogStream.Use {
  /// The event that a log's event counts as; nil where it does not.
  func counted(_ event: LogEvent) -> LogEvent? {
    switch self {
    case .all: event
    case .files: event.file
    case .nothing: nil
    }
  }

  /// What is to be known of a log of which not all counts.
  var note: String? {
    switch self {
    case .all: nil
    case .files: "only its files are counted: logs beside it tell the rest better"
    case .nothing: "not counted: a log beside it tells of the same sessions, and better"
    }
  }
}

extension LogEvent {
  /// The file that the line of a command tells of, or the list, as a transfer log would tell of it;
  /// nil where nothing crossed.
  fileprivate var file: LogEvent? {
    guard kind == .command, verb.isTransfer, [226, 250, 426].contains(code) else { return nil }
    var file = self
    file.kind = .transfer
    file.exposure = .unknown
    return file
  }
}

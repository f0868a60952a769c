import Bytes
import FTPProtocol

/// Whether logs that are read together tell of all handshakes at a moment.
struct HandshakeLogs {
  /// What they tell of a connection of which its own log can't tell whether TLS was used.
  enum Telling { case beganInClear, nothingYet, nothing }

  private let formats: [LogFormat]
  private let areJoined: Bool
  private(set) var haveBegun: Bool

  /// - Parameter haveBegun: whether there were lines of theirs before.
  init(_ stream: LogStream, formats: [LogFormat], haveBegun: Bool = false) {
    self.formats = formats
    // What names no process's host can't be joined where there are several.
    areJoined = Set(stream.members.flatMap(\.head.hosts)).count <= 1
    self.haveBegun =
      haveBegun
      || stream.members.contains { member in
        member.known != nil && member.head.format?.tells.contains(.handshakes) == true
      }
  }

  /// Takes note of the next event in the order of time, behind which lines of theirs go on or not.
  /// A connection began in clear where there are some before it and after it.
  mutating func tell(of event: LogEvent, goOn: Bool) -> Telling {
    let format = formats[Int(event.format)]
    haveBegun = haveBegun || format.tells.contains(.handshakes)
    guard event.kind == .opened, event.start == nil, format.tells.contains(.connects), haveBegun,
      areJoined
    else { return .nothing }
    return goOn ? .beganInClear : .nothingYet
  }
}

import Bytes
import FTPProtocol

/// When clients and users had sessions, and in which of them files went out or came in: by this
/// a line of a transfer log is known that tells of one of them again.
///
/// Times of one client and user are joined where they touch, so that memory grows with what is
/// told of clients and users and not with the logs.
struct SessionTimes: Sendable {
  /// What a session's time is kept under.
  enum Moved: UInt64, CaseIterable {
    case nothing, sent, received
  }

  /// From a second to another of one client and user.
  struct Span: Sendable, Codable, Equatable {
    var whose: UInt64
    var from: UInt32
    var to: UInt32

    fileprivate func precedes(_ other: Span) -> Bool {
      (whose, from, to) < (other.whose, other.from, other.to)
    }
  }

  /// How far a transfer log's clock may be from the session's: both know seconds, and the one line
  /// is written before the other.
  static let toleranceSeconds: UInt32 = 2
  /// So many are kept of one partition's sessions, 64 MB of all. What comes after is not known, so
  /// that a transfer log's lines about it count by themselves.
  private let countMaximum: Int

  private(set) var spans: ContiguousArray<Span> = []
  private var sortedCount = 0
  /// Whether no more are taken: joining them all made too little room.
  private var isFull = false
  /// Whether some were not taken.
  private(set) var lacksSome = false

  init(countMaximum: Int = 1 << 18) { self.countMaximum = countMaximum }

  /// Notes a session's time.
  mutating func add(whose: UInt64, from: Timestamp, to: Timestamp) {
    guard let from = Self.second(from), let to = Self.second(to) else { return }
    if isFull {
      lacksSome = true
      return
    }
    spans.append(Span(whose: whose, from: from, to: to))
    if spans.count >= min(max(1024, 2 * sortedCount), countMaximum) {
      merge()
      isFull = sortedCount > countMaximum / 8 * 7
    }
  }

  /// Forgets what was over before a moment, and so has room again.
  mutating func forget(before moment: Timestamp) {
    let second = moment.milliseconds.quotientFloored(by: 1000)
    guard spans.contains(where: { Int64($0.to) < second }) else { return }
    spans.removeAll { Int64($0.to) < second }
    merge()
    isFull = isFull && sortedCount > countMaximum / 8 * 7
  }

  /// Takes in what another has.
  mutating func add(_ other: ContiguousArray<Span>) {
    spans += other
    merge()
  }

  /// Sorts, and joins what touches.
  mutating func merge() {
    spans.sort { $0.precedes($1) }
    var kept = 0
    for span in spans {
      if kept > 0, spans[kept - 1].whose == span.whose,
        Int(span.from) <= Int(spans[kept - 1].to) + 2 * Int(Self.toleranceSeconds)
      {
        spans[kept - 1].to = max(spans[kept - 1].to, span.to)
      } else {
        spans[kept] = span
        kept += 1
      }
    }
    spans.removeLast(spans.count - kept)
    sortedCount = kept
  }

  /// Whether one of a client and user's, all of them being merged, holds a moment.
  func hold(_ time: Timestamp, whose: UInt64) -> Bool {
    guard let second = Self.second(time) else { return false }
    let latest = second.addingReportingOverflow(Self.toleranceSeconds)
    let bound = Span(whose: whose, from: latest.overflow ? .max : latest.partialValue, to: .max)
    // The last that begins before the moment: no other reaches so far.
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if bound.precedes(spans[middle]) { high = middle } else { low = middle + 1 }
    }
    guard low > 0, spans[low - 1].whose == whose else { return false }
    return Int(second) <= Int(spans[low - 1].to) + Int(Self.toleranceSeconds)
  }

  /// What times are kept under.
  static func whose(
    _ scope: Digest128, client: ByteSlice, user: ByteSlice, _ moved: Moved
  ) -> UInt64 {
    var digest = Digest128(seed: moved.rawValue)
    digest.add(scope.high)
    digest.add(scope.low)
    digest.add(client)
    digest.add(user.isAnonymous ? ("anonymous" as StaticString).bytes : user)
    return digest.high ^ digest.low
  }

  private static func second(_ time: Timestamp) -> UInt32? {
    UInt32(exactly: time.milliseconds.quotientFloored(by: 1000))
  }
}

extension ByteSlice {
  /// Whether it is a name of the anonymous, who have the one or the other.
  var isAnonymous: Bool { equalsIgnoringCase("ftp") || equalsIgnoringCase("anonymous") }
}

/// The sessions of other logs, as a transfer log's lines are compared with them.
final class ToldTransfers: Sendable {
  private let times: SessionTimes
  private let scope: Digest128

  /// - Parameter times: merged.
  init(_ times: SessionTimes, scope: Digest128) {
    self.times = times
    self.scope = scope
  }

  /// Whether a session has what a transfer log's line tells: one of the same client, and of the
  /// same user where it names one, at the line's time, in which a file crossed the same way.
  func has(_ event: borrowing LogEvent) -> Bool {
    let kind = event.kind
    guard event.isDated, kind == .transfer || kind == .seen else { return false }
    let isTransfer = kind == .transfer
    let isSent = event.verb == .retr
    for moved in SessionTimes.Moved.allCases {
      // What moved nothing may be in any session.
      if isTransfer, moved != (isSent ? .sent : .received) { continue }
      if holds(event, event.user, moved) { return true }
      if !event.user.isEmpty, holds(event, .empty, moved) { return true }
    }
    return false
  }

  /// Whether a session holds a line's time, whatever it tells of files.
  func hasSession(_ event: borrowing LogEvent) -> Bool {
    guard event.isDated else { return false }
    for moved in SessionTimes.Moved.allCases {
      if holds(event, event.user, moved) { return true }
      if holds(event, .empty, moved) { return true }
    }
    return false
  }

  private func holds(
    _ event: borrowing LogEvent, _ user: ByteSlice, _ moved: SessionTimes.Moved
  ) -> Bool {
    let whose = SessionTimes.whose(scope, client: event.client, user: user, moved)
    return times.hold(event.time, whose: whose)
  }
}

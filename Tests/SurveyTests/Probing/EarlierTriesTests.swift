import Bytes
import Records
import Testing

@testable import Survey

/// Which of a target's tries stands.
@Suite struct EarlierTriesTests {
  /// What a try came to, in as many words as matter.
  enum Try: String {
    /// No connection.
    case refused
    /// Connected, and closed without a word.
    case dropped
    /// Greeted with 421 at once.
    case busy
    /// Greeted with 421 that a mail server says.
    case busyMail
    /// Greeted with 220.
    case greeted
    /// `FEAT` was answered too.
    case asked
    /// `USER` was taken too.
    case taken
    /// `AUTH` was agreed to, and no handshake came to its end.
    case failed
    /// All was told.
    case whole

    func ending(_ position: UInt64, second: Int64) -> Probe.Ending {
      let ip = IPAddress(v4: 0x7F00_0001)
      var record = ServiceRecord(
        ip: "\(ip)", port: 21, time: Timestamp(milliseconds: second * 1000), status: .closed)
      var words: [String] = []
      switch self {
      case .refused: record.status = .refused
      case .dropped: break
      case .busy: record.greetingCode = 421
      case .busyMail: (record.greetingCode, record.foreign, record.status) = (421, "smtp", .notFTP)
      case .greeted: record.greetingCode = 220
      case .asked: (record.greetingCode, words) = (220, ["FEAT"])
      case .taken:
        (record.greetingCode, words, record.loginInClear) = (220, ["FEAT", "USER"], .accepted)
      case .failed:
        (record.greetingCode, words, record.loginInClear) = (220, ["FEAT", "USER"], .accepted)
        (record.mode, record.status) = (.explicit, .tlsFailed)
      case .whole:
        (record.greetingCode, record.mode, record.status) = (220, .explicit, .ok)
        record.tls = TLSDescription(version: "1.3", cipher: "TLS_AES_128_GCM_SHA256")
      }
      record.replies = words.map { .init(verb: $0, code: 500, text: "") }
      return Probe.Ending(
        target: Target(position: position, address: ip, port: 21), outcome: .turnedAway,
        record: record, isOpen: self != .refused)
    }
  }

  @Test(
    arguments: [
      ([.refused], 0), ([.whole], 0),
      ([.taken, .refused], 0), ([.taken, .busy, .busy, .refused], 0), ([.taken, .dropped], 0),
      ([.failed, .busy, .refused], 0), ([.asked, .busy], 0), ([.greeted, .busy, .busy, .busy], 0),
      ([.busy, .taken, .refused], 1), ([.busy, .refused], 0), ([.dropped, .refused], 0),
      ([.busyMail, .dropped], 0), ([.busyMail, .busy], 0),
      // A further try that tells as much is the truth of today, and one that tells more.
      ([.busy, .busy], 1), ([.taken, .taken], 1), ([.taken, .whole], 1), ([.failed, .whole], 1),
      ([.busyMail, .greeted], 1), ([.greeted, .asked, .greeted], 1), ([.refused, .dropped], 1),
    ] as [([Try], Int)])
  func theOneThatTellsMost(_ tries: [Try], _ stands: Int) throws {
    var earlier = EarlierTries()
    // Another target's tries are its own.
    earlier.keep(Try.whole.ending(7, second: 99))
    let endings = tries.enumerated().map { $1.ending(3, second: Int64($0)) }
    for ending in endings.dropLast() { earlier.keep(ending) }
    let last = try #require(endings.last)
    let settled = earlier.settle(last)
    #expect(settled.record == endings[stands].record)
    #expect(settled.isOpen == endings[stands].isOpen && settled.target == last.target)
    #expect(earlier.takeAll().map(\.target.position) == [7])
    #expect(earlier.takeAll().isEmpty)
  }
}

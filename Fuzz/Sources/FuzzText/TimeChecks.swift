import Bytes
import FuzzRun
import Glibc

@testable import Usage

/// Times read from text can be written, and read again.
enum TimeChecks {
  static func read(_ bytes: ByteSlice) {
    if let time = Timestamp(rfc3339: bytes.text) {
      roundTrip(time)
      if bytes.count == 10, bytes[0].isDigit {
        check(time.day.text == bytes.text, "\(bytes.text) is no day")
      }
    }
    if let zone = LogZone(bytes.text) { roundTrip(zone.utc(Timestamp(milliseconds: 0))) }
    let written = Timestamp(milliseconds: 1_793_491_200_000)
    let readers: [(inout ByteCursor) -> Timestamp?] = [
      { LogTime.asctime(&$0, zone: .utc) }, { LogTime.iso(&$0, zone: .utc) },
      { LogTime.syslog(&$0, written: written, zone: .utc) },
      { LogTime.commonLog(&$0, zone: .utc) }, { LogTime.epoch(&$0) },
    ]
    for reader in readers {
      var cursor = ByteCursor(bytes)
      if let time = reader(&cursor) {
        roundTrip(time)
        check(cursor.rest.count < bytes.count, "a time takes room")
      } else {
        check(cursor.rest.count == bytes.count, "what is no time stays")
      }
    }
  }

  /// The first eight bytes as a moment of any time, as one of the years 0 to 9999, and as a file's
  /// time.
  static func count(_ bytes: ByteSlice) {
    guard bytes.count >= 8 else { return }
    let number = bytes[0..<8].buffer.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    roundTrip(Timestamp(milliseconds: Int64(bitPattern: number)))
    let span: UInt64 = 315_569_520_000_000
    roundTrip(Timestamp(milliseconds: Int64(number % span) - 62_167_219_200_000))
    let moment = timespec(tv_sec: Int(truncatingIfNeeded: number), tv_nsec: 999_999_999)
    let written = Timestamp(moment)
    check(Timestamp(rfc3339: written.rfc3339) == written, "a file's time \(moment.tv_sec)")
  }

  private static func roundTrip(_ time: Timestamp) {
    let text = time.rfc3339
    let again = Timestamp(rfc3339: text)
    let isInside = (-62_167_219_200_000..<253_402_300_800_000).contains(time.milliseconds)
    check(
      isInside ? again == time : again?.rfc3339 == text, "\(time.milliseconds) is written \(text)")
    check(time.day.text == text.prefix(10), "\(time.day.text) of \(text)")
  }
}

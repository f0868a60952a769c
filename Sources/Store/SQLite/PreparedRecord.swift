import Bytes
import Dispatch
import Foundation
import Records
import Synchronization

/// A record as its row will be, with what it says: all that can be done before the store is locked.
struct PreparedRecord: Sendable {
  let kind: Record.Kind
  let survey: String
  /// Milliseconds since 1970; the least number where the record has no time.
  let time: Int64
  let isService: Bool
  /// The name that a service was found by, as the store has it; empty where there is none.
  let hostname: String
  /// The number of a service's urgency; 0 of all else.
  let urgency: Int
  let subject: Data
  let id: Data
  let json: String
  let facts: FactList

  init(_ record: Record) {
    kind = record.kind
    survey = record.survey ?? ""
    time = record.time?.milliseconds ?? .min
    isService = record.isService
    hostname = TallyText.encode(record.hostname ?? "")
    urgency = record.urgency
    subject = record.subject
    id = record.identity
    var writer = JSONWriter()
    record.write(to: &writer)
    json = String(decoding: writer.bytes, as: UTF8.self)
    facts = FactList(record)
  }
}

/// Records that are made ready by another thread while those before are stored.
final class Preparation: Sendable {
  /// Records that are handed over together.
  private static let share = 500

  private let parts: Int
  private let ready = Mutex<[[PreparedRecord]]>([])
  private let isReady = DispatchSemaphore(value: 0)

  /// Begins to prepare.
  init(_ records: [Record]) {
    parts = (records.count + Self.share - 1) / Self.share
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      for start in stride(from: 0, to: records.count, by: Self.share) {
        let part = records[start..<min(start + Self.share, records.count)]
          .map { PreparedRecord($0) }
        ready.withLock { $0.append(part) }
        isReady.signal()
      }
    }
  }

  /// Gives each record in its order, as soon as it is ready. Throws what the closure throws.
  func each(_ body: (PreparedRecord) throws -> Void) throws {
    for _ in 0..<parts {
      isReady.wait()
      for record in ready.withLock({ $0.removeFirst() }) { try body(record) }
    }
  }
}

extension Record {
  /// Reads what a store wrote.
  init?(stored text: String) {
    var text = text
    guard let record = text.withUTF8({ Record(line: ByteSlice($0)) }) else { return nil }
    self = record
  }

  /// The id in few bytes.
  fileprivate var identity: Data {
    let digits = id.utf8
    guard digits.count == 32, let high = UInt64(id.prefix(16), radix: 16),
      let low = UInt64(id.suffix(16), radix: 16), Digest128(high: high, low: low).hex == id
    else { return Data(digits) }
    return [high, low].reduce(into: Data(capacity: 16)) { data, word in
      withUnsafeBytes(of: word.bigEndian) { data.append(contentsOf: $0) }
    }
  }

  /// What the record is about: of several about one thing in a survey, the latest counts.
  fileprivate var subject: Data {
    switch self {
    case .service(let record):
      guard let address = IPAddress(record.ip) else {
        return Data("\(record.ip) \(record.port)".utf8)
      }
      let port = UInt16(truncatingIfNeeded: record.port)
      return Data(address.bytes + [UInt8(port >> 8), UInt8(truncatingIfNeeded: port)])
    case .name(let record): return Data(record.name.utf8)
    case .session, .event: return identity
    }
  }

  /// Whether it is an FTP service.
  var isService: Bool {
    if case .service(let record) = self { return record.isFTPService }
    return false
  }

  /// The name that a service was found by; nil of all else.
  var hostname: String? {
    if case .service(let record) = self { return record.hostname }
    return nil
  }

  /// The number of a service's urgency; 0 of all else.
  var urgency: Int {
    if case .service(let record) = self { return record.urgency.number }
    return 0
  }
}

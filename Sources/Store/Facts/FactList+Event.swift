import Bytes
import Records

extension FactList {
  mutating func add(_ record: EventRecord) {
    add(.event, record.type.rawValue)
    switch record.type {
    case .connect: addConnection(record)
    case .disconnect: addSession(record)
    case .login: add(.credential, record["login", "user"].text, record["login", "password"].text)
    case .command: add(.command, record["command", "verb"].text?.uppercased())
    case .exploit: add(.exploit, record["exploit", "signature"].text, record["exploit", "cve"].text)
    case .tls:
      // Each transfer shakes hands too: those say nothing new of the client.
      if record["tls", "channel"].text != "data", let print = record["tls", "ja4"].text {
        add(.client, print)
      }
    case .upload:
      let digest = record["upload", "sha256"].text
      add(.upload, digest, record["upload", "content"].text)
      add(.uploadName, digest, record["upload", "path"].text)
    case .download:
      add(.download, record["download", "path"].text, record["download", "canary"].text)
    case .bounce: add(.bounce, record["bounce", "target"].text)
    case .transfer, .backdoor: break
    case .gap: addGap(record)
    }
  }

  private mutating func addConnection(_ record: EventRecord) {
    let (hour, day) = (record.time.hour, record.time.day.text)
    let listener = record.listener
    add(.hourConnections, hour, listener)
    add(.dayConnections, day, listener)
    add(.listener, listener, record.listenerMode)
    add(.hourSensorConnections, hour, record.sensor)
    add(.daySensorConnections, day, record.sensor)
    add(.sensor, record.sensor)
    guard let source = record.sourceIP else { return }
    addOnce(.hourSources, hour, of: source)
    addOnce(.daySources, day, of: source)
    addOnce(.sources, nil, of: source)
    addOnce(.hourListenerSources, hour, listener, of: source)
    addOnce(.dayListenerSources, day, listener, of: source)
    addOnce(.listenerSources, listener, of: source)
    addOnce(.hourSensorSources, hour, record.sensor, of: source)
    addOnce(.daySensorSources, day, record.sensor, of: source)
    addOnce(.sensorSources, record.sensor, of: source)
  }

  /// A session counts when it ends, for only then its class is known.
  private mutating func addSession(_ record: EventRecord) {
    let (hour, day) = (record.time.hour, record.time.day.text)
    let kind = record["disconnect", "class"].text
    add(.hourSessions, hour, kind)
    add(.daySessions, day, kind)
    add(.sessionClass, kind)
    guard let source = record.sourceIP else { return }
    addOnce(.hourClassSources, hour, kind, of: source)
    addOnce(.dayClassSources, day, kind, of: source)
    addOnce(.classSources, kind, of: source)
  }

  /// Hours that one gap may mark: a year's.
  private static let gapHoursMaximum: Int64 = 366 * 24

  /// Each hour of the gap is marked; what was lost counts in the last one.
  private mutating func addGap(_ record: EventRecord) {
    let (reason, lost) = (record["gap", "reason"].text, record["gap", "lost"].text)
    let count = record["gap", "count"].integer ?? 0
    add(.gap, reason, lost)
    add(.lost, reason, lost, count: count)
    let end = record.time.milliseconds
    let start = min(record["gap", "from"].time?.milliseconds ?? end, end)
    // Half open: what ends with an hour does not touch the next one.
    let last = Timestamp(milliseconds: max(start, end - 1)).hourNumber
    let first = max(Timestamp(milliseconds: start).hourNumber, last - Self.gapHoursMaximum)
    for number in first...last { add(.hourGap, Timestamp(hourNumber: number).hour, reason) }
    add(.hourLost, Timestamp(hourNumber: last).hour, lost, count: count)
  }
}

extension Timestamp {
  private static let hourMilliseconds: Int64 = 3_600_000

  /// The hours that have begun since 1970.
  fileprivate var hourNumber: Int64 { milliseconds.quotientFloored(by: Self.hourMilliseconds) }

  fileprivate init(hourNumber: Int64) {
    self.init(milliseconds: hourNumber * Self.hourMilliseconds)
  }

  /// The beginning of its hour in UTC: `2026-11-24T13:00:00Z`.
  fileprivate var hour: String { String(rfc3339.prefix(13)) + ":00:00Z" }
}

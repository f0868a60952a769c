/// How far a scan is, computed from what was counted and how long it took.
public struct ScanFigures: Hashable, Sendable {
  /// Targets finished by this run.
  public var done: UInt64 = 0
  /// Targets that an earlier run had finished.
  public var doneBefore: UInt64 = 0
  /// All targets, an earlier run's too; nil where a stream goes on.
  var total: UInt64?
  /// Services of FTP found by this run, those whose TLS fails among them; an address and port once,
  /// by however many names it was found.
  public var found: UInt64 = 0
  /// Probes at the moment.
  var inFlight = 0
  /// Since this run began.
  var elapsed = Duration.zero

  public init() {}

  /// Targets finished a second, over the whole of this run; 0 before anything is known.
  public var rate: Double {
    let seconds = elapsed / .seconds(1)
    return seconds > 0 ? Double(done) / seconds : 0
  }

  /// How long the rest will take at this rate; nil where that can't be told.
  var timeLeft: Duration? {
    guard let total, rate > 0 else { return nil }
    let (before, overflow) = done.addingReportingOverflow(doneBefore)
    let left = overflow || before > total ? 0 : total - before
    let seconds = Double(left) / rate
    return seconds < 1e18 ? .seconds(seconds.rounded(.up)) : nil
  }

  /// One line for a terminal: `12,000 of 65,536 done, 5,000/s, 130 found, 11 s left`.
  public var line: String {
    let all = done.addingReportingOverflow(doneBefore).partialValue
    let ofTotal = total.map { " of \(Self.grouped($0))" } ?? ""
    let speed = rate < 10 ? Self.tenths(rate) : Self.grouped(UInt64(rate.rounded()))
    let left = timeLeft.map { ", \(Self.text($0)) left" } ?? ""
    return "\(Self.grouped(all))\(ofTotal) done, \(speed)/s, \(Self.grouped(found)) found\(left)"
  }

  /// A number with commas between thousands.
  public static func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A time in its two largest units: `45 s`, `3 min 20 s`, `5 h 2 min`, `2 d 4 h`.
  static func text(_ time: Duration) -> String {
    let seconds = max(0, time.components.seconds)
    let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
    for (index, unit) in units.enumerated() where seconds >= unit.0 || unit.0 == 1 {
      let first = "\(seconds / unit.0) \(unit.1)"
      guard index + 1 < units.count else { return first }
      let next = units[index + 1]
      let rest = seconds % unit.0 / next.0
      return rest == 0 ? first : "\(first) \(rest) \(next.1)"
    }
    return "0 s"
  }
}

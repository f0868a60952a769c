import Records

/// A record at its place among others: the worst first, then by address and port.
struct RankedService: Comparable, Sendable {
  let record: ServiceRecord
  /// What has nothing wrong comes after what has, and what is no FTP service last.
  private let rank: Int
  private let address: String

  init(_ record: ServiceRecord) {
    self.record = record
    rank = Self.rank(record)
    address = Self.sortable(record.ip)
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if left.address != right.address { return left.address < right.address }
    return (left.record.port, left.record.id) < (right.record.port, right.record.id)
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  private static func rank(_ record: ServiceRecord) -> Int {
    let urgency = record.urgency.number
    if urgency > 0 { return -urgency }
    if record.isFTPService { return record.isJudged ? 1 : 0 }
    return record.status == .notFTP ? 2 : 3
  }

  /// IPv4 addresses by their numbers, before all others.
  private static func sortable(_ ip: String) -> String {
    let parts = ip.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8($0) }
    guard parts.count == 4, numbers.count == 4 else { return "6 " + ip }
    return "4 " + numbers.map { String(1000 + Int($0)) }.joined()
  }
}

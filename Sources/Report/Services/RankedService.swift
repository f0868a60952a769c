import Records

/// A record at its place among others: the worst first, then by address and port.
struct RankedService: Comparable, Sendable {
  let record: ServiceRecord
  private let rank: UInt32
  private let address: String

  init(_ record: ServiceRecord, faults: [ServiceFault]) {
    self.record = record
    rank = Self.rank(record, faults)
    address = Self.sortable(record.ip)
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if left.address != right.address { return left.address < right.address }
    return (left.record.port, left.record.id) < (right.record.port, right.record.id)
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  /// A bit for each fault, the worst one's highest: so the worst one decides, then the next.
  /// What has no fault comes after what has, and what is no FTP service last.
  private static func rank(_ record: ServiceRecord, _ faults: [ServiceFault]) -> UInt32 {
    let order = ServiceFault.allCases
    var bits: UInt32 = 0
    for (index, fault) in order.enumerated() where faults.contains(fault) {
      bits |= 1 << UInt32(order.count - 1 - index)
    }
    if bits > 0 { return (1 << UInt32(order.count)) - bits }
    let after = UInt32(1) << UInt32(order.count)
    if record.isFTPService { return after + (record.isJudged ? 1 : 0) }
    return after + (record.status == .notFTP ? 2 : 3)
  }

  /// IPv4 addresses by their numbers, before all others.
  private static func sortable(_ ip: String) -> String {
    let parts = ip.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8($0) }
    guard parts.count == 4, numbers.count == 4 else { return "6 " + ip }
    return "4 " + numbers.map { String(1000 + Int($0)) }.joined()
  }
}

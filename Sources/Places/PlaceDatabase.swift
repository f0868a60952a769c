import Bytes
import CMaxMindDB
import Glibc
import Inputs
import Records

/// Countries and networks of addresses: a file in MaxMind's format, of whichever maker.
/// <https://maxmind.github.io/MaxMind-DB/>
final class PlaceDatabase {
  /// What a database says of an address, and how exactly.
  struct Answer {
    var place: ServicePlace
    /// How many bits of the address decided it.
    var prefixLength: Int
  }

  /// Places that are remembered; databases have some ten thousand networks.
  private static let rememberedMaximum = 1_000_000

  private let file: UnsafeMutablePointer<MMDB_s>
  /// Places by where they are in the file: many addresses have the same one.
  private var remembered: [UInt32: ServicePlace?] = [:]

  /// The maker's name for it: `GeoLite2-Country`.
  let type: String
  let built: Timestamp

  /// Opens a file. Throws `FileProblem` where it can't be read, is of another format, or holds
  /// neither countries nor networks.
  init(path: String) throws(FileProblem) {
    file = .allocate(capacity: 1)
    file.initialize(to: MMDB_s())
    let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), file)
    guard status == MMDB_SUCCESS else {
      let reason = Self.reason(status)
      // The library has let go of it already.
      file.pointee = MMDB_s()
      type = ""
      built = Timestamp(milliseconds: 0)
      throw FileProblem(path: path, reason: reason)
    }
    let metadata = file.pointee.metadata
    type = metadata.database_type.map { String(cString: $0) } ?? ""
    built = Timestamp(
      milliseconds: Int64(clamping: metadata.build_epoch.multipliedReportingOverflow(by: 1000).0))
    if !knowsPlaces() {
      throw FileProblem(
        path: path,
        reason:
          "a database of \(type.isEmpty ? "something else" : type): it holds neither countries "
          + "nor networks")
    }
  }

  deinit {
    if file.pointee.file_content != nil { MMDB_close(file) }
    file.deallocate()
  }

  /// What is said of an address; nil where nothing is.
  func answer(_ address: IPAddress) -> Answer? {
    var status: Int32 = 0
    let found = Self.withSocketAddress(address) { MMDB_lookup_sockaddr(file, $0, &status) }
    guard status == MMDB_SUCCESS, found.found_entry else { return nil }
    // In a tree for IPv6, those of IPv4 lie below 96 bits.
    let isBelow = address.family == .v4 && file.pointee.metadata.ip_version == 6
    let length = Int(found.netmask) - (isBelow ? 96 : 0)
    if let known = remembered[found.entry.offset] {
      return known.map { Answer(place: $0, prefixLength: length) }
    }
    let place = Self.place(found.entry)
    if remembered.count < Self.rememberedMaximum {
      remembered.updateValue(place, forKey: found.entry.offset)
    }
    return place.map { Answer(place: $0, prefixLength: length) }
  }

  private static func withSocketAddress<Result>(
    _ address: IPAddress, _ body: (UnsafePointer<sockaddr>) -> Result
  ) -> Result {
    if address.family == .v4 {
      var socket = sockaddr_in()
      socket.sin_family = sa_family_t(AF_INET)
      socket.sin_addr.s_addr = UInt32(truncatingIfNeeded: address.value).bigEndian
      return withUnsafePointer(to: &socket) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
      }
    }
    var socket = sockaddr_in6()
    socket.sin6_family = sa_family_t(AF_INET6)
    withUnsafeMutableBytes(of: &socket.sin6_addr) {
      $0.storeBytes(of: address.value.bigEndian, as: UInt128.self)
    }
    return withUnsafePointer(to: &socket) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }

  private static func reason(_ status: Int32) -> String {
    switch status {
    case MMDB_FILE_OPEN_ERROR: "can't be opened: \(errno.systemMessage)"
    case MMDB_INVALID_METADATA_ERROR, MMDB_UNKNOWN_DATABASE_FORMAT_ERROR:
      "is no database in MaxMind's format (.mmdb)"
    default: String(cString: MMDB_strerror(status))
    }
  }
}

// MARK: Fields

extension PlaceDatabase {
  /// The first of these that is there is the country's code: MaxMind's and DB-IP's, IPinfo's.
  private static let countryPaths = [
    ["country", "iso_code"], ["country_code"], ["country"], ["registered_country", "iso_code"],
  ]
  private static let numberPaths = [
    ["autonomous_system_number"], ["traits", "autonomous_system_number"], ["asn"],
  ]
  private static let networkPaths = [
    ["autonomous_system_organization"], ["traits", "autonomous_system_organization"], ["as_name"],
    ["asname"], ["name"],
  ]

  /// Nil where neither country nor network is said.
  private static func place(_ entry: MMDB_entry_s) -> ServicePlace? {
    var place = ServicePlace()
    let country = first(countryPaths, of: entry) { text($0) }
    if let country, country.utf8.count == 2, country.utf8.allSatisfy(\.isLetter) {
      place.country = country.uppercased()
    }
    place.asn = first(numberPaths, of: entry) { number($0) }
    if place.asn != nil { place.network = first(networkPaths, of: entry) { text($0) } }
    return place.country == nil && place.asn == nil ? nil : place
  }

  private static func first<Value>(
    _ paths: [[String]], of entry: MMDB_entry_s, _ read: (MMDB_entry_data_s) -> Value?
  ) -> Value? {
    for path in paths {
      if let data = data(path, of: entry), let value = read(data) { return value }
    }
    return nil
  }

  private static func data(_ path: [String], of entry: MMDB_entry_s) -> MMDB_entry_data_s? {
    var entry = entry
    var data = MMDB_entry_data_s()
    var names: [UnsafePointer<CChar>?] = path.map { UnsafePointer(strdup($0)) } + [nil]
    defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
    let status = MMDB_aget_value(&entry, &data, &names)
    return status == MMDB_SUCCESS && data.has_data ? data : nil
  }

  private static func text(_ data: MMDB_entry_data_s) -> String? {
    guard data.type == MMDB_DATA_TYPE_UTF8_STRING, data.data_size > 0,
      let start = data.utf8_string
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(data.data_size))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func number(_ data: MMDB_entry_data_s) -> Int? {
    switch Int32(data.type) {
    case MMDB_DATA_TYPE_UINT16: return Int(data.uint16)
    case MMDB_DATA_TYPE_UINT32: return Int(data.uint32)
    case MMDB_DATA_TYPE_UTF8_STRING:
      // IPinfo's: AS64496.
      guard let text = text(data), text.uppercased().hasPrefix("AS") else { return nil }
      return Int(text.dropFirst(2))
    default: return nil
    }
  }

  /// Entries that are looked at to tell what a database holds.
  private static let entriesMaximum = 1000
  private static let nodesMaximum = 100_000

  /// Whether any of the first entries names a country or a network.
  private func knowsPlaces() -> Bool {
    var nodes: [UInt32] = [0]
    var (seen, entries) = (0, 0)
    while let number = nodes.popLast(), seen < Self.nodesMaximum, entries < Self.entriesMaximum {
      seen += 1
      var node = MMDB_search_node_s()
      guard MMDB_read_node(file, number, &node) == MMDB_SUCCESS else { continue }
      let sides = [
        (node.left_record_type, node.left_record, node.left_record_entry),
        (node.right_record_type, node.right_record, node.right_record_entry),
      ]
      for (type, record, entry) in sides.reversed() {
        if Int32(type) == MMDB_RECORD_TYPE_SEARCH_NODE, let next = UInt32(exactly: record) {
          nodes.append(next)
        } else if Int32(type) == MMDB_RECORD_TYPE_DATA {
          entries += 1
          if Self.place(entry) != nil { return true }
        }
      }
    }
    return false
  }
}

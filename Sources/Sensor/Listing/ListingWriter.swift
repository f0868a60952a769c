import Bytes

/// Writes what LIST shows, in a persona's style.
struct ListingWriter {
  let style: Persona.ListingStyle
  let now: Timestamp

  /// Times within so many days before now are written with the hour, others with the year, as `ls`
  /// does.
  static let recentDays = 182

  /// The lines of a folder's entries.
  func lines(of entries: [FileEntry], hasTotal: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(80 * entries.count + 16)
    if style == .unixTotal, hasTotal {
      let blocks = entries.reduce(0) { $0 &+ ($1.size &+ 4095) / 4096 &* 4 }
      bytes += "total \(blocks)\r\n".utf8
    }
    for entry in entries { append(entry, to: &bytes) }
    return bytes
  }

  /// One line, with its end.
  func append(_ entry: FileEntry, to bytes: inout [UInt8]) {
    switch style {
    case .unix, .unixTotal: appendUnix(entry, .vsftpd, to: &bytes)
    case .proFTPD: appendUnix(entry, .proFTPD, to: &bytes)
    case .pureFTPd: appendUnix(entry, .pureFTPd, to: &bytes)
    case .dos: appendDOS(entry, to: &bytes)
    case .fileZilla: appendFileZilla(entry, to: &bytes)
    }
    Self.append(name: entry.name, to: &bytes)
    bytes += [0x0D, 0x0A]
  }

  /// A name as it stands in a line: what would end the line is shown as `?`.
  static func append(name: [UInt8], to bytes: inout [UInt8]) {
    for byte in name { bytes.append(byte == 0x0A || byte == 0x0D || byte == 0 ? 0x3F : byte) }
  }

  /// How wide the columns of a server's `ls -l` are, as the servers have it.
  private struct Columns {
    /// Of the links, the space before them included.
    var links: Int
    /// Of owner and group.
    var names: Int
    /// Of the size, and of one of more than ten digits.
    var size: Int
    var longSize: Int
    /// Whether a day has two digits always, else a space before one.
    var hasFullDay: Bool

    static let vsftpd = Columns(links: 5, names: 8, size: 8, longSize: 8, hasFullDay: true)
    static let proFTPD = Columns(links: 4, names: 8, size: 8, longSize: 8, hasFullDay: false)
    static let pureFTPd = Columns(links: 5, names: 10, size: 10, longSize: 18, hasFullDay: false)
  }

  /// `-rw-r--r--    1 ftp      ftp          1024 Nov 26 14:13 name`.
  private func appendUnix(_ entry: FileEntry, _ columns: Columns, to bytes: inout [UInt8]) {
    appendMode(entry, to: &bytes)
    bytes.append(entry.links, width: columns.links)
    bytes.append(0x20)
    bytes.append(entry.owner, width: columns.names)
    bytes.append(0x20)
    bytes.append(entry.group, width: columns.names)
    bytes.append(0x20)
    let size = entry.isFolder ? 4096 : entry.size
    bytes.append(size, width: size < 10_000_000_000 ? columns.size : columns.longSize)
    bytes.append(0x20)
    appendDate(entry.modified, hasFullDay: columns.hasFullDay, to: &bytes)
    bytes.append(0x20)
  }

  /// `-rw-r--r-- 1 ftp ftp           1024 Nov 26 14:13 name`.
  private func appendFileZilla(_ entry: FileEntry, to bytes: inout [UInt8]) {
    appendMode(entry, to: &bytes)
    bytes += " 1 ftp ftp ".utf8
    bytes.append(entry.isFolder ? 0 : entry.size, width: 14)
    bytes.append(0x20)
    appendDate(entry.modified, to: &bytes)
    bytes.append(0x20)
  }

  private func appendMode(_ entry: FileEntry, to bytes: inout [UInt8]) {
    bytes.append(entry.isFolder ? 0x64 : 0x2D)
    let letters: [UInt8] = [0x72, 0x77, 0x78]
    for bit in 0..<9 {
      bytes.append(entry.mode >> UInt16(8 - bit) & 1 == 1 ? letters[bit % 3] : 0x2D)
    }
  }

  private func appendDate(
    _ time: Timestamp, hasFullDay: Bool = true, to bytes: inout [UInt8]
  ) {
    let text = ListingTime(time)
    bytes += text.monthName
    bytes.append(0x20)
    if hasFullDay { bytes.append(text.day, digits: 2) } else { bytes.append(text.day, width: 2) }
    let age = now.milliseconds &- time.milliseconds
    // A day ahead is a clock that is set wrong, and recent.
    if age >= -Timestamp.dayMilliseconds,
      age < Int64(Self.recentDays) * Timestamp.dayMilliseconds
    {
      bytes.append(0x20)
      bytes += text.clock
    } else {
      bytes.append(text.year, width: 6)
    }
  }

  /// `03-05-24  10:21AM       <DIR>          wwwroot`.
  private func appendDOS(_ entry: FileEntry, to bytes: inout [UInt8]) {
    let text = ListingTime(entry.modified)
    bytes.append(text.month, digits: 2)
    bytes.append(0x2D)
    bytes.append(text.day, digits: 2)
    bytes.append(0x2D)
    bytes.append(text.year, digits: 2)
    bytes += [0x20, 0x20]
    bytes.append((text.hour + 11) % 12 + 1, digits: 2)
    bytes.append(0x3A)
    bytes.append(text.minute, digits: 2)
    bytes += [text.hour < 12 ? 0x41 : 0x50, 0x4D]
    if entry.isFolder {
      bytes += "       <DIR>          ".utf8
    } else {
      bytes.append(entry.size, width: 21)
      bytes.append(0x20)
    }
  }
}

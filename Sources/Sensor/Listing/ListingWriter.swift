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
    case .unix, .unixTotal: appendUnix(entry, to: &bytes)
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

  /// `-rw-r--r--    1 ftp      ftp          1024 Nov 26 14:13 name`.
  private func appendUnix(_ entry: FileEntry, to bytes: inout [UInt8]) {
    appendMode(entry, to: &bytes)
    bytes.append(entry.isFolder ? 2 : 1, width: 5)
    bytes.append(0x20)
    bytes.append(entry.owner, width: 8)
    bytes.append(0x20)
    bytes.append(entry.group, width: 8)
    bytes.append(0x20)
    bytes.append(entry.isFolder ? 4096 : entry.size, width: 8)
    bytes.append(0x20)
    appendDate(entry.modified, to: &bytes)
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

  private func appendDate(_ time: Timestamp, to bytes: inout [UInt8]) {
    let text = ListingTime(time)
    bytes += text.monthName
    bytes.append(0x20)
    bytes.append(text.day, digits: 2)
    let age = now.milliseconds &- time.milliseconds
    // A day ahead is a clock that is set wrong, and recent.
    if age >= -86_400_000, age < Int64(Self.recentDays) * 86_400_000 {
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

import Bytes
import Records

/// The rows of one of Zeek's logs, as tab-separated values under `#fields` or as JSON.
struct ZeekRows {
  /// Which log.
  enum Path { case ftp, ssl, conn }

  /// The fields that anybody here asks for.
  enum Field: Int, CaseIterable {
    case time, uid, client, clientPort, server, port
    case user, password, command, argument, fileSize, code, reply
    case established, service, duration
  }

  /// What a line is.
  enum Line {
    case row, header, otherLog, foreign
    case malformed(String)
  }

  private static let columnsMaximum = 256

  let path: Path
  /// The field of each column; nil for those that nobody asks for, empty before any `#fields`.
  private var columns: [Field?] = []
  private var separator: UInt8 = 0x09
  /// Whether the rows that follow are some other log's.
  private var isOtherLog = false
  private var json = JSONFields()
  private var values = [ByteSlice](repeating: .empty, count: Field.allCases.count)

  init(_ path: Path) { self.path = path }

  /// The value of a field in the row that was read; empty where it is unset.
  subscript(field: Field) -> ByteSlice { values[field.rawValue] }

  /// Whether a line can only be this log's, or a header that all of Zeek's logs share.
  func recognises(_ line: ByteSlice) -> Bool {
    switch line.first {
    case 0x23:
      if line.starts(with: "#path") { return line.dropFirst(6) == name.bytes }
      if line.starts(with: "#fields") { return line.contains(marker) }
      return path == .ftp
        && (line.starts(with: "#separator ") || line.starts(with: "### BTest baseline data"))
    case 0x7B:
      guard isZeekJSON(line) else { return false }
      return path == .conn || hasMarker(line, of: path)
    default: return !columns.isEmpty && isRow(line)
    }
  }

  /// Reads a line.
  mutating func read(_ line: ByteSlice, in arena: ByteArena) -> Line {
    switch line.first {
    case 0x23: return header(line)
    case 0x7B: return object(line, in: arena)
    default:
      guard isRow(line) else { return .foreign }
      if isOtherLog { return .otherLog }
      return columns.isEmpty ? .foreign : row(line, in: arena)
    }
  }

  /// The moment of a field in seconds, in ISO form, or in milliseconds (`JSON::TS_MILLIS`); nil
  /// where it has none of them.
  func moment(_ field: Field) -> Timestamp? {
    var cursor = ByteCursor(self[field])
    if let time = LogTime.iso(&cursor, zone: .utc) ?? LogTime.epoch(&cursor) { return time }
    guard let number = cursor.integer(), number <= Timestamp.lastMilliseconds else { return nil }
    return Timestamp(milliseconds: Int64(number))
  }

  // MARK: Headers

  private mutating func header(_ line: ByteSlice) -> Line {
    if line.starts(with: "#path"), line.count > 6 {
      separator = line[5]
      let name = line.dropFirst(6)
      if name == self.name.bytes {
        isOtherLog = false
      } else if name == "ftp" || name == "ssl" || name == "conn" {
        return .foreign
      } else {
        isOtherLog = true
      }
      columns.removeAll(keepingCapacity: true)
    } else if line.starts(with: "#fields"), line.count > 8, !isOtherLog {
      guard line.contains(marker) else {
        isOtherLog = true
        return .header
      }
      separator = line[7]
      readColumns(line.dropFirst(8))
    }
    return .header
  }

  private mutating func readColumns(_ names: ByteSlice) {
    columns.removeAll(keepingCapacity: true)
    var cursor = ByteCursor(names)
    while !cursor.isAtEnd, columns.count < Self.columnsMaximum {
      let name = cursor.take(until: separator) ?? cursor.take(cursor.rest.count) ?? .empty
      columns.append(Field.allCases.first { name == $0.name })
    }
  }

  private var name: StaticString {
    switch path {
    case .ftp: "ftp"
    case .ssl: "ssl"
    case .conn: "conn"
    }
  }

  /// A column that only this log has.
  private var marker: StaticString { Self.marker(of: path) }

  private static func marker(of path: Path) -> StaticString {
    switch path {
    case .ftp: "reply_code"
    case .ssl: "established"
    case .conn: "conn_state"
    }
  }

  // MARK: Rows

  private func isRow(_ line: ByteSlice) -> Bool {
    guard let first = line.first,
      first.isDigit || first == 0x58 || first == 0x2D || columns.first.map({ $0 != .time }) == true,
      let end = line.firstIndex(of: separator), (1...32).contains(end)
    else { return false }
    return line.firstIndex(of: separator, from: end + 1) != nil
  }

  private mutating func row(_ line: ByteSlice, in arena: ByteArena) -> Line {
    for index in values.indices { values[index] = .empty }
    var column = 0
    var start = 0
    while column < columns.count {
      let end = line.firstIndex(of: separator, from: start) ?? line.count
      if let field = columns[column] {
        let value = line[start..<end]
        let isUnset = value == "-" || value == "(empty)"
        let isPlain = value.firstIndex(of: 0x5C) == nil
        values[field.rawValue] =
          isUnset ? .empty : isPlain ? value : arena.keep(value.unescapedOfZeek)
      }
      column += 1
      start = end + 1
      if end == line.count { break }
    }
    guard column == columns.count else { return .malformed("the row has too few columns") }
    return self[.uid].isEmpty ? .malformed("the row has no uid") : .row
  }

  // MARK: JSON

  /// Whoever sends records on may put the keys into another order. Within a text the quotes would
  /// be escaped.
  private func isZeekJSON(_ line: ByteSlice) -> Bool {
    (line.contains("\"id.orig_h\":") || line.contains("\"id_orig_h\":"))
      && line.contains("\"uid\":") && line.contains("\"ts\":")
  }

  private func hasMarker(_ line: ByteSlice, of path: Path) -> Bool {
    switch path {
    case .ftp: line.contains("\"reply_code\":") || line.contains("\"command\":")
    case .ssl: line.contains("\"established\":")
    case .conn: line.contains("\"conn_state\":")
    }
  }

  private mutating func object(_ line: ByteSlice, in arena: ByteArena) -> Line {
    guard isZeekJSON(line) else { return .foreign }
    guard hasMarker(line, of: path) else {
      let isElsewhere = path != .conn || hasMarker(line, of: .ftp) || hasMarker(line, of: .ssl)
      return isElsewhere ? .foreign : .otherLog
    }
    guard json.read(line) else { return .malformed("the line is no whole JSON object") }
    for field in Field.allCases {
      values[field.rawValue] =
        value(field.name, in: arena) ?? field.flatName.flatMap { value($0, in: arena) } ?? .empty
    }
    return .row
  }

  private func value(_ name: StaticString, in arena: ByteArena) -> ByteSlice? {
    json.text(name, in: arena) ?? json.raw(name)
  }
}

extension ZeekRows.Field {
  /// Zeek's name of the field.
  var name: StaticString {
    switch self {
    case .time: "ts"
    case .uid: "uid"
    case .client: "id.orig_h"
    case .clientPort: "id.orig_p"
    case .server: "id.resp_h"
    case .port: "id.resp_p"
    case .user: "user"
    case .password: "password"
    case .command: "command"
    case .argument: "arg"
    case .fileSize: "file_size"
    case .code: "reply_code"
    case .reply: "reply_msg"
    case .established: "established"
    case .service: "service"
    case .duration: "duration"
    }
  }

  /// The name that a store of records gives it which takes no dots in names; nil where it has none.
  var flatName: StaticString? {
    switch self {
    case .client: "id_orig_h"
    case .clientPort: "id_orig_p"
    case .server: "id_resp_h"
    case .port: "id_resp_p"
    default: nil
    }
  }
}

import Bytes

/// What puts each line of a server's log into a line of its own: a container's runtime, or the
/// journal. One of them is one file beside this, and a line in `LineWrapping.all`.
protocol LineWrapper: Sendable {
  /// Whether it may be what was asked of a platform, which often has its newest line first.
  static var isExport: Bool { get }
  /// Whether lines that are in no order of time are not read.
  static var needsOrder: Bool { get }

  init()

  /// Takes a line out of the one that it was put into; nil where it was not put there so.
  /// `arena` keeps what had to be unescaped.
  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine?
}

extension LineWrapper {
  static var isExport: Bool { false }
  static var needsOrder: Bool { false }
}

/// A line that was wrapped, or a piece of one.
struct WrappedLine {
  /// What the server wrote, without a line's end.
  var text: ByteSlice
  /// What stands in for the beginning of a line that has no time: a time, and whose it is.
  var beginning: ByteSlice = .empty
  /// Whether a time in the middle of it does not stand in for its beginning: as in what ProFTPD
  /// sends to syslog in a format of its own.
  var wantsBeginning = false
  /// Whether the line goes on in the next one of its stream.
  var goesOn = false
  /// Sets apart what a program wrote to standard output and to standard error.
  var isError = false
}

/// How the lines of a file are wrapped.
struct LineWrapping: Equatable, Sendable {
  fileprivate static let all: [any LineWrapper.Type] = [
    DockerLine.self, ContainerLine.self, PrefixedLine.self, LokiLine.self, JournalLine.self,
    SyslogJSONLine.self, SyslogFileLine.self, SternLine.self, FileNameLine.self,
    CloudWatchLine.self, HitLine.self, ShippedLine.self, CSVLine.self,
  ]

  /// So many lines are looked at to find out, and so many with empty ones: of an entry that went
  /// over several lines, all but the last are empty.
  private static let linesMaximum = 8
  private static let allLinesMaximum = 1024

  fileprivate var number: Int
  /// Whether lines that have no time get the wrapper's.
  fileprivate(set) var fillsTime: Bool

  /// As the wrapper's.
  var isExport: Bool { Self.all[number].isExport }
  var needsOrder: Bool { Self.all[number].needsOrder }

  /// The ways in which lines may be wrapped that begin a file, the likelier first; none for most
  /// files.
  static func possible(_ head: ByteSlice) -> [LineWrapping] {
    let arena = ByteArena()
    return all.indices.flatMap { number -> [LineWrapping] in
      var wrapper = all[number].init()
      var cursor = LineCursor(head)
      var looked = 0
      while let line = cursor.line, looked < linesMaximum, cursor.number < allLinesMaximum {
        looked += line.isEmpty ? 0 : 1
        if !line.isEmpty, wrapper.unwrap(line, in: arena) != nil {
          return [false, true].map { LineWrapping(number: number, fillsTime: $0) }
        }
        cursor.advance()
      }
      return []
    }
  }
}

/// Takes the lines of one file out of what wraps them: line by line, so that numbers of lines stay
/// what they are. A line in pieces is where its last piece is; the others are empty lines.
final class LineUnwrapper {
  private var wrapper: any LineWrapper
  private let fillsTime: Bool
  private let arena = ByteArena()
  private var begun: [Bool: [UInt8]] = [:]
  private var out: [UInt8] = []

  init(_ wrapping: LineWrapping) {
    wrapper = LineWrapping.all[wrapping.number].init()
    fillsTime = wrapping.fillsTime
  }

  /// The lines that were wrapped, one for each; a line that is not wrapped stays as it is.
  func unwrap(_ lines: ByteSlice) -> [UInt8] {
    out.removeAll(keepingCapacity: true)
    var cursor = LineCursor(lines)
    while let line = cursor.line {
      arena.reset()
      if let wrapped = wrapper.unwrap(line, in: arena) {
        add(wrapped)
      } else {
        out.append(contentsOf: line.buffer)
      }
      out.append(0x0A)
      cursor.advance()
    }
    return out
  }

  private func add(_ line: WrappedLine) {
    let before = begun.isEmpty ? nil : begun.removeValue(forKey: line.isError)
    if line.goesOn {
      begun[line.isError] = join(before ?? [], line)
    } else if let before {
      join(before, line).withSlice { add(text: $0) }
    } else if fillsTime, !hasTime(line) {
      add(text: line.beginning)
      add(text: line.text)
    } else {
      add(text: line.text)
    }
  }

  private func hasTime(_ line: WrappedLine) -> Bool {
    line.wantsBeginning ? LineTime.begins(line.text) : LineTime.leads(line.text)
  }

  /// A line as far as it has come; of one that is too long, enough to see that it is.
  private func join(_ before: [UInt8], _ line: WrappedLine) -> [UInt8] {
    let isBegun = !before.isEmpty || !fillsTime || hasTime(line)
    let room = LineCursor.lineBytesMaximum + 1 - before.count
    return before + ((isBegun ? [] : line.beginning.copied) + line.text.copied).prefix(room)
  }

  /// Adds text that may have ends of lines in it, which would be lines of their own.
  private func add(text: ByteSlice) {
    let start = out.count
    out.append(contentsOf: text.buffer)
    guard text.firstIndex(of: 0x0A) != nil else { return }
    for index in start..<out.count where out[index] == 0x0A { out[index] = 0x20 }
  }
}

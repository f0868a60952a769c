import Bytes
import FTPProtocol

/// ProFTPD's ExtendedLog: a line for each command, with its code.
struct ProFTPDExtendedLog: LogReader {
  static let format = LogFormat(
    name: "proftpd-extendedlog", title: "ProFTPD ExtendedLog", start: .clear, rules: ProFTPD.rules,
    namesLoggedIn: true, isJoined: true, commandRank: 1,
    advice: "LogFormat with %P, %a and %{protocol}, class ALL, and TLSLog beside it",
    portAdvice: ProFTPD.portAdvice,
    makeReader: { ProFTPDExtendedLog($0) })

  private let context: ReaderContext
  private var commands = ProFTPDCommands()

  init(_ context: ReaderContext) { self.context = context }

  func recognises(_ line: ByteSlice) -> Bool {
    guard let first = line.first, first > 0x20, first != 0x7B, first != 0x23 else { return false }
    switch ProFTPDExtendedLine.read(line, zone: .utc) {
    case .command, .otherProtocol: return true
    case .foreign, .malformed: return false
    }
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    switch ProFTPDExtendedLine.read(line, zone: context.zone) {
    case .command(let command):
      commands.add(command, context, into: &batch)
      return .read
    case .otherProtocol: return .skipped
    case .foreign: return .foreign
    case .malformed(let why): return .malformed(why)
    }
  }
}

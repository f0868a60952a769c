import Bytes
import FTPProtocol

/// TYPE STRU MODE REST ALLO (RFC 959 §4.1.2).
extension ServerSession {
  static let parameterCommands: [CommandHandler] = [
    CommandHandler("TYPE", .type, argument: .required) { $0.type() },
    CommandHandler("STRU", .stru, argument: .required) { $0.structure() },
    CommandHandler("MODE", .mode, argument: .required) { $0.mode() },
    CommandHandler("REST", .rest, argument: .required) { $0.rest() },
    CommandHandler("ALLO", .allo, argument: .required) { $0.say(.allocateOK) },
  ]

  /// An argument's letters in capitals, without spaces.
  private var letters: [UInt8] {
    request.argument.filter { !$0.isBlank }.map(\.uppercasedASCII)
  }

  private mutating func type() {
    switch letters {
    case [0x41], [0x41, 0x4E], [0x4C, 0x37]: isBinary = false
    case [0x49], [0x4C, 0x38], [0x4C]: isBinary = true
    case [0x45], [0x45, 0x4E], [0x45, 0x54], [0x45, 0x43], [0x41, 0x54], [0x41, 0x43]:
      return say(.typeUnsupported)
    default: return say(.typeUnknown)
    }
    values.isBinary = isBinary
    say(isBinary ? .typeBinary : .typeASCII)
  }

  private mutating func structure() {
    switch letters {
    case [0x46]: say(.structureOK)
    case [0x52], [0x50]: say(.structureUnknown)
    default: say(.structureBad)
    }
  }

  private mutating func mode() {
    switch letters {
    case [0x53]: say(.modeOK)
    case [0x42], [0x43], [0x5A]: say(.modeUnknown)
    default: say(.modeBad)
    }
  }

  private mutating func rest() {
    if policy.data.refusesOffsetsInASCII, !isBinary { return say(.restartInASCII) }
    guard let offset = request.argument.withSlice({ $0.trimmed.integer }) else {
      restart = 0
      return say(.restartBad)
    }
    restart = offset
    values.offset = offset
    say(.restartOK)
  }
}

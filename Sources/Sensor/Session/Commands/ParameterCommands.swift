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
  private var letters: String {
    String(
      decoding: request.argument.filter { !$0.isBlank }.map(\.uppercasedASCII), as: UTF8.self)
  }

  private mutating func type() {
    switch letters {
    case "A", "AN", "L7": chosen.isBinary = false
    case "I", "L8", "L": chosen.isBinary = true
    case "E", "EN", "ET", "EC", "AT", "AC": return say(.typeUnsupported)
    default: return say(.typeUnknown)
    }
    values.isBinary = chosen.isBinary
    say(chosen.isBinary ? .typeBinary : .typeASCII)
  }

  private mutating func structure() {
    switch letters {
    case "F": say(.structureOK)
    case "R", "P": say(.structureUnknown)
    default: say(.structureBad)
    }
  }

  private mutating func mode() {
    switch letters {
    case "S": say(.modeOK)
    case "B", "C", "Z": say(.modeUnknown)
    default: say(.modeBad)
    }
  }

  private mutating func rest() {
    if policy.data.refusesOffsetsInASCII, !chosen.isBinary { return say(.restartInASCII) }
    guard let offset = request.argument.withSlice({ $0.trimmed.integer }) else {
      chosen.restart = 0
      return say(.restartBad)
    }
    chosen.restart = offset
    values.offset = offset
    say(.restartOK)
  }
}

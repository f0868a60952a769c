import Bytes

/// Takes telnet's option negotiation out of what a server sends (RFC 854; RFC 959 §3.1 makes the
/// control connection a telnet one).
///
///     data ──IAC──▶ command ──WILL, WON'T, DO, DON'T──▶ option ──▶ data
///                      │ └─────SB──▶ subnegotiation ──IAC SE──▶ data
///                      └──IAC (one byte 255), any other (it was text) ──▶ data
///
/// Byte 255 is also a letter in the code pages of many banners (`я`, `ÿ`), which servers send
/// without doubling it. So only what can't be text is taken out: a verb and an option, never the
/// two-byte commands.
struct TelnetFilter: Sendable {
  private enum State: Sendable {
    case data, command
    case option(verb: UInt8)
    case subnegotiation(length: Int, afterIAC: Bool)
  }

  /// The bytes of a subnegotiation that never ends are text again after so many.
  static let subnegotiationMaximum = 512

  private var state = State.data

  /// Appends what is no negotiation to `out`.
  mutating func filter(_ bytes: ByteSlice, into out: inout [UInt8]) {
    if case .data = state, bytes.firstIndex(of: 0xFF) == nil {
      out.append(contentsOf: bytes.buffer)
      return
    }
    for byte in bytes.buffer { take(byte, &out) }
  }

  /// Gives back what was held for a command that never came whole.
  mutating func finish(into out: inout [UInt8]) {
    switch state {
    case .command: out.append(0xFF)
    case .option(let verb): out.append(contentsOf: [0xFF, verb])
    case .data, .subnegotiation: break
    }
    state = .data
  }

  private mutating func take(_ byte: UInt8, _ out: inout [UInt8]) {
    switch state {
    case .data:
      if byte == 0xFF { state = .command } else { out.append(byte) }
    case .command:
      state = .data
      switch byte {
      case 0xFA: state = .subnegotiation(length: 0, afterIAC: false)
      case 0xFB...0xFE: state = .option(verb: byte)
      case 0xFF: out.append(0xFF)
      default: out.append(contentsOf: [0xFF, byte])
      }
    case .option(let verb):
      state = .data
      if !Self.isOption(byte) { out.append(contentsOf: [0xFF, verb, byte]) }
    case .subnegotiation(let length, let afterIAC):
      let isOver = afterIAC && byte == 0xF0 || length >= Self.subnegotiationMaximum
      state = isOver ? .data : .subnegotiation(length: length + 1, afterIAC: byte == 0xFF)
    }
  }

  /// Whether a byte names an option and can't be the text after a word: not a tab, a line end, a
  /// space or an exclamation mark.
  private static func isOption(_ byte: UInt8) -> Bool {
    byte < 0x20 && !byte.isBlank || (0x22...0x27).contains(byte)
  }
}

import Bytes

/// Takes telnet's commands out of a line that a client sent (RFC 854; RFC 959 §4.1.3 has IP and
/// Synch before ABOR).
///
///     data ──IAC──▶ command ──WILL, WON'T, DO, DON'T──▶ option ──▶ data   (refused)
///                      │ └─────SB──▶ subnegotiation ──IAC SE──▶ data
///                      ├──IAC──▶ data                                    (one byte 255)
///                      ├──240 to 249──▶ data                             (IP, DM, AYT …)
///                      └──any other──▶ data                              (both were text)
///
/// Urgent data may come without its IAC, or out of order, where sockets lose or move the urgent
/// byte: what can begin no verb is passed over at a line's head.
struct ClientTelnet {
  /// The line without telnet's commands.
  private(set) var text: [UInt8] = []
  /// How many were taken out.
  private(set) var commands = 0
  /// The refusal of every option that was asked for: DON'T for WILL, WON'T for DO.
  private(set) var answer: [UInt8] = []

  /// Options that are answered in one line.
  static let answersMaximum = 16

  /// Whether a line may have such commands.
  static func isIn(_ line: ByteSlice) -> Bool {
    guard let first = line.first else { return false }
    return first >= 0xF0 || line.firstIndex(of: 0xFF) != nil
  }

  mutating func filter(_ line: ByteSlice) {
    var index = 0
    while index < line.count {
      let byte = line[index]
      let next = index + 1 < line.count ? line[index + 1] : nil
      if byte == 0xFF, let length = command(line.dropFirst(index + 1)) {
        index += 1 + length
      } else if text.isEmpty, byte >= 0xF0, next.map({ !(0x80..<0xC0).contains($0) }) ?? true {
        commands += 1
        index += 1
      } else {
        text.append(byte)
        index += 1
      }
    }
  }

  /// Performs the command behind an IAC; gives its length, nil where it is none.
  private mutating func command(_ rest: ByteSlice) -> Int? {
    guard let code = rest.first else { return nil }
    switch code {
    case 0xFF:
      text.append(0xFF)
      commands += 1
      return 1
    case 0xFB...0xFE:
      commands += 1
      guard rest.count > 1 else { return 1 }
      let refusal: UInt8? = code == 0xFB ? 0xFE : code == 0xFD ? 0xFC : nil
      if let refusal, answer.count < 3 * Self.answersMaximum {
        answer += [0xFF, refusal, rest[1]]
      }
      return 2
    case 0xFA:
      commands += 1
      var index = 1
      while index + 1 < rest.count, !(rest[index] == 0xFF && rest[index + 1] == 0xF0) { index += 1 }
      return min(index + 2, rest.count)
    case 0xF0...0xF9:
      commands += 1
      return 1
    default: return nil
    }
  }
}

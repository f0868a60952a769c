import Bytes

/// One line of what a client sends (RFC 959 §5.3.1).
public struct CommandLine: Equatable, Sendable {
  /// What stands before the first space: in capitals where it is a word, else as it came.
  public var verb: [UInt8]
  /// The verb as a word; nil where it is none.
  public var word: VerbWord?
  /// What stands behind the verb and one space, as it came: names may begin and end with spaces.
  public var argument: [UInt8]
  /// Whether the line is longer than `CommandParser.Limits` allows; what is here is its beginning.
  public var isTooLong: Bool
  /// The line as it came, where telnet's commands are in it; else empty.
  public var raw: [UInt8]
  /// What telnet has to be answered: the refusal of every option that the line asked for.
  public var telnetAnswer: [UInt8]

  /// Reads a line without its LF. `takesTelnet`: whether telnet's commands are no part of it; those
  /// before ABOR never are (RFC 959 §4.1.3).
  public init(
    _ line: ByteSlice = .empty, isTooLong: Bool = false, takesTelnet: Bool = true
  ) {
    self.isTooLong = isTooLong
    raw = []
    telnetAnswer = []
    verb = []
    argument = []
    var line = line
    while line.last == 0x0D { line = line.dropLast(1) }
    if ClientTelnet.isIn(line) {
      var telnet = ClientTelnet()
      telnet.filter(line)
      if telnet.commands > 0 { raw = line.copied }
      if takesTelnet || telnet.text.withSlice({ $0.equalsIgnoringCase("ABOR") }) {
        telnetAnswer = telnet.answer
        telnet.text.withSlice { split($0) }
      } else {
        split(line)
      }
    } else {
      split(line)
    }
  }

  /// Whether there is nothing in it to be answered: telnet's commands alone.
  public var isTelnetOnly: Bool { verb.isEmpty && argument.isEmpty && !raw.isEmpty }

  private mutating func split(_ line: ByteSlice) {
    let end = line.firstIndex(of: 0x20) ?? line.count
    let name = line[0..<end]
    word = VerbWord(name)
    verb = word == nil ? name.copied : name.buffer.map(\.uppercasedASCII)
    guard end + 1 < line.count else { return }
    argument = line.dropFirst(end + 1).withoutPadding
  }
}

extension ByteSlice {
  /// The bytes without the NULs behind carriage returns: CR NUL is CR (RFC 854).
  var withoutPadding: [UInt8] {
    guard firstIndex(of: 0) != nil else { return copied }
    var out: [UInt8] = []
    for byte in buffer where byte != 0 || out.last != 0x0D { out.append(byte) }
    return out
  }
}

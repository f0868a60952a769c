import Bytes
import FTPProtocol
import FuzzRun

/// All of the input is what a client sent: its command lines, read at once and in pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    for maximum in [16, 4096] {
      let whole = lines(input, by: max(1, input.count), maximum)
      check(lines(input, by: 1, maximum) == whole, "the same lines byte by byte")
      check(lines(input, by: 7, maximum) == whole, "the same lines by seven bytes")
      for line in whole { checkLine(line, maximum) }
    }
    checkWord(input)
    _ = ForeignClient(input)
  }
}

private func lines(_ input: ByteSlice, by step: Int, _ maximum: Int) -> [CommandLine] {
  var parser = CommandParser(limits: .init(lineBytesMaximum: maximum))
  var lines: [CommandLine] = []
  var rest = input
  while !rest.isEmpty {
    parser.append(rest[0..<step])
    rest = rest.dropFirst(step)
    while let line = parser.next() { lines.append(line) }
    check(parser.bytesLeft <= maximum, "what waits is limited")
  }
  return lines
}

private func checkLine(_ line: CommandLine, _ maximum: Int) {
  check(!line.verb.contains(0x20) && !line.verb.contains(0x0A), "a verb has no spaces")
  check(!line.argument.contains(0x0A), "a line is one")
  check(line.verb.count + line.argument.count <= maximum, "a line is limited")
  check(line.word == nil || line.word?.bytes == line.verb, "a word is the verb")
  check(line.telnetAnswer.count <= 3 * 16, "answers are limited")
  check(line.telnetAnswer.isEmpty || !line.raw.isEmpty, "what is answered is kept")
}

private func checkWord(_ input: ByteSlice) {
  guard let word = VerbWord(input) else { return }
  check(word.bytes.withSlice { VerbWord($0) } == word, "a word is its letters")
}

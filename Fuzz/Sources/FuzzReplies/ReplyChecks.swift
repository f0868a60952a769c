import Bytes
import FuzzRun

@testable import FTPProtocol

/// Limits that short inputs reach.
private let limits = ReplyParser.Limits(lineBytesMaximum: 64, linesMaximum: 8, bytesMaximum: 256)

func checkReplies(_ input: ByteSlice) {
  for limits in [limits, ReplyParser.Limits()] {
    let whole = events(input, by: max(1, input.count), limits)
    check(events(input, by: 1, limits) == whole, "the same replies byte by byte")
    check(events(input, by: 7, limits) == whole, "the same replies by seven bytes")
    for event in whole { checkEvent(event, limits) }
  }
}

private func events(
  _ input: ByteSlice, by step: Int, _ limits: ReplyParser.Limits
) -> [ReplyParser.Event] {
  var parser = ReplyParser(limits: limits)
  var events: [ReplyParser.Event] = []
  var rest = input
  while !rest.isEmpty {
    parser.append(rest[0..<step])
    rest = rest.dropFirst(step)
    while let event = parser.next() { events.append(event) }
  }
  while let event = parser.finish() { events.append(event) }
  return events
}

private func checkEvent(_ event: ReplyParser.Event, _ limits: ReplyParser.Limits) {
  guard case .reply(let reply) = event else { return }
  check((100...659).contains(reply.code), "a code")
  check(reply.lineCount == reply.lines.count, "lines are counted")
  check(reply.lineCount <= limits.linesMaximum + 1, "lines are limited")
  check(reply.text.count <= limits.bytesMaximum + limits.lineBytesMaximum + 1, "bytes are limited")
  if let features = Features(reply) {
    check(features.lines.allSatisfy { !$0.isEmpty && !$0.contains(0x0A) }, "features are lines")
    check(features.lines.count <= reply.lineCount, "no more features than lines")
    check(!features.offersTLS || features.has("AUTH"), "TLS by AUTH")
  }
  _ = ForeignProtocol(words: reply)
  for code in [227, 229] {
    let other = Reply(code: code, text: reply.text)
    for port in [DataPort(pasvReply: other), DataPort(epsvReply: other)] {
      if let port { checkWritten(port) }
    }
  }
}

/// PORT's and EPRT's arguments, read and written.
func checkArguments(_ input: ByteSlice) {
  if let port = DataPort(portArgument: input) {
    check(port.portArgument?.withSlice { DataPort(portArgument: $0) } == port, "PORT again")
  }
  if let port = DataPort(eprtArgument: input) {
    check(port.eprtArgument?.withSlice { DataPort(eprtArgument: $0) } == port, "EPRT again")
    checkWritten(port)
  }
}

private func checkWritten(_ port: DataPort) {
  // PASV may say port 0, which EPSV has no form for.
  guard port.port > 0 else { return }
  let reply = Reply(code: 229, text: Array("(|||\(port.port)|)".utf8))
  check(DataPort(epsvReply: reply)?.port == port.port, "EPSV again")
}

/// A signature stays what it is when more follows.
func checkForeign(_ input: ByteSlice) {
  guard let found = ForeignProtocol(signature: input) else { return }
  check(ForeignProtocol(wholeOf: input) == found, "a signature is enough")
}

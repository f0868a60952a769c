import Bytes
import FTPProtocol

@testable import Usage

/// Reads lines with one reader and puts each event in words, so that a test is a table of lines
/// and what they tell.
func eventTable(
  _ format: LogFormat, _ text: String, context: ReaderContext = ReaderContext()
) -> [String] {
  var reader = format.makeReader(context)
  var batch = EventBatch()
  var words: [String] = []
  var number: UInt64 = 0
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    number += 1
    var line = String(line)
    line.withUTF8 { bytes in
      let slice = ByteSlice(bytes)
      batch.begin(line: number, slice)
      let outcome = reader.read(slice, into: &batch)
      words += batch.events.map(describe)
      if outcome != .read { words.append("\(outcome)") }
      batch.removeAll()
    }
  }
  return words
}

/// An event in words.
func describe(_ event: LogEvent) -> String {
  var parts = [event.time.rfc3339, "\(event.kind)"]
  if event.verb != .other || event.kind == .command || event.kind == .asked {
    parts.append(event.verb.name)
  }
  if !event.argument.isEmpty { parts.append(event.argument.escapedText) }
  if event.code != 0 { parts.append("\(event.code)") }
  if !event.client.isEmpty {
    parts.append(
      "client=\(event.client.text)" + (event.clientPort == 0 ? "" : ":\(event.clientPort)"))
  }
  if !event.server.isEmpty || event.port != 0 {
    parts.append("server=\(event.server.text):\(event.port)")
  }
  if !event.user.isEmpty { parts.append("user=\(event.user.escapedText)") }
  if event.kind == .login { parts.append(event.succeeded ? "succeeded" : "failed") }
  if let exposure = event.exposure { parts.append("\(exposure)") }
  if let refusal = event.refusal { parts.append("refused: \(refusal.words)") }
  if event.sent >= 0 { parts.append("sent=\(event.sent)") }
  if event.received >= 0 { parts.append("received=\(event.received)") }
  if let start = event.start { parts.append("start=\(start)") }
  if event.beginning == .here { parts.append("may-begin") }
  if event.keyUse == .shared { parts.append("shared") }
  if event.endsConnection { parts.append("ends") }
  return parts.joined(separator: " ")
}

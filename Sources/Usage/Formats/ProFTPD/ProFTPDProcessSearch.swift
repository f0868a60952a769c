import Bytes
import FTPProtocol

/// Whether the numbers in one place of a log's lines may be those of processes. Each serves one
/// connection, so that it is the same from USER to PASS, and goes with one client.
struct ProFTPDProcessSearch {
  private var served: [UInt32: (last: String, before: Set<String>)] = [:]
  /// The last number of each client that sent USER.
  private var asked: [String: UInt32] = [:]
  /// Of how many passwords the number was there before, and of how many another was.
  private var goingOn = 0
  private var changed = 0
  private var isTime = false
  /// Whether one has come back to a client after another had it.
  private(set) var comesBack = false

  /// A few have come before the log's beginning.
  var mayBeProcesses: Bool { !isTime && 2 * changed <= goingOn }

  /// Notes a line, in the order of lines.
  mutating func note(_ number: UInt32, client: ByteSlice, _ verb: Verb, at time: Timestamp) {
    let address = (client.userAtAddress?.client ?? client).text
    // `%{epoch}`
    if abs(time.milliseconds / 1000 - Int64(number)) <= 1 { isTime = true }
    if verb == .user { asked[address] = number }
    if verb == .pass, let before = asked[address] {
      if served[number] != nil { goingOn += 1 } else if before != number { changed += 1 }
    }
    var those = served[number] ?? (address, [])
    if those.last != address {
      if those.before.contains(address) { comesBack = true }
      those = (address, those.before.union([those.last]))
    }
    served[number] = those
  }
}

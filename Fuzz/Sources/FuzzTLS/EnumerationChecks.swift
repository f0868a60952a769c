import Bytes
import FuzzRun

@testable import TLSWire

/// Whatever a server answers, the enumeration ends, within its limits.
enum EnumerationChecks {
  /// The first byte says how long an answer is; the answers are taken from the input in turn.
  static func run(_ input: ByteSlice) {
    guard let first = input.first else { return }
    let length = 1 + Int(first)
    let limits = Enumeration.Limits(connectionsMaximum: 60, answerBytesMaximum: 1000)
    var enumeration = Enumeration(limits: limits)
    var rest = input.dropFirst(1)
    var actions = enumeration.start()
    var steps = 0
    while true {
      steps += 1
      check(steps < 1000, "it ends")
      guard let action = actions.first else {
        actions = enumeration.closed()
        continue
      }
      actions.removeFirst()
      switch action {
      case .connect where first & 1 == 1 && rest.isEmpty: actions += enumeration.connectionFailed()
      case .connect:
        let entropy = [UInt8](repeating: first, count: ClientHello.entropyCount)
        actions += enumeration.connected(entropy: entropy)
      case .send:
        actions += withCopy(of: rest[0..<length].buffer) { enumeration.received($0) }
        rest = rest.dropFirst(length)
      case .close: break
      case .finished(let outcome):
        check(outcome.connections <= limits.connectionsMaximum, "the limit holds")
        for version in outcome.versions {
          check(Set(version.suites).count == version.suites.count, "a suite is listed once")
        }
        return
      }
    }
  }
}

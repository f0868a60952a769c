import Records
import Synchronization

/// What a sensor counts while it runs.
final class SensorCounters: Sendable {
  let accepted = Atomic<Int>(0)
  let refused = Atomic<Int>(0)
  /// Events that were recorded.
  let events = Atomic<Int>(0)
  let eventsDropped = Atomic<Int>(0)
  let uploads = Atomic<Int>(0)
  let uploadBytes = Atomic<Int>(0)
  let downloads = Atomic<Int>(0)
  let downloadBytes = Atomic<Int>(0)
  let handshakes = Atomic<Int>(0)
  let handshakesFailed = Atomic<Int>(0)
  let logins = Atomic<Int>(0)
  /// Sessions that have ended, by listener and class.
  let sessions = Mutex<[SessionKey: Int]>([:])

  struct SessionKey: Hashable, Comparable {
    var listener: String
    var sessionClass: String

    static func < (left: SessionKey, right: SessionKey) -> Bool {
      (left.listener, left.sessionClass) < (right.listener, right.sessionClass)
    }
  }

  /// Counts what a client did, whether or not there is room for its event.
  func note(_ observation: Observation, listener: String) {
    switch observation {
    case .connect: accepted.add(1, ordering: .relaxed)
    case .tls(let tls):
      if tls.failure == nil {
        handshakes.add(1, ordering: .relaxed)
      } else {
        handshakesFailed.add(1, ordering: .relaxed)
      }
    case .login: logins.add(1, ordering: .relaxed)
    case .upload(let upload):
      uploads.add(1, ordering: .relaxed)
      uploadBytes.add(upload.size, ordering: .relaxed)
    case .download(_, let size, _):
      downloads.add(1, ordering: .relaxed)
      downloadBytes.add(size, ordering: .relaxed)
    case .disconnect(let end):
      let key = SessionKey(listener: listener, sessionClass: end.sessionClass)
      sessions.withLock { $0[key, default: 0] += 1 }
    case .command, .transfer, .bounce, .exploit, .backDoor: break
    }
  }
}

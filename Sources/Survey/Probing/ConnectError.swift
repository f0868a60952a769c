import Bytes
import Glibc
import TLSEngine

/// Why there is no connection, or no more, in the conversation's words.
struct ConnectError {
  private let error: any Error
  private let number: Int32?
  /// What was to be connected to; nil where it was.
  private let target: Target?

  /// What became of a connection, or of an attempt to make one to `target`.
  init(_ error: any Error, connectingTo target: Target? = nil) {
    self.error = error
    self.target = target
    number = (error as? SocketError)?.number
  }

  /// Why a connection was not made.
  var failure: Conversation.ConnectFailure {
    switch number {
    case ECONNREFUSED: return .refused
    case ETIMEDOUT: return .timedOut
    case ECONNRESET, ECONNABORTED: return .reset
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN: return .unreachable
    // What a firewall of this machine or an ICMP message forbids.
    case EACCES, EPERM: return .unreachable
    case EINVAL where target?.isOfUnknownLink == true:
      return .other("an address of a link: name the interface too, such as %eth0")
    case .some(let number): return .other(number.systemMessage)
    case nil: return .other("\(error)")
    }
  }

  /// How a connection ended.
  var loss: Conversation.Loss {
    if let failure = error as? TLSFailure, failure.kind == .alert { return .alert(failure.reason) }
    switch number {
    case ECONNRESET, EPIPE, ECONNABORTED: return .reset
    case .some(let number): return .other(number.systemMessage)
    case nil: return .other("\(error)")
    }
  }

  /// What this machine lacked for one more socket; nil where it was not that.
  var shortage: String? {
    switch number {
    case EMFILE, ENFILE: "open files"
    case EADDRNOTAVAIL: "free local ports"
    case ENOBUFS, ENOMEM: "memory for sockets"
    default: nil
    }
  }
}

extension Target {
  /// Whether its address is one of a link (fe80::/10), and nobody says of which.
  fileprivate var isOfUnknownLink: Bool {
    zone == nil && address.family == .v6 && address.value >> 118 == 0x3FA
  }
}

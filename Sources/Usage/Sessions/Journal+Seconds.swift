import Bytes
import FTPProtocol

/// Times to the second, of logs that are joined with others: within one second they tell no order.
extension Journal {
  /// Settles what times leave open between a log of commands and another log that tells of TLS.
  ///
  /// The handshake comes before what the client asks for: nobody logs in and makes the connection
  /// secure after it in the same second. Where a login failed, another may have followed, and which
  /// of them came before the handshake is not known. Nor is it for files and a PROT that changes
  /// their level. Between an AUTH and the failure of its handshake nothing is answered.
  ///
  /// - Parameter namesProtocol: whether the log of commands names the control channel's protocol:
  ///   it tells itself which of them came after the handshake.
  mutating func settleSeconds(namesProtocol: Bool, levelAtStart: ProtectionLevel?) {
    var level = levelAtStart
    for index in entries.indices {
      let entry = entries[index]
      let isAuth = entry.kind == .command && entry.command.verb == .auth
      if isAuth || entry.kind == .handshakeFinished {
        moveForward(index, leavesOpen: !fails(at: index), pastCommands: !namesProtocol)
      } else if entry.kind == .handshakeFailed {
        moveForward(index, leavesOpen: false, pastCommands: true)
      } else if entry.setsLevel {
        if entry.command.level != level { openTransfers(beside: index) }
        level = entry.command.level
      }
    }
  }

  /// Whether the handshake that an entry begins is seen to fail, so that all was in clear before it
  /// and behind it.
  private func fails(at index: Int) -> Bool {
    let next = entries[(index + 1)...].first { $0.line.file == entries[index].line.file }
    return next?.kind == .handshakeFailed
  }

  /// Moves an entry before those of another log that may have come after it.
  ///
  /// - Parameters:
  ///   - leavesOpen: whether failed logins among these may have come before it.
  ///   - pastCommands: whether it goes before commands, too, and not before logins alone that a log
  ///     without commands tells of.
  private mutating func moveForward(_ index: Int, leavesOpen: Bool, pastCommands: Bool) {
    var place = index
    while place > 0, pastCommands || entries[place - 1].kind == .login,
      entries[place - 1].maySwap(with: entries[place])
    {
      if leavesOpen, entries[place - 1].isFailedLogin { change(place - 1) { $0.leaveOpen() } }
      swapAt(place - 1, place)
      place -= 1
    }
  }

  /// Leaves open how the files crossed that may have crossed before a PROT or after it.
  private mutating func openTransfers(beside index: Int) {
    for other in entries.indices
    where entries[other].isTransfer && entries[other].maySwap(with: entries[index]) {
      change(other) { $0.leaveOpen() }
    }
  }
}

extension Journal.Entry {
  fileprivate var setsLevel: Bool {
    kind == .command && command.verb == .prot && code < 300
  }

  fileprivate var isTransfer: Bool {
    if kind == .transfer { return exposure == nil }
    return kind == .command && command.verb.isTransfer && Verb.tellsOfData(Int(code))
  }

  fileprivate var isFailedLogin: Bool {
    kind == .login ? !succeeded : kind == .command && command.verb == .pass && code >= 400
  }

  /// Whether two logs tell of one second, and one of them does not tell its parts.
  fileprivate func maySwap(with other: Journal.Entry) -> Bool {
    guard line.file != other.line.file else { return false }
    let (own, others) = (time.milliseconds, other.time.milliseconds)
    return own / 1000 == others / 1000 && (own % 1000 == 0 || others % 1000 == 0)
  }

  /// Makes it a login or a transfer of which it is not known how it crossed.
  fileprivate mutating func leaveOpen() {
    succeeded = false
    kind = command.verb.isTransfer ? .transfer : .login
    exposure = .unknown
  }
}

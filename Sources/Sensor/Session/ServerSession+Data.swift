import Bytes
import FTPProtocol

extension ServerSession {
  /// There is a port to which the client can connect, as `listen` asked.
  mutating func passiveListening(
    port: UInt16, at time: Timestamp
  ) -> [SessionAction] {
    guard case .port(let asked, let isExtended) = waiting else { return [] }
    source = .passive
    values.port = port
    values.address = passiveAddress(port)
    return answer(asked, with: isExtended ? .extendedPassive : .passive, at: time)
  }

  mutating func passiveFailed(at time: Timestamp) -> [SessionAction] {
    guard case .port(let asked, _) = waiting else { return [] }
    return answer(asked, with: .passiveFailed, at: time)
  }

  /// The back door is open, or can't be had.
  mutating func backDoorTried(at time: Timestamp) -> [SessionAction] {
    guard case .backDoor(let asked) = waiting else { return [] }
    return answer(asked, with: .userOK, at: time)
  }

  private mutating func answer(
    _ asked: Request, with situation: Situation, at time: Timestamp
  ) -> [SessionAction] {
    waiting = .nothing
    guard !isOver else { return [] }
    answer = Answer(asked, at: time)
    setWords(of: asked)
    say(situation)
    finish(at: time)
    run(at: time)
    return taken()
  }

  /// The data connection is there: what opens the transfer is said. TLS on it, if any, comes after
  /// that, and so may the command itself.
  mutating func dataConnected(at time: Timestamp) -> [SessionAction] {
    isDataConnected = true
    sayOpening()
    flush()
    return taken()
  }

  /// The data connection is there, and protected where it was to be.
  mutating func dataOpened(
    tls: TLSObservation?, at time: Timestamp
  ) -> [SessionAction] {
    if let tls { actions.append(.observe(.tls(tls))) }
    guard let transfer, !transfer.isOpen else { return taken() }
    sayOpening()
    flush()
    transfer.isOpen = true
    if transfer.isUpload { summary.uploads += 1 }
    transfer.isProtected = tls != nil
    pump(transfer)
    return taken()
  }

  /// The data connection does not come about.
  mutating func dataFailed(
    _ failure: DataFailure, tls: TLSObservation?, at time: Timestamp
  ) -> [SessionAction] {
    if let tls { actions.append(.observe(.tls(tls))) }
    guard let transfer else { return taken() }
    let situation: Situation =
      switch failure {
      case .noConnection: .dataFailed
      case .stranger: .dataStranger
      case .tls: .dataTLSFailed
      case .notResumed: .dataNotResumed
      }
    transfer.endStore()
    end(transfer, saying: situation, at: time)
    run(at: time)
    return taken()
  }

  /// Bytes of an upload, decrypted.
  mutating func dataReceived(_ bytes: ByteSlice, at time: Timestamp) -> [SessionAction] {
    if let transfer, transfer.isUpload { transfer.store(bytes) }
    return []
  }

  /// There is room for more on the data connection.
  mutating func dataSent(at time: Timestamp) -> [SessionAction] {
    guard let transfer, transfer.isOpen else { return [] }
    pump(transfer)
    return taken()
  }

  /// The data connection is closed: by the client, or as `finishData` asked. `isClean` is false
  /// where it was reset, or TLS ended without close_notify. `kept`: of an upload.
  mutating func dataClosed(
    isClean: Bool, kept: KeptUpload?, at time: Timestamp
  ) -> [SessionAction] {
    guard let transfer else { return [] }
    transfer.endStore(kept?.file)
    // Many clients end TLS on a data connection without close_notify, which tells nothing.
    let isWhole = isClean || transfer.isProtected && (transfer.isUpload || transfer.isFinishing)
    let situation: Situation
    if transfer.isUpload {
      situation =
        transfer.failure != nil ? .writeFailed : isWhole ? .uploadDone : .uploadCutOff
    } else if !transfer.isFinishing || !isWhole {
      situation = .transferCutOff
    } else if transfer.failure != nil {
      situation = .readFailed
    } else if transfer.isUnopened {
      situation = .listUnopened
    } else {
      let isList = transfer.request.verb == .list
      situation = !transfer.isListing ? .transferDone : isList ? .listDone : .namesDone
    }
    note(transfer, isCutOff: !isClean, kept: kept)
    end(transfer, saying: situation, at: time)
    run(at: time)
    return taken()
  }

  // MARK: Transfers

  /// Begins a transfer. What opens it is said where the data connection is there, or where the
  /// persona has words to say before that; else once it is.
  mutating func begin(_ transfer: Transfer, saying situation: Situation) {
    if case .active(let port) = source {
      // Where active mode is not allowed, nobody is connected to, and the client sees a firewall.
      guard setting.allowsActive else {
        source = .nowhere
        transfer.endStore()
        return say(.dataFailed)
      }
      answer.trailing.append(.connect(port: port))
    }
    answer.isDeferred = true
    self.transfer = transfer
    let isAhead = !isDataConnected && policy.replies[.openingAhead] != nil
    let template = book[isAhead ? .openingAhead : situation]
    var words: [UInt8] = []
    template.append(values, to: &words)
    transfer.opening = Transfer.Opening(
      words: words,
      observation: TransferObservation(
        verb: request.line.verb, argument: request.argument, path: transfer.path,
        code: template.code))
    if isAhead || isDataConnected { sayOpening() }
    let isPrivate = protection.level.map { !$0.isReadable } ?? false
    answer.trailing.append(
      .openData(
        DataUse(
          isProtected: isPrivate, demandsResumption: isPrivate && policy.tls.demandsResumption,
          isUpload: transfer.isUpload)))
  }

  /// What is on its way when the process is killed is known.
  private mutating func sayOpening() {
    guard let transfer, let opening = transfer.opening else { return }
    transfer.opening = nil
    actions.append(.observe(.transfer(opening.observation)))
    answer.reply += opening.words
  }

  private mutating func pump(_ transfer: Transfer) {
    guard !transfer.isUpload, !transfer.isFinishing else { return }
    let (bytes, isLast) = transfer.next()
    if !bytes.isEmpty { actions.append(.sendData(bytes)) }
    if isLast {
      transfer.isFinishing = true
      actions.append(.finishData)
    }
  }

  /// A transfer is over: its command is answered.
  mutating func end(_ transfer: Transfer, saying situation: Situation, at time: Timestamp) {
    self.transfer = nil
    source = .nowhere
    let interrupted = answer
    answer = Answer(transfer.request, at: time)
    setWords(of: request)
    values.path = transfer.path
    values.size = transfer.moved
    let milliseconds = max(0, time.milliseconds - transfer.began.milliseconds)
    // The clock has no microseconds: those that are told are made up.
    var random = SeededNumbers(setting.seed &+ UInt64(summary.commands))
    values.microseconds =
      Int(clamping: min(milliseconds, 1 << 40)) * 1000 + Int.random(in: 40...950, using: &random)
    say(situation)
    if let reason = endsAfterTransfer { close(reason) }
    finish(at: time)
    answer = interrupted
    setWords(of: request)
  }

  private mutating func setWords(of request: Request) {
    values.verb = request.line.verb
    values.argument = shown(request.line.argument)
  }

  /// What was taken or brought, however it ended.
  mutating func note(_ transfer: Transfer, isCutOff: Bool, kept: KeptUpload?) {
    switch transfer.kind {
    case .listing: break
    case .retrieve:
      summary.downloads += 1
      if transfer.canary != nil { summary.tookCanary = true }
      actions.append(
        .observe(
          .download(path: transfer.path, size: transfer.moved, canary: transfer.canary)))
    case .store:
      answer.exploits = []
      for match in setting.signatures?.matches(upload: transfer.head) ?? [] {
        note(exploit: match.signature, cve: match.cve, payload: transfer.head)
      }
      actions.append(
        .observe(
          .upload(
            UploadObservation(
              path: transfer.path, size: transfer.moved, sha256: kept?.sha256,
              isQuarantined: kept?.isQuarantined ?? false, content: kept?.content ?? "data",
              isCutOff: isCutOff))))
    }
  }

  /// The six numbers of a reply to PASV (RFC 959 §4.1.2); zeros where the address is IPv6 and has
  /// none.
  private func passiveAddress(_ port: UInt16) -> [UInt8] {
    let address = (setting.publicAddress ?? setting.local).unmapped
    let bytes = address.family == .v4 ? address.bytes : [0, 0, 0, 0]
    let numbers = bytes + [UInt8(port >> 8), UInt8(port & 255)]
    return Array(numbers.map(String.init).joined(separator: ",").utf8)
  }
}

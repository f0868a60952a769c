import Bytes
import FTPProtocol

/// Sessions of one key that are open at once, as of one address.
extension SessionTable {
  func sharedSession(
    for event: borrowing LogEvent, head: Int, _ line: LineReference
  ) -> Int? {
    if let only = onlyCandidate(for: event, head: head) { return only }
    chain.removeAll()
    var next = head
    while next >= 0 {
      let index = next
      next = Int(sessions[index].next)
      if chain.isFull ? true : isGone(sessions[index], by: event) {
        finish(index, line)
      } else {
        chain.append(index)
      }
    }
    if chain.isFull, let oldest = chain.removeOldest() { finish(oldest, line) }
    if event.kind == .opened { return open(event, line) }
    let attribution = Attribution(
      of: event, users: names.users, logsInOnce: settings[event.format].sessions.logsInOnce,
      namesLoggedIn: settings[event.format].sessions.namesLoggedIn)
    switch attribution.choose(among: chain, of: sessions) {
    case .none: return begins(event) ? open(event, line) : nil
    case .one(let place):
      if event.setsLevel { sessions[place].facts.levelIsShared = false }
      if event.concernsFile { doubtLevel(of: place, among: 0) }
      return place
    case .ambiguous(let place, let others):
      // What changes nothing is not worth a doubt.
      switch event.kind {
      case .seen, .otherProtocol: return nil
      default: break
      }
      chain.forEach(of: others) { sessions[$0].facts.doubts.insert(.sharedAddress) }
      if event.concernsLogin ? true : event.endsSession { doubtProtection(of: others) }
      if event.concernsLogin { doubtLevelAtLogin(of: others) }
      if event.endsSession { doubtLevelOfRest(of: others) }
      if event.concernsFile { doubtLevel(of: place, among: others) }
      if event.setsLevel { shareLevel(event.setsPrivateLevel, of: place, among: others) }
      return place
    case .anew(let places):
      chain.forEach(of: places) { sessions[$0].facts.doubts.insert(.connectsNotLogged) }
      return open(event, line)
    case .strayed(let places):
      let doubts: Doubts = [.connectsNotLogged, .sharedAddress, .sharedProtection]
      chain.forEach(of: places) {
        sessions[$0].facts.doubts.formUnion(doubts)
        sessions[$0].facts.sharedTransfers = .all
      }
      let place = open(event, line)
      sessions[place].facts.doubts = doubts
      return place
    }
  }

  /// Notes of sessions one of which logs in, or is left to, that some show TLS and others do not.
  private func doubtProtection(of set: Chain.Set) {
    let waiting = chain.those(of: set) { !sessions[$0].facts.isLoggedIn }
    let underTLS = chain.those(of: waiting) { sessions[$0].showsTLS }
    if underTLS == 0 || underTLS == waiting { return }
    chain.forEach(of: waiting) { sessions[$0].facts.doubts.insert(.sharedProtection) }
  }

  /// Notes of sessions one of which logs in that the files of some would be private and those of
  /// others would not: whose level it has is not told.
  private func doubtLevelAtLogin(of set: Chain.Set) {
    let waiting = chain.those(of: set) { !sessions[$0].facts.isLoggedIn }
    let inPrivate = chain.those(of: waiting) { showsPrivateFiles($0) }
    if inPrivate == 0 || inPrivate == waiting { return }
    chain.forEach(of: waiting) { sessions[$0].facts.levelIsShared = true }
  }

  /// Notes of sessions one of which ends that the files of some are private and those of others
  /// not: whose level those have that go on is not told.
  private func doubtLevelOfRest(of set: Chain.Set) {
    let inPrivate = chain.those(of: set) { showsPrivateFiles($0) }
    if inPrivate == 0 || inPrivate == set { return }
    chain.forEach(of: set) { sessions[$0].facts.levelIsShared = true }
  }

  private func showsPrivateFiles(_ place: Int) -> Bool {
    sessions[place].showsPrivateFiles(settings[sessions[place].format].sessions.rules)
  }

  /// Notes of a session under TLS that a file of it may be another's, which moves its files in
  /// clear where this one does not, or the other way round, or that the level may be another's.
  private func doubtLevel(of place: Int, among set: Chain.Set) {
    let isPrivate = showsPrivateFiles(place)
    guard isPrivate || sessions[place].showsTLS else { return }
    let otherwise = chain.those(of: set) {
      showsPrivateFiles($0) != isPrivate
        && (sessions[$0].facts.isLoggedIn || sessions[$0].facts.doubts.contains(.beginsEarlier))
    }
    if otherwise == 0, !sessions[place].facts.levelIsShared { return }
    sessions[place].facts.doubts.insert(.sharedLevel)
    sessions[place].facts.sharedTransfers.add(isPrivate: isPrivate)
  }

  /// Notes of a PROT that it may be of each of several sessions under TLS, until their files are
  /// all private, or all in clear.
  private func shareLevel(_ isPrivate: Bool, of place: Int, among set: Chain.Set) {
    let likely = chain.those(of: set) { sessions[$0].showsTLS }
    let others = chain.those(of: likely) {
      $0 != place && sessions[$0].showsPrivateFiles != isPrivate
    }
    chain.forEach(of: likely) { sessions[$0].facts.levelIsShared = others != 0 }
  }

  /// The one open session of a key, where there is no other and nothing speaks against it: what
  /// most lines find.
  private func onlyCandidate(for event: borrowing LogEvent, head: Int) -> Int? {
    guard head >= 0, event.kind != .opened else { return nil }
    let index = head
    let port = event.port
    if event.connectIsMissing, sessions[index].facts.isLoggedIn { return nil }
    if event.kind == .login, !sessions[index].mayStillLogIn(toldBy: event.discriminator) {
      return nil
    }
    if event.isOfBeginning, settings[event.format].sessions.logsInOnce { return nil }
    if event.namesSomebody, !event.concernsLogin, sessions[index].asksToLogIn { return nil }
    guard sessions[index].next < 0, !sessions[index].facts.hasEnded,
      !sessions[index].isContradicted(byFTPS: event.isFTPS),
      port == 0 || sessions[index].port == 0 || sessions[index].port == port,
      !sessions[index].isContradicted(
        byProcess: event.discriminator, toldLogin: event.kind == .login),
      !isGone(sessions[index], by: event)
    else { return nil }
    return index
  }
}

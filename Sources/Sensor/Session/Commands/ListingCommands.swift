import Bytes
import FTPProtocol

/// LIST NLST STAT (RFC 959 §4.1.3) MLSD MLST (RFC 3659 §7).
extension ServerSession {
  static let listingCommands: [CommandHandler] = [
    CommandHandler("LIST", .list) { $0.list(isLong: true) },
    CommandHandler("NLST", .nlst) { $0.list(isLong: false) },
    CommandHandler("MLSD", .mlsd) { $0.listFacts() },
    CommandHandler("MLST", .mlst) { $0.tellFacts() },
    CommandHandler("STAT", .stat, comesDuringTransfer: true) { $0.status() },
  ]

  private mutating func list(isLong: Bool) {
    // First what costs nothing: a listing may be long.
    guard mayTransfer() else { return }
    let missing: Situation = isLong ? .listMissing : .namesMissing
    guard let bytes = listing(isLong: isLong, missing: missing) else { return }
    send(listing: bytes)
  }

  private mutating func send(listing bytes: [UInt8]) {
    summary.listings += 1
    let transfer = Transfer(.listing(bytes), request, path: values.path, began: now)
    begin(transfer, saying: .openingList)
  }

  /// What a listing shows; nil where it was answered that there is nothing.
  private mutating func listing(
    isLong: Bool, showsAll: Bool = false, missing: Situation
  ) -> [UInt8]? {
    var options = ListOptions(
      request.argument, letters: isLong ? policy.data.listOptions : policy.data.namesOptions)
    if showsAll { (options.showsHidden, options.showsSelf) = (true, true) }
    let path = resolve(options.path)
    if isLong, isLost(path) { return [] }
    options.ignoresCase = policy.data.ignoresCase
    var lister = Lister(
      files: files, options: options, writer: ListingWriter(style: policy.listing, now: now),
      isLong: isLong || options.isLong)
    values.options = options.words
    if files.entry(at: path) == nil, policy.data.hasGlobbing, GlobPattern.isPattern(path) {
      let names = options.path
      let found = lister.matching(path, as: names)
      files.looks += lister.stepsTaken / Self.stepsOfLook
      if !found { return nothing(missing) }
    } else if !lister.list(path, as: options.path) {
      return nothing(missing)
    }
    answerBytes += lister.bytes.count
    values.count = lister.count
    return lister.bytes
  }

  /// Steps of a pattern that take as long as to look at an entry.
  private static let stepsOfLook = 64

  /// What is not there: words for it, or none and an empty listing, as some servers have it.
  private mutating func nothing(_ situation: Situation) -> [UInt8]? {
    if book[situation].code == nil { return [] }
    say(situation)
    return nil
  }

  // MARK: Facts

  private mutating func listFacts() {
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.folderMissing, because: .missing) }
    guard entry.isFolder else { return say(.factsNotFolder, because: .isFile) }
    guard mayTransfer() else { return }
    guard let entries = try? files.entries(in: path) else {
      return say(.fileDenied, because: .denied)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 96)
    var options = ListOptions([])
    options.ignoresCase = policy.data.ignoresCase
    var lines = options.sorted(entries).map { ($0, $0.name, ListingFact.Place.inFolder) }
    if policy.data.listsItself {
      let above = files.entry(at: FilePath.parent(of: path)) ?? entry
      lines = [(entry, [0x2E], .folderItself), (above, [0x2E, 0x2E], .parent)] + lines
    }
    for (entry, name, place) in lines {
      ListingFact.append(
        entry, name: name, place: place, facts: facts, style: policy.listing, to: &bytes)
      bytes += [0x0D, 0x0A]
    }
    values.count = lines.count
    send(listing: bytes)
  }

  private var facts: [ListingFact] { chosenFacts ?? setting.persona.facts }

  private mutating func tellFacts() {
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.fileMissing, because: .missing) }
    let isAlone = request.argument.isEmpty
    if isAlone { values.argument = path }
    say(.factsBegin)
    reply.append(0x20)
    let isPure = policy.listing == .pureFTPd
    ListingFact.append(
      entry, name: !isPure ? path : isAlone ? [0x2E] : values.argument,
      place: isPure && isAlone ? .folderItself : .inFolder, facts: facts, style: policy.listing,
      to: &reply)
    reply += [0x0D, 0x0A]
    say(.factsEnd)
  }

  // MARK: STAT

  private mutating func status() {
    guard !request.argument.isEmpty else {
      values.isControlEncrypted = isProtected
      values.isDataEncrypted = protection.level.map { !$0.isReadable } ?? false
      guard let transfer else { return say(.statusServer) }
      values.path = transfer.path
      values.verb = transfer.request.line.verb
      values.count = transfer.moved
      return say(.statusTransfer)
    }
    guard login.isLoggedIn else { return say(.loginRequired) }
    if !policy.data.hasGlobbing, GlobPattern.isPattern(request.argument) {
      return say(.globbingUnsupported)
    }
    let style = policy.data.status
    let shown = listing(isLong: true, showsAll: style != .shown, missing: .statusMissing)
    guard let bytes = shown else { return }
    say(.statusFileBegin)
    for line in bytes.split(separator: 0x0A) {
      // A line that begins like a reply is moved in (RFC 959 §4.2).
      if style == .indented || line.first?.isDigit == true { reply.append(0x20) }
      reply += line
      reply.append(0x0A)
    }
    say(.statusFileEnd)
  }
}

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
    guard let shown = listing(isLong: isLong, missing: missing) else { return }
    send(shown)
  }

  private mutating func send(_ listing: Listing, saying opening: Situation = .openingList) {
    summary.listings += 1
    let transfer = Transfer(.listing(listing.bytes), request, path: values.path, began: answer.time)
    transfer.isUnopened = listing.isUnopened
    begin(transfer, saying: opening)
  }

  /// What a listing shows.
  private struct Listing {
    var bytes: [UInt8] = []
    /// Whether even the folder that it would be of is not there.
    var isUnopened = false
  }

  /// What a listing shows; nil where it was answered that there is nothing.
  private mutating func listing(
    isLong: Bool, showsAll: Bool = false, missing: Situation
  ) -> Listing? {
    let options = listOptions(isLong: isLong, showsAll: showsAll)
    let path = resolve(options.path)
    let entry = files.entry(at: path)
    let globbing = policy.data.globbing
    if isLong, globbing != .vsftpd, isLost(path) { return Listing() }
    var lister = Lister(
      files: files, options: options,
      writer: ListingWriter(style: policy.listing, now: answer.time),
      isLong: isLong || options.isLong)
    values.options = options.words
    var isUnopened = false
    if !isLong, policy.data.names == .folder {
      guard entry?.isFolder == true, lister.list(path, as: options.path) else {
        return nothing(missing)
      }
    } else if globbing == .vsftpd, entry?.isFolder != true {
      isUnopened = !filter(&lister, options.path)
      values.path = path
    } else if globbing == .shell, entry == nil, GlobPattern.isPattern(options.path) {
      let found = lister.matching(path, as: options.path)
      if !found { return nothing(missing) }
    } else if !lister.list(path, as: nameShown(options.path)) {
      return nothing(missing)
    }
    files.looks += lister.stepsTaken / Self.stepsOfLook
    answerBytes += lister.bytes.count
    values.count = lister.count
    return Listing(bytes: lister.bytes, isUnopened: isUnopened)
  }

  private func listOptions(isLong: Bool, showsAll: Bool) -> ListOptions {
    var options = ListOptions(
      request.argument, letters: isLong ? policy.data.listOptions : policy.data.namesOptions)
    options.ignoresCase = policy.data.ignoresCase
    if showsAll { (options.showsHidden, options.showsSelf) = (true, true) }
    if isLong || policy.data.names == .listed { return options }
    options.order = .none
    options.isRecursive = false
    options.isFolderItself = false
    if policy.data.names == .folder {
      options.isLong = false
      (options.showsHidden, options.showsSelf) = (true, true)
    }
    return options
  }

  /// Lists what vsftpd lists of what is no folder: what is in the folder before the last slash, if
  /// it is as what is behind it; whether that folder is there.
  private mutating func filter(_ lister: inout Lister, _ written: [UInt8]) -> Bool {
    let slash = written.lastIndex(of: 0x2F)
    let above = slash.map { Array(written[...$0]) } ?? []
    let pattern = Array(written[(slash.map { $0 + 1 } ?? 0)...])
    let folder = above.isEmpty ? chosen.folder : resolve(above)
    let prefix = above == [0x2E, 0x2F] ? [] : nameShown(above)
    return lister.filtered(folder, by: pattern, prefix: prefix)
  }

  /// How a folder that the client named is called before the names in it.
  private func nameShown(_ written: [UInt8]) -> [UInt8] {
    let isOwn = policy.data.globbing == .vsftpd
    if written == [0x2E], isOwn || policy.data.names == .unsorted { return [] }
    guard isOwn else { return written }
    let isInHome = written.first == 0x7E && (written.count == 1 || written[1] == 0x2F)
    return isInHome ? chosen.home + written.dropFirst() : written
  }

  /// Steps of a pattern that take as long as to look at an entry.
  private static let stepsOfLook = 64

  /// What is not there: words for it, or none and an empty listing, as some servers have it.
  private mutating func nothing(_ situation: Situation) -> Listing? {
    values.count = 0
    if book[situation].code == nil { return Listing() }
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
    send(Listing(bytes: bytes), saying: .openingFacts)
  }

  private var facts: [ListingFact] { chosen.facts ?? setting.persona.facts }

  private mutating func tellFacts() {
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.fileMissing, because: .missing) }
    let isAlone = request.argument.isEmpty
    if isAlone { values.argument = path }
    say(.factsBegin)
    answer.reply.append(0x20)
    let isPure = policy.listing == .pureFTPd
    ListingFact.append(
      entry, name: !isPure ? path : isAlone ? [0x2E] : values.argument,
      place: isPure && isAlone ? .folderItself : .inFolder, facts: facts, style: policy.listing,
      to: &answer.reply)
    answer.reply += [0x0D, 0x0A]
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
    if policy.data.globbing == .none, GlobPattern.isPattern(request.argument) {
      return say(.globbingUnsupported)
    }
    let style = policy.data.status
    let shown = listing(isLong: true, showsAll: style != .shown, missing: .statusMissing)
    guard let shown else { return }
    summary.listings += 1
    let isFolder = files.entry(at: values.path)?.isFolder != false
    say(isFolder ? .statusFileBegin : .statusPlainBegin)
    for line in shown.bytes.split(separator: 0x0A) {
      // A line that begins like a reply is moved in (RFC 959 §4.2).
      if style == .indented || line.first?.isDigit == true { answer.reply.append(0x20) }
      answer.reply += line
      answer.reply.append(0x0A)
    }
    say(isFolder ? .statusFileEnd : .statusPlainEnd)
  }
}

import Bytes
import FTPProtocol

/// RETR STOR STOU APPE ABOR (RFC 959 §4.1.3).
extension ServerSession {
  static let transferCommands: [CommandHandler] = [
    CommandHandler("RETR", .retr, argument: .required) { $0.retrieve() },
    CommandHandler("STOR", .stor, argument: .required) { $0.store(appends: false) },
    CommandHandler("APPE", .appe, argument: .required) { $0.store(appends: true) },
    CommandHandler("STOU", .stou) { $0.storeUnique() },
    CommandHandler("ABOR", .abor, argument: .none, comesDuringTransfer: true) { $0.abort() },
  ]

  /// Says why there can be no transfer now; whether there can.
  mutating func mayTransfer() -> Bool {
    if policy.tls.isRequiredForData, setting.allowsTLS, protection.level?.isReadable ?? true {
      say(.tlsRequiredForData)
      return false
    }
    if source == .nowhere {
      say(.noDataConnection)
      return false
    }
    return true
  }

  /// Whether lines get the other end on their way.
  private var translates: Bool { !chosen.isBinary && policy.data.translatesLines }

  /// Takes the offset that REST gave.
  private mutating func takeRestart() -> Int {
    defer { chosen.restart = 0 }
    return chosen.restart
  }

  private mutating func retrieve() {
    let offset = takeRestart()
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.fileMissing, because: .missing) }
    if entry.isFolder { return say(.fileNotPlain, because: .isFolder) }
    values.size = entry.size
    // Some have no words for it, and send nothing.
    if offset > entry.size, book[.restartBeyond].code != nil { return say(.restartBeyond) }
    values.left = max(0, entry.size - offset)
    guard mayTransfer() else { return }
    do {
      let file = try files.open(path)
      let transfer = Transfer(
        .retrieve(file), request, path: path, offset: min(offset, entry.size), began: answer.time)
      transfer.canary = entry.canary
      if translates { transfer.ascii = ASCIITranslation() }
      begin(transfer, saying: .openingSized)
    } catch {
      say(error == .denied ? .fileDenied : .fileMissing, because: error)
    }
  }

  private mutating func store(appends: Bool) {
    let offset = takeRestart()
    let restarts = policy.data.restartedUploads
    if appends, offset > 0, restarts != .refused, book[.appendAfterRestart].code != nil {
      return say(.appendAfterRestart)
    }
    let path = resolve(request.argument)
    let entry = files.entry(at: path)
    if entry?.isFolder ?? namesFolder { return say(.storeOnFolder, because: .isFolder) }
    values.size = entry?.size ?? 0
    var start = offset
    switch restarts {
    case .refused where entry != nil && (appends || offset > 0): return say(.storeRestarted)
    case .refused where offset > 0: return say(.restartBeyond)
    case .within where offset > 0 && !appends:
      guard let entry else { return say(.fileMissing, because: .missing) }
      if offset > entry.size, book[.restartBeyond].code != nil { return say(.restartBeyond) }
      start = min(offset, entry.size)
    case .clamped: start = min(offset, entry?.size ?? 0)
    case .within, .refused, .seeking: break
    }
    store(
      path, at: appends ? nil : start, keepsRest: restarts == .seeking && start > 0 && !appends,
      saying: .openingUpload)
  }

  /// Whether the argument ends like a folder's name.
  private var namesFolder: Bool { !policy.data.dropsLastSlash && request.argument.last == 0x2F }

  private mutating func storeUnique() {
    if takeRestart() > 0, book[.uniqueAfterRestart].code != nil { return say(.uniqueAfterRestart) }
    // First what costs nothing: a folder may be large.
    guard mayStore() else { return }
    guard let path = freePath() else { return say(.storeDenied) }
    store(path, at: 0, keepsRest: false, saying: .openingUnique)
  }

  /// The path that STOU wishes for, or one beside it that nothing has.
  private mutating func freePath() -> [UInt8]? {
    let wish = request.argument.isEmpty ? Array(policy.data.uniqueName.utf8) : request.argument
    let wished = resolve(wish)
    if !request.argument.isEmpty, files.entry(at: wished) == nil { return wished }
    let ignoresCase = policy.data.ignoresCase
    func compared(_ name: [UInt8]) -> [UInt8] {
      ignoresCase ? FilePath.ignoringCase(name) : name
    }
    let entries = (try? files.entries(in: FilePath.parent(of: wished))) ?? []
    let taken = Set(entries.map { compared($0.name) })
    for number in 1...Self.uniqueMaximum {
      let path = wished + Array(".\(number)".utf8)
      if taken.contains(compared(FilePath.name(of: path))) { continue }
      // Of a folder that is very large, not all is listed.
      return files.entry(at: path) == nil ? path : nil
    }
    return nil
  }

  /// Says why there can be no upload now; whether there can.
  private mutating func mayStore() -> Bool {
    guard mayTransfer() else { return false }
    guard uploadsBegun < setting.limits.uploadsMaximum else {
      say(.storeFull)
      return false
    }
    return true
  }

  private mutating func store(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool, saying situation: Situation
  ) {
    guard mayStore() else { return }
    do {
      let file = try files.create(path, at: offset, keepsRest: keepsRest)
      uploadsBegun += 1
      let transfer = Transfer(.store(file), request, path: path, began: answer.time)
      if translates { transfer.ascii = ASCIITranslation() }
      values.path = path
      values.size = 0
      begin(transfer, saying: situation)
    } catch {
      switch error {
      case .full: say(.storeFull, because: error)
      case .missing: say(.storeMissing, because: error)
      default: say(.storeDenied, because: error)
      }
    }
  }

  private mutating func abort() {
    guard let transfer else {
      dropSource()
      return say(.abortNothing)
    }
    actions.append(.dropData)
    transfer.endStore()
    if transfer.isOpen { note(transfer, isCutOff: true, kept: nil) }
    end(transfer, saying: .transferAborted, at: answer.time)
    say(.abortOK)
  }

  /// Names that STOU tries.
  private static let uniqueMaximum = 1000
}

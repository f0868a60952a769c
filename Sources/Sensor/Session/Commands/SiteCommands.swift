import Bytes
import FTPProtocol

/// SITE (RFC 959 §4.1.3): CHMOD, HELP, and ProFTPD's mod_copy.
extension ServerSession {
  static let siteVerbs: [CommandHandler] = [
    CommandHandler("SITE", .site) { $0.site() }
  ]

  static let siteCommands: [CommandHandler] = [
    CommandHandler("HELP", .site) { $0.siteHelp() },
    CommandHandler("CHMOD", .site) { $0.changeMode() },
    CommandHandler("CPFR", .site) { $0.copyFromFile() },
    CommandHandler("CPTO", .site) { $0.copyToFile() },
  ]

  private mutating func site() {
    let (name, _) = siteParts
    if name.isEmpty { return say(.siteMissing) }
    guard let word = name.withSlice({ VerbWord($0) }),
      let command = setting.persona.siteCommands[word]
    else { return say(.siteUnknown) }
    // mod_copy's answered before a login, which is its hole (CVE-2015-3306).
    let full = "SITE \(command.name)"
    if !login.isLoggedIn, command.name != "HELP", !policy.verbsBeforeLogin.contains(full) {
      return say(.loginRequired)
    }
    command.run(&self)
  }

  /// SITE's own verb, and what stands behind it.
  private var siteParts: (name: [UInt8], rest: [UInt8]) {
    let argument = request.argument
    guard let space = argument.firstIndex(of: 0x20) else { return (argument, []) }
    return (Array(argument[..<space]), Array(argument[(space + 1)...]))
  }

  private mutating func siteHelp() {
    let word = siteParts.rest.withSlice { $0.trimmed.copied }
    let isKnown = word.withSlice { VerbWord($0).map { setting.persona.siteCommands[$0] != nil } }
    say(word.isEmpty || isKnown == true ? .siteHelp : .helpUnknown)
  }

  private mutating func changeMode() {
    let rest = siteParts.rest
    guard let space = rest.firstIndex(of: 0x20), space + 1 < rest.count else {
      return say(.siteModeBad)
    }
    let name = Array(rest[(space + 1)...])
    let path = resolve(name)
    values.argument = shown(name)
    if files.entry(at: path) == nil { return say(.siteModeMissing) }
    guard let mode = Self.octal(rest[..<space]) else {
      values.argument = rest
      return say(.siteModeUnknown)
    }
    do {
      try files.setMode(path, mode)
      say(.siteModeOK)
    } catch {
      say(error == .missing ? .siteModeMissing : .siteModeFailed)
    }
  }

  /// One to four octal digits.
  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0 &- 0x30 < 8 }) else { return nil }
    return digits.reduce(0) { $0 << 3 | UInt16($1 - 0x30) }
  }

  private mutating func copyFromFile() {
    let path = resolve(siteParts.rest)
    chosen.copyFrom = nil
    guard files.entry(at: path) != nil || !login.isLoggedIn && machine.has(path) else {
      return say(.siteCopyMissing)
    }
    chosen.copyFrom = path
    say(.siteCopyFrom)
  }

  private mutating func copyToFile() {
    guard let from = chosen.copyFrom else { return say(.siteCopyFirst) }
    chosen.copyFrom = nil
    let path = resolve(siteParts.rest)
    if !login.isLoggedIn, files.entry(at: FilePath.parent(of: path)) == nil,
      machine.addCopy(path)
    {
      return say(.siteCopyDone)
    }
    do {
      try files.copy(from, to: path)
      say(.siteCopyDone)
    } catch {
      say(.siteCopyFailed)
    }
  }
}

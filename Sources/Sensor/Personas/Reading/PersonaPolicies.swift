import TLSEngine
import TLSWire
import YAMLFiles

/// The parts of a persona that are mappings of their own: how TLS, logins and data go.
enum PersonaPolicies {
  static let tlsKeys = [
    "mechanisms", "required", "without-tls", "required-for-data", "wants-pbsz", "ccc",
    "ccc-after-login", "keeps-user", "demands-resumption", "implicit-private", "injection",
    "ciphers", "groups", "tickets", "server-name", "alpn",
    "client-certificates", "lowest", "highest",
  ]
  static let loginKeys = [
    "anonymous", "before-unknown", "greeting-delay", "failure-delay", "failure-delay-spread",
    "failure-delay-grows", "failures", "back-door", "home",
    "guest-name", "idle-seconds", "login-seconds",
  ]
  static let dataKeys = [
    "active", "globbing", "names", "ignores-case", "cleans-paths", "drops-slashes",
    "control-bytes", "restarted-uploads", "keeps-rename", "telnet", "connection-first",
    "own-family-only", "refused-after-epsv-all", "during-transfer", "no-offsets-in-ascii",
    "translates-lines", "list-options", "names-options", "unique-name", "mdtm-sets", "lists-itself",
    "status", "umask", "facts",
  ]

  /// Versions of TLS by their names.
  enum Version: String, CaseIterable {
    case tls10 = "TLSv1"
    case tls11 = "TLSv1.1"
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"

    var number: ProtocolVersion {
      switch self {
      case .tls10: .tls10
      case .tls11: .tls11
      case .tls12: .tls12
      case .tls13: .tls13
      }
    }
  }

  static func tls(
    _ entry: YAMLEntry, _ old: Persona.TLSPolicy
  ) throws(YAMLFailure) -> Persona.TLSPolicy {
    var policy = old
    for part in try entry.entries() {
      switch part.key {
      case "mechanisms": policy.mechanisms = Set(try part.words().map { $0.uppercased() })
      case "required": policy.isRequired = try part.flag()
      case "without-tls": policy.verbsWithoutTLS = Set(try part.words().map { $0.uppercased() })
      case "required-for-data": policy.isRequiredForData = try part.flag()
      case "wants-pbsz": policy.wantsPBSZ = try part.flag()
      case "ccc": policy.hasCCC = try part.flag()
      case "keeps-user": policy.keepsUser = try part.flag()
      case "demands-resumption": policy.demandsResumption = try part.flag()
      case "implicit-private": policy.isImplicitPrivate = try part.flag()
      case "ccc-after-login": policy.wantsLoginForCCC = try part.flag()
      case "injection": policy.injection = try part.choice(Persona.Injection.self)
      case "ciphers":
        policy.ciphers = part.isNull ? nil : try part.text()
        try check(part, TLSSettings(ciphers: policy.ciphers ?? TLSSettings.usualCiphers))
      case "groups":
        policy.groups = part.isNull ? nil : try part.text()
        try check(part, TLSSettings(groups: policy.groups))
      case "tickets": policy.hasTickets = try part.flag()
      case "server-name": policy.acknowledgesName = try part.flag()
      case "alpn": policy.applicationProtocols = try part.words()
      case "client-certificates": policy.asksCertificate = try part.flag()
      case "lowest": policy.lowest = try part.choice(Version.self).number
      case "highest": policy.highest = try part.choice(Version.self).number
      default: throw part.unknown(tlsKeys)
      }
    }
    if policy.lowest > policy.highest {
      throw entry.failure("has a `lowest` above its `highest`: swap them")
    }
    return policy
  }

  /// Refuses what OpenSSL has no name for.
  private static func check(_ entry: YAMLEntry, _ settings: TLSSettings) throws(YAMLFailure) {
    do {
      _ = try TLSContext(client: settings)
    } catch {
      throw entry.failure("can't be used: \(error)")
    }
  }

  static func login(
    _ entry: YAMLEntry, _ old: Persona.LoginPolicy
  ) throws(YAMLFailure) -> Persona.LoginPolicy {
    var policy = old
    for part in try entry.entries() {
      switch part.key {
      case "anonymous": policy.allowsAnonymous = try part.flag()
      case "before-unknown": policy.comesBeforeUnknown = try part.flag()
      case "greeting-delay": policy.greetingDelay = try part.integer(0...60_000)
      case "failure-delay": policy.failureDelay = try part.integer(0...60_000)
      case "failure-delay-spread": policy.failureDelaySpread = try part.integer(0...60_000)
      case "failure-delay-grows": policy.failureDelayGrows = try part.flag()
      case "failures": policy.failuresMaximum = part.isNull ? nil : try part.integer(1...1000)
      case "back-door": policy.hasBackDoor = try part.flag()
      case "guest-name": policy.guestName = part.isNull ? nil : try part.text()
      case "idle-seconds": policy.idleSeconds = try seconds(part)
      case "login-seconds": policy.loginSeconds = try seconds(part)
      case "home":
        policy.home = try part.text()
        guard policy.home.hasPrefix("/") else { throw part.failure("wants a path from / on") }
      default: throw part.unknown(loginKeys)
      }
    }
    return policy
  }

  private static func seconds(_ entry: YAMLEntry) throws(YAMLFailure) -> Int? {
    entry.isNull ? nil : try entry.integer(1...86_400)
  }

  static func data(
    _ entry: YAMLEntry, _ old: Persona.DataPolicy
  ) throws(YAMLFailure) -> Persona.DataPolicy {
    var policy = old
    for part in try entry.entries() {
      switch part.key {
      case "active": policy.allowsActive = try part.flag()
      case "globbing": policy.globbing = try part.choice(Persona.Globbing.self)
      case "names": policy.names = try part.choice(Persona.NamesStyle.self)
      case "ignores-case": policy.ignoresCase = try part.flag()
      case "cleans-paths": policy.cleansPaths = try verbs(part)
      case "drops-slashes": policy.dropsLastSlash = try part.flag()
      case "control-bytes": policy.controlBytes = try part.choice(Persona.ControlBytes.self)
      case "restarted-uploads":
        policy.restartedUploads = try part.choice(Persona.RestartedUploads.self)
      case "keeps-rename": policy.keepsRename = try part.flag()
      case "telnet": policy.takesTelnet = try part.flag()
      case "connection-first": policy.wantsConnectionFirst = try part.flag()
      case "own-family-only": policy.ownFamilyOnly = try part.flag()
      case "refused-after-epsv-all": policy.refusedAfterEPSVAll = try verbs(part)
      case "during-transfer": policy.answersDuringTransfer = try part.flag()
      case "no-offsets-in-ascii": policy.refusesOffsetsInASCII = try part.flag()
      case "translates-lines": policy.translatesLines = try part.flag()
      case "list-options": policy.listOptions = Set(try part.text().utf8)
      case "names-options": policy.namesOptions = Set(try part.text().utf8)
      case "unique-name": policy.uniqueName = try part.text()
      case "mdtm-sets": policy.setsTimeByMDTM = try part.flag()
      case "lists-itself": policy.listsItself = try part.flag()
      case "status": policy.status = try part.choice(Persona.StatusStyle.self)
      case "umask":
        guard let umask = UInt16(try part.text(), radix: 8), umask <= 0o777 else {
          throw part.failure("wants octal digits: \"022\"")
        }
        policy.umask = umask
      case "facts": policy.facts = try part.words()
      default: throw part.unknown(dataKeys)
      }
    }
    return policy
  }

  private static func verbs(_ entry: YAMLEntry) throws(YAMLFailure) -> Set<[UInt8]> {
    Set(try entry.words().map { Array($0.uppercased().utf8) })
  }
}

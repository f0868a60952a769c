import Bytes
import FTPProtocol

/// What the journal's entries show, in the order of time: the state machine's verdict and the
/// lines that decided it.
struct Findings: Codable {
  struct Evidence: Codable {
    var text: String
    /// The rule by which the line decides.
    var rule: Rule
    var line: LineReference
    var time: Timestamp
    var source: String?
  }

  struct Refused: Hashable, Codable {
    var command: String
    var code: Int
    var reason: RefusalReason
  }

  /// More lines than these are not kept: the first decide.
  static let evidenceMaximum = 48

  private(set) var protection: SessionProtection
  private(set) var evidence: [Evidence] = []
  private(set) var refusals: [Refused] = []
  private var shown: UInt16 = 0
  private let wantsEvidence: Bool

  init(_ protection: SessionProtection, wantsEvidence: Bool) {
    self.protection = protection
    self.wantsEvidence = wantsEvidence
  }

  /// Gives the files of the lines that decided other numbers.
  mutating func renumberFiles(_ number: (UInt32) -> UInt32) {
    for index in evidence.indices {
      evidence[index].line.file = number(evidence[index].line.file)
    }
  }

  /// Feeds one entry to the state machine; its line's text where an explanation is wanted.
  mutating func note(_ entry: Journal.Entry, _ source: String?) {
    switch entry.kind {
    case .other: protection.commandSeen()
    case .handshakeFinished:
      if protection.control != .tls {
        protection.handshakeFinished()
        guard protection.control == .tls else { return }
        add("TLS handshake finished", .handshakeFinished, entry, source)
      }
    case .handshakeFailed:
      if entry.refusal == .iis(IISSubstatus.handshakeFailed) || entry.refusal == .handshakeFailed {
        // A connection that tells so may have had TLS: then it is a data channel's that failed.
        if protection.control != .negotiating, protection.sawCommand { return }
      }
      if protection.control == .negotiating {
        noteRefusal(Refused(command: "AUTH", code: 234, reason: entry.refusal ?? .handshakeFailed))
      } else if let reason = entry.refusal {
        noteRefusal(Refused(command: "?", code: 0, reason: reason))
      }
      protection.handshakeFailed()
      add("TLS handshake failed", .handshakeFailed, entry, source)
    case .login:
      let exposure = entry.exposure ?? protection.exposureOfControl
      protection.loginSeen(succeeded: entry.succeeded, exposure: exposure)
      let text = entry.succeeded ? "login succeeded" : "login failed"
      addOnce(text, .credentials(exposure), entry, source)
    case .transfer:
      let exposure = protection.transferSeen(exposure: entry.exposure)
      addOnce(entry.command.text, .transfer(exposure), entry, source)
    case .command: note(command: entry, source)
    }
  }

  /// Feeds entries to the state machine where nobody wants their evidence: the same verdict, and
  /// most runs.
  mutating func judge(_ entries: UnsafeBufferPointer<Journal.Entry>) {
    for index in entries.indices {
      switch entries[index].kind {
      case .other: protection.commandSeen()
      case .command:
        let code = Int(entries[index].code)
        _ = protection.replyReceived(to: entries[index].command, code: code)
        if entries[index].refusal != nil { noteRefusal(entries[index]) }
      default: note(entries[index], nil)
      }
    }
  }

  private mutating func noteRefusal(_ entry: Journal.Entry) {
    guard let reason = entry.refusal else { return }
    noteRefusal(
      Refused(command: entry.command.verb.name, code: Int(entry.code), reason: reason))
  }

  private mutating func noteRefusal(_ refused: Refused) {
    if refusals.count < 16, !refusals.contains(refused) { refusals.append(refused) }
  }

  private mutating func note(command entry: Journal.Entry, _ source: String?) {
    let code = Int(entry.code)
    let observation = protection.replyReceived(to: entry.command, code: code)
    noteRefusal(entry)
    switch observation {
    case .nothing:
      if entry.refusal != nil { add(entry.text, .refused, entry, source) }
      if entry.command.verb == .pbsz, code == 200 {
        addOnce(entry.text, .levelProvesTLS, entry, source)
      }
    case .protectionAgreed: add(entry.text, .authAgreed, entry, source)
    case .otherMechanismAgreed: add(entry.text, .otherMechanism, entry, source)
    case .authRefused, .levelRefused: add(entry.text, .refused, entry, source)
    case .levelSet: add(entry.text, .levelSet, entry, source)
    case .controlCleared: add(entry.text, .controlCleared, entry, source)
    case .credentials(let exposure): addOnce(entry.text, .credentials(exposure), entry, source)
    case .loggedIn(let exposure): addOnce(entry.text, .loggedIn(exposure), entry, source)
    case .transfer(let exposure): addOnce(entry.text, .transfer(exposure), entry, source)
    }
  }

  /// Adds a line that shows what another showed already only where it shows something new.
  private mutating func addOnce(
    _ text: @autoclosure () -> String, _ rule: Rule, _ entry: Journal.Entry, _ source: String?
  ) {
    guard wantsEvidence, shown & rule.bit == 0 else { return }
    shown |= rule.bit
    add(text(), rule, entry, source)
  }

  private mutating func add(
    _ text: @autoclosure () -> String, _ rule: Rule, _ entry: Journal.Entry, _ source: String?
  ) {
    guard wantsEvidence, evidence.count < Self.evidenceMaximum else { return }
    evidence.append(
      Evidence(
        text: text(), rule: rule, line: entry.line, time: entry.time, source: source))
  }
}

/// Why a line decides something: said by `--explain`.
enum Rule: Hashable, Codable {
  case authAgreed, otherMechanism, refused, levelSet, levelProvesTLS, controlCleared
  case handshakeFinished, handshakeFailed
  case credentials(SessionProtection.Exposure)
  /// Without a password.
  case loggedIn(SessionProtection.Exposure)
  case transfer(SessionProtection.Exposure)

  /// A bit of its own for each rule that is shown once; 0 for those that are shown each time.
  fileprivate var bit: UInt16 {
    let kinds = SessionProtection.Exposure.allCases.count
    return switch self {
    case .levelProvesTLS: 1
    case .credentials(let exposure): 2 << exposure.rawValue
    case .transfer(let exposure): 2 << (kinds + Int(exposure.rawValue))
    case .loggedIn(let exposure): 2 << (2 * kinds + Int(exposure.rawValue))
    default: 0
    }
  }

  /// The rule in words, with its source.
  var words: String {
    switch self {
    case .authAgreed: "234: TLS begins here, if the handshake finishes (RFC 4217 §4)"
    case .otherMechanism: "a protection other than TLS was agreed (RFC 2228 §3)"
    case .refused: "refused: an attempt that changes nothing"
    case .levelSet: "the data channel's level from here on (RFC 2228 §3)"
    case .levelProvesTLS: "accepted under TLS only (RFC 2228 §3)"
    case .controlCleared: "the control channel is in clear again (RFC 2228 §3, RFC 4217 §11)"
    case .handshakeFinished: "TLS holds on the control channel"
    case .handshakeFailed: "the handshake failed: no TLS"
    case .credentials(.protected): "the login crossed under TLS"
    case .credentials(.clear): "the login crossed in clear"
    case .credentials(.unknown): "how the login crossed is not known"
    case .loggedIn(.protected): "logged in under TLS, without a password"
    case .loggedIn(.clear): "logged in in clear, without a password"
    case .loggedIn(.unknown): "logged in without a password; whether under TLS is not known"
    case .transfer(.protected): "this transfer and others like it crossed under TLS"
    case .transfer(.clear): "this transfer and others like it crossed in clear"
    case .transfer(.unknown): "how this transfer and others like it crossed is not known"
    }
  }
}

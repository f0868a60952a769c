import Bytes
import Glibc
import Inputs
import TLSEngine
import TLSWire

/// The certificates that a sensor shows: the operator's, or some that fit the personas, made at
/// first start and kept.
public struct SensorIdentity: Sendable {
  /// A certificate, with its chain, and its key: PEM files.
  public struct Files: Equatable, Sendable {
    /// Where the certificate is, with its chain behind it.
    public var certificate: String
    /// Where its key is.
    public var key: String

    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  private let folder: String
  private let own: Files?
  private let seed: UInt64

  /// - Parameters:
  ///   - folder: where those that are made are kept.
  ///   - own: the operator's.
  ///   - seed: what the names in those that are made depend on.
  public init(folder: String, own: Files?, seed: UInt64) {
    self.folder = folder
    self.seed = seed
    self.own = own
  }

  /// What a listener with this persona shows. Throws `SensorProblem`.
  public func context(
    for persona: Persona, asksCertificate: Bool
  ) throws(SensorProblem) -> TLSContext {
    let files: Files
    if let own { files = own } else { files = try kept(persona, .now) }
    let identity = ServerIdentity(
      certificates: try Self.text(of: files.certificate), key: try Self.text(of: files.key))
    do {
      return try TLSContext(
        server: identity, Self.settings(for: persona.tls),
        asksCertificate: asksCertificate || persona.tls.asksCertificate)
    } catch {
      let mend =
        own == nil
        ? "remove both, and they are made anew"
        : "--certificate and --key want PEM files that belong together"
      throw SensorProblem("\(files.certificate), \(files.key): \(error); \(mend)")
    }
  }

  /// What the persona's server is like in a handshake: nothing weak that the server does not take.
  static func settings(for policy: Persona.TLSPolicy) -> TLSSettings {
    var settings = TLSSettings(
      versions: policy.lowest...max(policy.lowest, policy.highest),
      ciphers: policy.ciphers ?? TLSSettings.usualCiphers, groups: policy.groups,
      applicationProtocols: policy.applicationProtocols)
    settings.suites = TLSSettings.usualSuites
    settings.prefersOwnCiphers = policy.ciphers != nil
    settings.hasTickets = policy.hasTickets
    settings.acknowledgesName = policy.acknowledgesName
    return settings
  }

  // MARK: Kept certificates

  private func kept(_ persona: Persona, _ now: Timestamp) throws(SensorProblem) -> Files {
    let files = Files(
      certificate: FilePlace.path(of: "\(persona.name).crt", in: folder),
      key: FilePlace.path(of: "\(persona.name).key", in: folder))
    if access(files.certificate, F_OK) == 0, access(files.key, F_OK) == 0 { return files }
    let made: ServerIdentity
    do {
      made = try make(persona, now)
    } catch {
      throw SensorProblem("no certificate is made for '\(persona.name)': \(error)")
    }
    try Self.write(made.key, files.key, 0o600)
    try Self.write(made.certificates, files.certificate, 0o644)
    return files
  }

  /// A certificate as an administrator of such a server would have made it some months ago.
  private func make(_ persona: Persona, _ now: Timestamp) throws(TLSProblem)
    -> ServerIdentity
  {
    let host = HostName.made(seed: seed, for: persona)
    let subject = Subject(persona.certificateSubject.replacing("{host}", with: host))
    let day = Timestamp.dayMilliseconds
    let begin = now.adding(milliseconds: -Int64.random(in: 20 * day...300 * day))
    return try SelfMadeCertificate.make(
      subject: subject.parts, names: subject.hostNames,
      validity: begin...begin.adding(milliseconds: 3650 * day),
      key: persona.hasRSAKey ? .rsa(bits: 2048) : .p256)
  }

  // MARK: Files

  private static let bytesMaximum = 1 << 20

  private static func text(of path: String) throws(SensorProblem) -> String {
    let (bytes, failure) = [UInt8].read(path, countMaximum: bytesMaximum)
    if failure != 0 { throw SensorProblem("\(path): can't be read: \(failure.systemMessage)") }
    if bytes.count > bytesMaximum {
      throw SensorProblem("\(path): is longer than 1 MiB: no certificates or key")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ text: String, _ path: String, _ mode: mode_t) throws(SensorProblem) {
    let failure = ReplacementFile.write(Array(text.utf8), to: path, permissions: mode)
    if failure != 0 {
      throw SensorProblem("\(path): can't be written: \(failure.systemMessage)")
    }
  }
}

/// A subject as it is written, `CN=ftp.example.com, O=Example`.
struct Subject: Equatable {
  var parts: [(name: String, value: String)] = []

  init(_ text: String) {
    for part in text.split(separator: ",") {
      let words = part.split(separator: "=", maxSplits: 1)
      guard words.count == 2 else { continue }
      let (name, value) = (Self.trimmed(words[0]), Self.trimmed(words[1]))
      if !name.isEmpty, !value.isEmpty { parts.append((name, value)) }
    }
    if parts.isEmpty { parts = [("CN", "ftp")] }
  }

  /// The common name where it is a host's.
  var hostNames: [String] {
    parts.filter { part in
      part.name == "CN"
        && part.value.utf8.allSatisfy { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x2E }
    }.map(\.value)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  static func == (left: Subject, right: Subject) -> Bool {
    left.parts.elementsEqual(right.parts) { $0 == $1 }
  }
}

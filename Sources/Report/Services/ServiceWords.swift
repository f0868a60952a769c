import Records

/// How a service's facts are put into words, the same on the terminal and on the page. What others
/// chose is not escaped yet.
struct ServiceWords {
  private let record: ServiceRecord

  init(_ record: ServiceRecord) { self.record = record }

  /// What stands for not known.
  static let unknown = "?"

  /// `ftp.example.org:21`, `192.0.2.1:21`, `[2001:db8::1]:990`: the name where it was found by one.
  var place: String { host + port }

  /// The place in at most so many columns, the port always whole.
  func place(columns: Int) -> String {
    let host = EscapedText(host)
    let room = columns - port.count
    guard host.width > room else { return host.text + port }
    return host.truncated(to: max(2, room)) + port
  }

  /// The port with the colon before it.
  var port: String { ":\(record.port)" }

  /// The name or the address, that of IPv6 in brackets.
  var host: String {
    if let name = record.hostname { return name }
    return record.ip.contains(":") ? "[\(record.ip)]" : record.ip
  }

  /// `explicit`, with the version where a handshake showed one, and the oldest that is accepted
  /// besides, where they were listed: `explicit 1.3, also 1.0`; `none`; `fails`; what ended the
  /// conversation before that was known: `timeout`.
  var tls: String {
    if record.status == .tlsFailed, !record.wantsMoreOfClients { return "fails" }
    switch record.mode {
    case nil: return record.status == .ok ? Self.unknown : record.status.rawValue
    case .clear: return "none"
    case .explicit, .implicit:
      return [record.mode?.rawValue, version].compactMap { $0 }.joined(separator: " ")
    }
  }

  private var version: String? {
    guard let tls = record.tls else { return nil }
    let oldest = record.acceptedTLS?.last?.version
    let also = oldest.flatMap { $0 == tls.version ? nil : ", also " + Self.short($0) } ?? ""
    return Self.short(tls.version) + also
  }

  /// `1.2`, `SSLv3`.
  private static func short(_ version: String) -> String {
    version.hasPrefix("TLSv") ? String(version.dropFirst(4)) : version
  }

  /// Whether anonymous users are let in; `?` also where that was not asked.
  var anonymous: String {
    switch record.anonymous {
    case .accepted: "let in"
    case .offered: "address wanted"
    case .refused: "refused"
    case .unknown, nil: Self.unknown
    }
  }

  /// Whether a password is taken before TLS.
  var password: String {
    switch record.loginInClear {
    case .accepted: "taken"
    case .refused: "refused"
    case .unknown: Self.unknown
    }
  }

  /// Whether TLS protects files.
  var files: String {
    switch record.dataProtection {
    case .required: "required"
    case .offered: "offered"
    case .none: "no"
    case .unknown: Self.unknown
    }
  }

  /// The worst that there is to say about the certificate, in a word or two; `–` without one.
  var certificate: String {
    guard record.tls?.certificate != nil else { return "–" }
    return record.faults.first(where: \.isOfCertificate)?.words ?? "good"
  }

  /// The product where it was identified, else the first words of the banner, without the greetings
  /// and rules around them, and in quotation marks: they may name anything.
  var software: String {
    if let product = record.product, let name = product.product ?? product.family {
      return [name, product.version].compactMap { $0 }.joined(separator: " ")
    }
    let lines = (record.banner ?? "").split(separator: "\n").map(Self.stripped)
    return lines.first { $0.contains(where: \.isLetter) }.map { "“\($0)”" } ?? "–"
  }

  private static func stripped(_ line: Substring) -> String {
    let rules: Set<Character> = ["-", "=", "*", "#", "_", "~", "+", " ", "\t", "\r"]
    var line = line.drop { rules.contains($0) }
    while let last = line.last, rules.contains(last) { line.removeLast() }
    for greeting in ["Welcome to the ", "Welcome to "] where line.count > greeting.count {
      if line.lowercased().hasPrefix(greeting.lowercased()) { line.removeFirst(greeting.count) }
    }
    for (open, close) in [("(", ")"), ("[", "]")] {
      let inner = line.dropFirst().dropLast()
      if line.hasPrefix(open), line.hasSuffix(close), !inner.contains(open) { line = inner }
    }
    return String(line)
  }
}

extension SessionRecord {
  /// Reads a record from JSON. Nil where it is none: another record, or without its id. Of what
  /// else is missing or unknown, the value for "unknown" is taken.
  public init?(_ json: JSONValue) {
    guard json["record"].text == "session", let id = json["id"].text else { return nil }
    self.init(id: id, known: json)
    others = json.fields(but: Self.names)
  }

  private static let names = JSONValue.fieldNames {
    SessionRecord(id: "", known: .null).write(to: &$0)
  }

  /// What this version knows of a record.
  private init(id: String, known json: JSONValue) {
    let told = json["auth"]
    let auth = told["mechanism"].text.map { Auth(mechanism: $0, code: told["code"].integer ?? 0) }
    let counts = json["transfers"]
    let isCertain = json["certain"].truth ?? true
    let doubts = json["doubts"].texts ?? []
    self.init(
      id: id, survey: json["survey"].text, server: json["server"].text,
      port: json["port"].integer, client: json["client"].text,
      clientPort: json["client_port"].integer, user: json["user"].text,
      start: json["start"].time ?? json["time"].time, end: json["end"].time,
      logFormat: json["log_format"].text ?? "", source: json["source"].text ?? "",
      control: json["control"].text.flatMap { Control(rawValue: $0) } ?? .unknown, auth: auth,
      dataLevel: json["data_level"].text,
      credentials: json["credentials"].text.flatMap { Credentials(rawValue: $0) } ?? .unknown,
      controlCleared: json["control_cleared"].truth ?? false,
      login: json["login"].text.flatMap { Login(rawValue: $0) } ?? .none,
      refusals: (json["refusals"].list ?? []).compactMap { one in
        guard let verb = one["verb"].text, let code = one["code"].integer else { return nil }
        return Refusal(verb: verb, code: code, reason: one["reason"].text ?? "")
      },
      transfers: Transfers(
        clear: max(0, counts["clear"].integer ?? 0),
        private: max(0, counts["private"].integer ?? 0),
        unknown: max(0, counts["unknown"].integer ?? 0)),
      bytesSent: json["bytes"]["sent"].integer, bytesReceived: json["bytes"]["received"].integer,
      evidence: json["evidence"].texts ?? [],
      doubts: isCertain || !doubts.isEmpty ? doubts : ["not certain"])
    loginCrossed = json["login_crossed"].text.flatMap { Credentials(rawValue: $0) }
    otherUsers = json["other_users"].texts ?? []
  }

  /// Everyone who logged in on the connection; where nobody did, who tried to.
  public var users: [String] {
    (user.map { [$0] } ?? []) + otherUsers.filter { $0 != user }
  }

  /// Whether a login succeeded over a clear control channel; there need not have been a password.
  public var isClearLogin: Bool {
    if let loginCrossed { return loginCrossed == .clear }
    return login == .succeeded
      && (credentials == .clear || credentials == .none && control == .clear)
  }

  /// Whether a login succeeded, and all that did were under TLS.
  public var isProtectedLogin: Bool {
    login == .succeeded && (loginCrossed ?? credentials) == .protected
  }

  /// Whether requiring TLS would have refused the session something it got.
  public var wouldBeLockedOut: Bool { isClearLogin || transfers.clear > 0 }

  /// Whether nothing is known to have been in clear, and a login succeeded or a file moved in a way
  /// that can't be judged, or may have where the log can't see past AUTH or tells of no files.
  public var isUnjudged: Bool {
    !wouldBeLockedOut
      && (login == .succeeded && (loginCrossed ?? credentials) == .unknown || transfers.unknown > 0
        || doubts.contains {
          $0.hasPrefix("blind-after-auth") || $0.hasPrefix("files-not-logged")
        })
  }
}

import Bytes

/// One control connection in a server's log; docs/schema/session.json says it for machines.
public struct SessionRecord: Equatable, Sendable {
  /// How the control channel was: never under TLS, by AUTH, from the first byte; no command came
  /// after connecting; the log can't tell.
  public enum Control: String, Sendable, CaseIterable {
    case clear, explicit, implicit, none, unknown
  }

  /// How the password crossed: in TLS, in clear (even if only once), not at all, or the log can't
  /// tell.
  public enum Credentials: String, Sendable, CaseIterable {
    case protected, clear, none, unknown
  }

  /// Whether a login succeeded; `none` where none was tried.
  public enum Login: String, Sendable, CaseIterable {
    case succeeded, failed, none
  }

  /// An AUTH command and what came of it.
  public struct Auth: Equatable, Sendable {
    /// `TLS`, `TLS-C`, `SSL`, `TLS-P`, `GSSAPI`, `KERBEROS_V4`, or `?` for another.
    public var mechanism: String
    /// The reply's code.
    public var code: Int

    public init(mechanism: String, code: Int) {
      self.mechanism = mechanism
      self.code = code
    }
  }

  /// A command that a policy refused, or an AUTH that failed: an attempt, no exposure.
  public struct Refusal: Equatable, Sendable {
    /// In capitals, `USER`; `?` for a verb that no RFC has.
    public var verb: String
    /// The reply's code; 0 where the log has none.
    public var code: Int
    /// For a person, in English.
    public var reason: String

    public init(verb: String, code: Int, reason: String) {
      self.verb = verb
      self.code = code
      self.reason = reason
    }
  }

  /// Transfers that moved data (RETR, STOR, STOU, APPE, LIST, NLST, MLSD), also those cut off by
  /// 426, by how the data crossed.
  public struct Transfers: Equatable, Sendable, Codable {
    /// At level C or S, or without TLS: readable on the way.
    public var clear: Int
    /// At level P or E.
    public var `private`: Int
    /// The log can't tell.
    public var unknown: Int

    public init(clear: Int = 0, private: Int = 0, unknown: Int = 0) {
      self.clear = clear
      self.private = `private`
      self.unknown = unknown
    }
  }

  /// 32 hexadecimal digits, made from what the log says of the session; the same when it is read
  /// again.
  public var id: String
  /// The run's label.
  public var survey: String?
  /// The server's address, or its name where the log has that; nil where the log names none.
  public var server: String?
  /// The server's control port; nil where the log names none.
  public var port: Int?
  /// The client's address, or its name where the log has that; nil where the log names none.
  public var client: String?
  /// The client's port of the control connection.
  public var clientPort: Int?
  /// Who logged in, else who tried to; nil where nobody did. Bytes that are no UTF-8 are `\xNN`.
  public var user: String?
  /// Who else logged in on the connection, 1,000 at most, in the order of time.
  public var otherUsers: [String] = []
  /// The time of the first line; nil where the log has no dates.
  public var start: Timestamp?
  /// The time of the last line.
  public var end: Timestamp?
  /// One of `LogFormats.names`, or that of a user's own format.
  public var logFormat: String
  /// The file the session was read from; `-` for standard input.
  public var source: String
  /// How TLS was reached on the control channel.
  public var control: Control
  /// The AUTH that succeeded, else the last one refused; nil where none was tried.
  public var auth: Auth?
  /// `C`, `S`, `E` or `P`.
  public var dataLevel: String?
  /// How the password crossed; a user name alone is none.
  public var credentials: Credentials
  /// Whether CCC or REIN took the control channel's protection away again.
  public var controlCleared: Bool
  /// Whether the login succeeded.
  public var login: Login
  /// How the login that succeeded crossed, whatever was refused before it; clear where one of
  /// several did, and `none` where none succeeded. Nil in records of versions that did not say.
  public var loginCrossed: Credentials?
  /// What was refused, each kind once, 16 at most, in the order of time.
  public var refusals: [Refusal]
  /// How many transfers moved data, by how it crossed.
  public var transfers: Transfers
  /// Bytes of files the server sent.
  public var bytesSent: Int?
  /// Bytes of files the server received.
  public var bytesReceived: Int?
  /// Verbs and codes that decided, `AUTH TLS 234`, in the order of the log.
  public var evidence: [String]
  /// Why the reading is not certain; empty where it is.
  public var doubts: [String]
  /// Fields that this version does not know, as they were read: a newer one's.
  var others: [JSONValue.Field] = []

  public init(
    id: String,
    survey: String?,
    server: String?,
    port: Int?,
    client: String?,
    clientPort: Int?,
    user: String?,
    start: Timestamp?,
    end: Timestamp?,
    logFormat: String,
    source: String,
    control: Control,
    auth: Auth?,
    dataLevel: String?,
    credentials: Credentials,
    controlCleared: Bool,
    login: Login,
    refusals: [Refusal],
    transfers: Transfers,
    bytesSent: Int?,
    bytesReceived: Int?,
    evidence: [String],
    doubts: [String]
  ) {
    self.id = id
    self.survey = survey
    self.server = server
    self.port = port
    self.client = client
    self.clientPort = clientPort
    self.user = user
    self.start = start
    self.end = end
    self.logFormat = logFormat
    self.source = source
    self.control = control
    self.auth = auth
    self.dataLevel = dataLevel
    self.credentials = credentials
    self.controlCleared = controlCleared
    self.login = login
    self.refusals = refusals
    self.transfers = transfers
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
    self.evidence = evidence
    self.doubts = doubts
  }

  /// Writes the record as one JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.field("record", "session")
      json.field("schema", 1)
      json.field("id", id)
      json.field("time", start)
      json.field("survey", survey)
      json.field("server", server)
      json.field("port", port)
      json.field("client", client)
      json.field("client_port", clientPort)
      json.field("user", user)
      json.field("other_users", otherUsers)
      json.field("start", start)
      json.field("end", end)
      json.field("log_format", logFormat)
      json.field("source", source)
      json.field("control", control.rawValue)
      if let auth {
        json.object("auth") {
          $0.field("mechanism", auth.mechanism)
          $0.field("code", auth.code)
        }
      } else {
        json.field("auth", nil as String?)
      }
      json.field("data_level", dataLevel)
      json.field("credentials", credentials.rawValue)
      json.field("control_cleared", controlCleared)
      json.field("login", login.rawValue)
      json.field("login_crossed", loginCrossed?.rawValue)
      json.list("refusals", refusals) { json, refusal in
        json.object {
          $0.field("verb", refusal.verb)
          $0.field("code", refusal.code)
          $0.field("reason", refusal.reason)
        }
      }
      json.object("transfers") { transfers.write(to: &$0) }
      json.object("bytes") {
        $0.field("sent", bytesSent)
        $0.field("received", bytesReceived)
      }
      json.field("evidence", evidence)
      json.field("certain", doubts.isEmpty)
      json.field("doubts", doubts)
      json.fields(others)
    }
  }
}

extension SessionRecord.Transfers {
  /// Writes the three counts as fields.
  public func write(to json: inout JSONWriter) {
    json.field("clear", clear)
    json.field("private", `private`)
    json.field("unknown", unknown)
  }
}

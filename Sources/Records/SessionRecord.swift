import Bytes

/// One control connection in a server's log; docs/schema/session.json says it for machines.
public struct SessionRecord: Equatable, Sendable {
  public enum Control: String, Sendable, CaseIterable {
    case clear, explicit, implicit, none, unknown
  }

  public enum Credentials: String, Sendable, CaseIterable {
    case protected, clear, none, unknown
  }

  public enum Login: String, Sendable, CaseIterable {
    case succeeded, failed, none
  }

  public struct Auth: Equatable, Sendable {
    public var mechanism: String
    /// The reply's code.
    public var code: Int

    public init(mechanism: String, code: Int) {
      self.mechanism = mechanism
      self.code = code
    }
  }

  public struct Refusal: Equatable, Sendable {
    public var verb: String
    public var code: Int
    public var reason: String

    public init(verb: String, code: Int, reason: String) {
      self.verb = verb
      self.code = code
      self.reason = reason
    }
  }

  public struct Transfers: Equatable, Sendable, Codable {
    public var clear: Int
    public var `private`: Int
    public var unknown: Int

    public init(clear: Int = 0, private: Int = 0, unknown: Int = 0) {
      self.clear = clear
      self.private = `private`
      self.unknown = unknown
    }
  }

  public var id: String
  /// The run's label.
  public var survey: String?
  public var server: String?
  public var port: Int?
  public var client: String?
  public var clientPort: Int?
  public var user: String?
  public var start: Timestamp?
  public var end: Timestamp?
  public var logFormat: String
  /// The file the session was read from; `-` for standard input.
  public var source: String
  public var control: Control
  public var auth: Auth?
  /// `C`, `S`, `E` or `P`.
  public var dataLevel: String?
  public var credentials: Credentials
  public var controlCleared: Bool
  public var login: Login
  public var refusals: [Refusal]
  public var transfers: Transfers
  /// Bytes of files the server sent.
  public var bytesSent: Int?
  /// Bytes of files the server received.
  public var bytesReceived: Int?
  public var evidence: [String]
  /// Why the reading is not certain; empty where it is.
  public var doubts: [String]

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

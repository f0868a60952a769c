import Bytes
import FTPProtocol
import Patterns
import YAMLFiles

/// A format of log that a user describes in a small YAML file: `name`, `pattern` (one expression
/// or several, the first that matches counts), `time`, and, where there are such lines, `connect`,
/// `disconnect` and the keys of `CustomLogEvent`.
struct CustomLogFormat: Sendable {
  /// The keys of a description.
  static let keys =
    ["name", "title", "pattern", "time", "connect", "disconnect", "implicit-data-level", "port"]
    + CustomLogEvent.allCases.map(\.rawValue)

  /// The named groups that mean something.
  enum Group: Int, CaseIterable {
    case time, client, clientPort, server, port, user, verb, argument, code, text, session, event
    case bytes, `protocol`

    /// The name in an expression.
    var name: String { self == .clientPort ? "client_port" : "\(self)" }
  }

  private(set) var name = ""
  private(set) var title = ""
  private(set) var patterns: [Pattern] = []
  private(set) var times: [TimePattern] = []
  private(set) var connect: Pattern?
  private(set) var disconnect: Pattern?
  /// What lines tell in words, in the order in which it is looked for.
  private(set) var events: [(event: CustomLogEvent, pattern: Pattern)] = []
  private(set) var implicitDataLevel: ProtectionLevel?
  private(set) var port: UInt16 = 0

  /// The format that a description describes; throws `YAMLFailure`. `path` names it in errors.
  static func load(yaml: String, path: String) throws -> LogFormat {
    let description = try CustomLogFormat(yaml: yaml, path: path)
    let tellsVerbs = description.patterns.contains { $0.groups["verb"] != nil }
    return LogFormat(
      name: description.name, title: description.title,
      sessions: SessionTraits(
        start: tellsVerbs || description.hasTLSLines ? .clear : .unknown,
        rules: SessionProtection.ServerRules(
          implicitDataLevel: description.implicitDataLevel, modeNeedsAuth: description.tellsTLS,
          authIsUnanswered: !description.tellsTLS && !description.tellsReplies),
        order: .inBuffers),
      advice: LogFormat.Advice(port: "`port` in the format's description, or --server-port"),
      hasLocalTimes: true,
      makeReader: { CustomLog(description, $0) })
  }

  /// Whether the log has a line where TLS begins, so that where there is none, there is no TLS.
  var hasTLSLines: Bool { events.contains { $0.event == .tls } }

  /// Whether the log has such a line, or its lines name the protocol.
  private var tellsTLS: Bool { hasTLSLines || namesProtocol }

  /// Whether any line has the code of a reply.
  private var tellsReplies: Bool { patterns.contains { $0.groups[Group.code.name] != nil } }

  private var namesProtocol: Bool {
    ([connect].compactMap { $0 } + patterns).contains { $0.groups[Group.protocol.name] != nil }
  }

  /// Describes nothing.
  init() {}

  init(yaml: String, path: String) throws(YAMLFailure) {
    for entry in try YAMLEntry.all(of: yaml, path: path) { try read(entry) }
    try check(path)
  }

  // MARK: Keys

  private static func pattern(
    _ expression: String, _ entry: YAMLEntry
  ) throws(YAMLFailure) -> Pattern {
    let pattern: Pattern
    do {
      pattern = try Pattern(expression)
    } catch {
      throw entry.failure("is no expression that PCRE2 takes: \(error)")
    }
    let known = Group.allCases.map(\.name)
    let strange = pattern.groups.keys.sorted().first { !known.contains($0) }
    if let strange {
      throw entry.failure(
        "has a group '\(strange)' that means nothing: use \(known.joined(separator: ", "))")
    }
    return pattern
  }

  private mutating func read(_ entry: YAMLEntry) throws(YAMLFailure) {
    switch entry.key {
    case "name": name = try Self.name(entry)
    case "title": title = try entry.text()
    case "pattern":
      for expression in try entry.texts() { patterns.append(try Self.pattern(expression, entry)) }
    case "time":
      for text in try entry.texts() {
        if let word = TimePattern.strangeWord(in: text) {
          throw entry.failure(
            "does not know '\(word)' in '\(text)': the words are \(TimePattern.words)")
        }
        guard let time = TimePattern(text) else {
          throw entry.failure(
            "does not know '\(text)': write \(TimePattern.names), or a pattern as "
              + "%Y-%m-%d %H:%M:%S")
        }
        guard time.tellsDay else {
          throw entry.failure("has no day in '\(text)': sessions are told apart by days too")
        }
        times.append(time)
      }
    case "connect": connect = try Self.pattern(try entry.text(), entry)
    case "disconnect": disconnect = try Self.pattern(try entry.text(), entry)
    case "implicit-data-level":
      var text = try entry.text()
      implicitDataLevel = text.withUTF8 { ProtectionLevel(ByteSlice($0)) }
      if implicitDataLevel == nil { throw entry.failure("wants C, S, E or P") }
    case "port": port = UInt16(try entry.integer(1...65_535))
    default:
      guard let event = CustomLogEvent(rawValue: entry.key) else {
        throw entry.unknown(Self.keys)
      }
      for expression in try entry.texts() {
        events.append((event, try Self.pattern(expression, entry)))
      }
    }
  }

  private static func name(_ entry: YAMLEntry) throws(YAMLFailure) -> String {
    let text = try entry.text()
    let isWord = text.utf8.allSatisfy {
      $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
    }
    guard isWord, text.utf8.count <= 64 else {
      throw entry.failure("wants a word of at most 64 letters, digits and -._")
    }
    if LogFormats.names.contains(text) {
      throw entry.failure("is '\(text)', which is a format that is known: write another word")
    }
    return text
  }

  private mutating func check(_ path: String) throws(YAMLFailure) {
    func failure(_ key: String, _ reason: String) -> YAMLFailure {
      YAMLFailure(path: path, key: key, line: nil, reason: reason)
    }
    if name.isEmpty { throw failure("name", "is missing: write a word for the format") }
    if title.isEmpty { title = name }
    guard !patterns.isEmpty else {
      throw failure("pattern", "is missing: write an expression with (?<time>…), (?<verb>…), …")
    }
    events = CustomLogEvent.allCases.flatMap { event in events.filter { $0.event == event } }
    let all = patterns + [connect, disconnect].compactMap { $0 } + events.map(\.pattern)
    let names = Set(all.flatMap(\.groups.keys))
    if names.isDisjoint(with: ["session", "client"]) {
      throw failure("pattern", "tells sessions by nothing: add (?<session>…) or (?<client>…)")
    }
    if names.isDisjoint(with: ["verb", "code", "user"]), events.isEmpty {
      throw failure(
        "pattern", "tells nothing of a session: add (?<verb>…) and (?<code>…), or a key as login")
    }
    if names.contains("time"), times.isEmpty {
      throw failure(
        "time", "is missing: write \(TimePattern.names), or a pattern as %Y-%m-%d %H:%M:%S")
    }
  }
}

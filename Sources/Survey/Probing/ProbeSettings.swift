import Bytes
import TLSEngine

/// How a scan asks each service.
public struct ProbeSettings: Sendable {
  /// What is asked, and within which limits.
  public var conversation: Conversation.Options
  /// How long each step may take: a connection, a handshake, a greeting, a reply.
  public var timeout: Duration
  /// How long the answer to QUIT is waited for: it tells nothing.
  var quitTimeout: Duration
  /// How many handshakes there are at once, on all processors: each takes some 50 kB. A probe that
  /// wants one more waits for its turn, and its timer with it.
  var handshakesMaximum = 2_500
  /// Whether to list each service's TLS versions and suites.
  public var listsTLS: Bool
  /// The run's label in records.
  public var survey: String?

  /// The answer to QUIT is waited for `timeout`, and a second at most.
  public init(
    conversation: Conversation.Options = .init(), timeout: Duration = .seconds(5),
    listsTLS: Bool = false, survey: String? = nil
  ) {
    self.conversation = conversation
    self.timeout = timeout
    quitTimeout = min(timeout, .seconds(1))
    self.listsTLS = listsTLS
    self.survey = survey
  }

  /// The settings as words, for what decides whether a resumed scan is the same.
  var words: [String] {
    [
      conversation.asksAnonymous ? "anonymous" : nil, listsTLS ? "tls-detail" : nil,
      survey.map { "survey \($0)" },
    ].compactMap(\.self)
  }
}

import FTPProtocol

extension Conversation {
  /// How to find FTP at a port.
  public enum Mode: String, Equatable, Sendable, CaseIterable {
    /// In clear; TLS by AUTH.
    case explicit
    /// TLS from the first byte.
    case implicit
    /// Whichever speaks: in clear, and where nothing comes with TLS from the first byte.
    case find
  }

  /// What to ask, and how.
  public struct Options: Equatable, Sendable {
    /// Whether to ask for `anonymous` too, still without PASS.
    public var asksAnonymous: Bool
    /// What a service may cost.
    public var limits: Limits

    public init(asksAnonymous: Bool = false, limits: Limits = Limits()) {
      self.asksAnonymous = asksAnonymous
      self.limits = limits
    }
  }

  /// What one service may cost.
  public struct Limits: Equatable, Sendable {
    /// What one reply may be at most.
    var reply: ReplyParser.Limits
    /// Bytes received, all connections together.
    var bytesMaximum: Int
    /// Connections made, the first included.
    var connectionsMaximum: Int
    /// Lines that are no replies, and replies that nobody asked for, on one connection.
    var straysMaximum: Int

    public init(
      reply: ReplyParser.Limits = ReplyParser.Limits(), bytesMaximum: Int = 262_144,
      connectionsMaximum: Int = 5, straysMaximum: Int = 64
    ) {
      self.reply = reply
      self.bytesMaximum = bytesMaximum
      self.connectionsMaximum = connectionsMaximum
      self.straysMaximum = straysMaximum
    }
  }
}

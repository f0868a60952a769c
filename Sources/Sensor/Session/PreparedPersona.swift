/// A persona whose replies and verbs are made ready once, for all sessions that it serves.
public final class PreparedPersona: Sendable {
  public let persona: Persona
  /// Its replies, read once.
  public let replies: ReplyBook
  /// What `{server}` stands for.
  public let server: [UInt8]

  /// - Parameter server: what `{server}` stands for.
  public init(_ persona: Persona, server: String) {
    self.persona = persona
    replies = ReplyBook(persona)
    self.server = Array(server.utf8)
  }
}

/// A persona whose replies and verbs are made ready once, for all sessions that it serves.
public final class PreparedPersona: Sendable {
  public let persona: Persona

  /// - Parameter server: what `{server}` stands for.
  public init(_ persona: Persona, server: String) { self.persona = persona }
}

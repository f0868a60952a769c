import Sensor

/// Who the listeners are: read at the start, and again when somebody asks for it.
struct SensorRoles {
  private let serving: SensorServingOptions
  private let state: SensorState
  private let seed: UInt64

  init(_ serving: SensorServingOptions, state: SensorState, seed: UInt64) {
    self.serving = serving
    self.state = state
    self.seed = seed
  }

  /// Reads personas and certificates. Throws `Failure`, `SensorProblem`, `YAMLFailure`.
  func load(_ listeners: [ListenerSettings]) throws -> [ListenerRole] {
    let identity = SensorIdentity(folder: state.folder, own: serving.identity, seed: seed)
    return try listeners.map { listener in
      let persona = try persona(listener.persona ?? usualPersona)
      let tls =
        listener.mode == .clear
        ? nil
        : try identity.context(for: persona, asksCertificate: serving.clientCertificates)
      let name = HostName.made(seed: seed, for: persona)
      return ListenerRole(persona: PreparedPersona(persona, server: name), tls: tls)
    }
  }

  /// `--folder` imitates nobody where no persona is named.
  private var usualPersona: String {
    serving.persona ?? (serving.folder == nil ? "vsftpd-3.0.3" : EmbeddedPersonas.neutral)
  }

  /// Whether a persona's name is a file's.
  static func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".yaml") }

  private func persona(_ name: String) throws -> Persona {
    if let persona = try EmbeddedPersonas.persona(name) { return persona }
    guard Self.isFile(name) else {
      throw Failure(
        "there is no persona '\(name)'; there are: "
          + EmbeddedPersonas.names.joined(separator: ", ") + "; or name a YAML file")
    }
    return try EmbeddedPersonas.read(yaml: try WholeFile.text(name), path: name)
  }
}

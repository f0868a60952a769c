import Bytes
import FTPProtocol
import Testing

@testable import Sensor

/// What scenes are played with.
enum Stage {
  static let peer = IPAddress(v4: 0xC000_0207)
  static let local = IPAddress(v4: 0xC633_6401)

  /// A persona that does everything, in plain words.
  static func persona(_ change: (inout Persona) -> Void = { _ in }) -> Persona {
    var persona = Persona(name: "stage")
    persona.verbs = Set(CommandTable.all.map(\.name))
      .union(CommandTable.site.map { "SITE \($0.name)" })
    persona.verbsBeforeLogin = Persona.usualVerbsBeforeLogin.union(["SITE", "STAT"])
    persona.features = ["AUTH TLS", "MLST {facts}", "PBSZ", "PROT", "UTF8"]
    persona.tls.mechanisms = ["TLS", "SSL"]
    persona.login.allowsAnonymous = true
    persona.data.facts = ["type", "size", "modify"]
    change(&persona)
    return persona
  }

  static func setting(
    _ persona: Persona = persona(), files: (any FileTree)? = nil,
    _ change: (inout ServerSession.Setting) -> Void = { _ in }
  ) -> ServerSession.Setting {
    var setting = ServerSession.Setting(
      persona: PreparedPersona(persona, server: "ftp.example.com"), allowsActive: true, peer: peer,
      local: local, files: files ?? tree(), accepts: .any, seed: 7)
    change(&setting)
    return setting
  }

  /// `/pub` with `a.txt` and `b.bin`, `/.hidden`, an empty `/void`.
  static func tree(_ limits: SessionLimits = .init()) -> OverlayTree {
    OverlayTree(base: SmallTree(), limits: limits) { Timestamp(milliseconds: 1_790_000_000_000) }
  }

  /// Plays a script whole and byte by byte.
  static func play(
    _ name: String, _ script: String, _ persona: Persona = persona(),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout ServerSession.Setting) -> Void = { _ in }
  ) {
    for drip in [0, 1, 3] {
      var scene = Scene(setting(persona, change), drip: drip, name: "\(name) by \(drip)")
      scene.play(script, sourceLocation: sourceLocation)
    }
  }

  static let login = "< 220\n> USER x\n< 331\n> PASS y\n< 230\n"
}

/// A few files that never change.
final class SmallTree: BaseTree {
  static let files: [String: String] = [
    "/pub/a.txt": "one\ntwo\n", "/pub/b.bin": "\0\u{1}\r\n\u{2}", "/.hidden": "x",
    "/pub/deep/c.csv": "a,b\n",
  ]
  static let links = ["/": 4, "/pub": 3]
  let highestUnique: UInt64 = 100

  static let folders: Set<String> = ["/", "/pub", "/void", "/pub/deep"]

  private func entry(_ path: String) -> FileEntry? {
    let isFolder = Self.folders.contains(path)
    guard isFolder || Self.files[path] != nil else { return nil }
    return FileEntry(
      name: FilePath.name(of: Array(path.utf8)), isFolder: isFolder,
      size: Self.files[path]?.utf8.count ?? 4096,
      modified: Timestamp(milliseconds: 1_780_000_000_000), mode: isFolder ? 0o755 : 0o644,
      owner: "root", group: "wheel", links: Self.links[path], unique: UInt64(path.utf8.count),
      canary: path == "/pub/a.txt" ? "token" : nil)
  }

  func entry(at path: [UInt8]) -> FileEntry? { entry(String(decoding: path, as: UTF8.self)) }

  func entries(in path: [UInt8]) -> [FileEntry]? {
    guard Self.folders.contains(String(decoding: path, as: UTF8.self)) else { return nil }
    let all = Array(Self.files.keys) + Self.folders
    return all.filter { $0 != "/" && FilePath.parent(of: Array($0.utf8)) == path }
      .compactMap { entry($0) }
  }

  func open(_ path: [UInt8]) -> (any ReadableFile)? {
    Self.files[String(decoding: path, as: UTF8.self)].map { HeldFile(Array($0.utf8)) }
  }
}

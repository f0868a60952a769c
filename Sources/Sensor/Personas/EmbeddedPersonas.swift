import Bytes
import CEmbedded
import YAMLFiles

/// The personas that are part of the program: Personas/Resources.
public enum EmbeddedPersonas {
  /// The persona of `--folder`, which imitates nobody.
  public static let neutral = "plain"

  /// How many personas may stand one on the other with `like`.
  static let depthMaximum = 8

  private static let files: [(name: String, yaml: String)] =
    (0..<embedded_personas_count()).map { number in
      let file = embedded_personas(number)
      let name = String(cString: file.name)
      return (
        name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name,
        ByteSlice(start: file.bytes, count: file.count).text
      )
    }

  /// Their names, as `--persona` takes them.
  public static let names: [String] = files.map(\.name)

  /// A persona by its name; nil where there is none.
  public static func persona(_ name: String) throws(YAMLFailure) -> Persona? {
    try persona(name, depth: 0)
  }

  private static func persona(_ name: String, depth: Int) throws(YAMLFailure) -> Persona? {
    guard let file = files.first(where: { $0.name == name }) else { return nil }
    return try read(yaml: file.yaml, path: "\(name).yaml", depth: depth)
  }

  /// A persona of an operator's own; `path` names the file in errors.
  public static func read(yaml: String, path: String) throws(YAMLFailure) -> Persona {
    try read(yaml: yaml, path: path, depth: 0)
  }

  private static func read(
    yaml: String, path: String, depth: Int
  ) throws(YAMLFailure) -> Persona {
    try PersonaReader.read(yaml: yaml, path: path) { name throws(YAMLFailure) in
      guard depth < depthMaximum else {
        throw YAMLFailure(
          path: path, key: "like", line: nil,
          reason: "goes in a circle, or over more than \(depthMaximum) personas")
      }
      return try persona(name, depth: depth + 1)
    }
  }
}

import YAMLFiles

/// The options of a YAML file, by their names on the command line.
public struct SensorConfiguration: Sendable {
  /// An option and where it stands.
  public struct Option: Equatable, Sendable {
    /// `sensor.yaml:3`, for messages.
    public var place: String
    /// As the command line has it, without its hyphens.
    public var name: String
    /// Several of a list, none where it is `yes` or `no` alone.
    var values: [String]

    /// As on the command line: a flag for `yes`, nothing for `no`.
    public var arguments: [String] {
      switch values {
      case ["yes"], ["true"], ["on"]: ["--\(name)"]
      case ["no"], ["false"], ["off"], []: []
      default: values.flatMap { ["--\(name)", $0] }
      }
    }
  }

  /// In the order of the file.
  public let options: [Option]

  /// Reads a file's text; `path` names it in errors.
  public init(yaml: String, path: String) throws(YAMLFailure) {
    var options: [Option] = []
    for entry in try YAMLEntry.all(of: yaml, path: path) {
      let values: [String]
      if entry.isNull {
        values = []
      } else if let text = try? entry.text() {
        values = [text]
      } else {
        values = try entry.words()
      }
      let place = entry.line.map { "\(path):\($0)" } ?? path
      options.append(Option(place: place, name: entry.key, values: values))
    }
    self.options = options
  }
}

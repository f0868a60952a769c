import Patterns

/// Makes fingerprints from the elements of a database.
final class DatabaseBuilder: XMLReader.Listener {
  private(set) var root: XMLReader.Element?
  private(set) var fingerprints: [Fingerprint] = []
  var problems: [String] = []

  private var open: XMLReader.Element?
  private var description = ""
  private var parameters: [Fingerprint.Parameter] = []
  private var examples: [Fingerprint.Example] = []
  private var example: XMLReader.Element?
  private var isFaulty = false

  func began(_ element: XMLReader.Element) {
    switch element.name {
    case "fingerprints" where root == nil:
      root = element
      if let preference = element["preference"], Double(preference)?.isFinite != true {
        problems.append("\(element.line): the preference is no number")
      }
    case "fingerprint" where root != nil && open == nil:
      open = element
      description = ""
      parameters = []
      examples = []
      isFaulty = false
    case "param" where open != nil: add(element)
    case "example" where open != nil: example = element
    default:
      if root == nil { problems.append("\(element.line): <\(element.name)> is no database") }
    }
  }

  func ended(_ name: String, text: String) {
    switch name {
    case "description" where open != nil: description = Self.words(text)
    case "example": endExample(text)
    case "fingerprint": endFingerprint()
    default: break
    }
  }

  private func fault(_ line: Int, _ reason: String) {
    problems.append("\(line): \(reason)")
    isFaulty = true
  }

  private func add(_ element: XMLReader.Element) {
    guard let name = element["name"], !name.isEmpty,
      let position = element["pos"].flatMap({ Int($0) }), position >= 0
    else { return fault(element.line, "a param wants a name and a position") }
    let value = element["value"] ?? ""
    if position > 0, !value.isEmpty {
      return fault(element.line, "\(name) has both a position and a value")
    }
    parameters.removeAll { $0.name == name }
    parameters.append(.init(name: name, position: position, value: value))
  }

  private func endExample(_ text: String) {
    guard let element = example else { return }
    example = nil
    let isBase64 = element["_encoding"]?.lowercased() == "base64"
    examples.append(
      .init(
        text: isBase64 ? Base64.lenient(text) : Array(text.utf8), filename: element["_filename"],
        expected: element.attributes.filter { !$0.name.hasPrefix("_") }, line: element.line))
  }

  private func endFingerprint() {
    guard let element = open else { return }
    open = nil
    guard let pattern = element["pattern"] else { return fault(element.line, "no pattern") }
    let certainty = element["certainty"].map { Double($0) ?? .nan }
    if let certainty, !(0...1).contains(certainty) {
      return fault(element.line, "the certainty is no number from 0 to 1")
    }
    do {
      let flags = try RubyPattern.flags(element["flags"] ?? "")
      let fingerprint = Fingerprint(
        pattern: pattern, flags: flags, description: description,
        certainty: certainty ?? Fingerprint.usualCertainty,
        parameters: parameters, examples: examples, line: element.line,
        translated: RubyPattern.translated(pattern))
      let compiled = try fingerprint.compiled(.interpreted)
      if let missing = parameters.first(where: { $0.position > compiled.groupCount }) {
        fault(element.line, "\(missing.name): the pattern has no group \(missing.position)")
      }
      checkNames(element.line)
      if !isFaulty { fingerprints.append(fingerprint) }
    } catch let failure as RubyPattern.Failure {
      fault(element.line, failure.reason)
    } catch {
      fault(element.line, "\(error)")
    }
  }

  /// A name in braces has to be a parameter's, whose own value may not lead back to it.
  private func checkNames(_ line: Int) {
    let constants = parameters.filter { $0.position == 0 }
    // Of each constant, the constants that it names.
    var open: [String: Set<String>] = [:]
    for parameter in constants {
      for name in Interpolation.names(in: parameter.value) {
        guard let other = parameters.first(where: { $0.name == name }) else {
          fault(line, "\(parameter.name): there is no \(name)")
          continue
        }
        if other.position == 0 { open[parameter.name, default: []].insert(name) }
      }
    }
    // What names only what is settled is settled; a circle never is.
    while let settled = open.first(where: { $0.value.isDisjoint(with: open.keys) })?.key {
      open[settled] = nil
    }
    for name in open.keys.sorted() { fault(line, "\(name) leads back to itself") }
  }

  private static func words(_ text: String) -> String {
    text.utf8.split { $0 == 0x20 || $0 &- 0x09 < 5 }.map { Substring($0) }.joined(separator: " ")
  }
}

import Bytes
import Records

/// The known vulnerabilities, and as of when they are known.
public struct AdvisoryCatalogue: Sendable {
  /// The day as of which the vulnerabilities are known.
  public internal(set) var knowledge = ""
  /// The day as of which it is known which of them are exploited.
  public internal(set) var exploitedKnowledge = ""
  /// All of them.
  public internal(set) var advisories: [Advisory] = []
  /// What could not be read, with the file's name.
  public internal(set) var problems: [String] = []

  /// The ones that are part of the program.
  public static let embedded = AdvisoryCatalogue(json: EmbeddedAdvisories.json, name: "advisories")

  /// Reads a catalogue; what can't be read is a problem, and the rest is kept.
  public init(json bytes: ByteSlice, name: String) {
    guard let json = JSONValue(bytes), let list = json["advisories"].list else {
      problems.append("\(name): no catalogue of advisories in JSON")
      return
    }
    knowledge = json["knowledge"].text ?? ""
    exploitedKnowledge = json["known_exploited"].text ?? knowledge
    for (number, one) in list.enumerated() {
      if let advisory = Advisory(one) {
        advisories.append(advisory)
      } else {
        problems.append("\(name): advisory \(number + 1) lacks a field or has an unknown one")
      }
    }
  }

  /// Those of a product (its `vendor:product`, product or family), an impact and a year, each
  /// where it is asked for.
  public func filtered(
    product: String? = nil, impact: Advisory.Impact? = nil, year: Int? = nil
  ) -> [Advisory] {
    advisories.filter {
      (product.map($0.concerns) ?? true) && (impact == nil || $0.impact == impact)
        && (year == nil || $0.year == year)
    }
  }
}

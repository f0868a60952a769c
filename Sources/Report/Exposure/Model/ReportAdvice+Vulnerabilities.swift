import Records
import Store

/// What to do about vulnerabilities.
extension ReportAdvice {
  static func vulnerabilities(_ found: ServiceFindings) -> [Line] {
    var lines = ImpactWords.order.compactMap { line(found, $0) }
    if let words = found.exploitedWords {
      var names: [String] = []
      for advisory in found.exploitedAdvisories where !names.contains(advisory.answer) {
        names.append(advisory.answer)
      }
      lines.append(
        Line(
          text: "Update or switch off servers with vulnerabilities that are known to be exploited "
            + "(CISA's catalogue).",
          evidence: "\(words): \(list(names))",
          weight: found.exploited.reduce(0) { $0 + $1.value * ($1.key == .confirmed ? 900 : 90) }))
    }
    return lines
  }

  /// Nil where no advisory with the impact is confirmed of a service.
  private static func line(_ found: ServiceFindings, _ impact: String) -> Line? {
    guard let count = found.impacts[impact]?[.confirmed], count > 0 else { return nil }
    let (plain, needsLogin) = ImpactWords.parts(impact)
    let (words, weight) = meaning(plain)
    let who = needsLogin ? " after a login" : plain == "rce" ? " without a login" : ""
    let those = found.advisories.filter { $0.impact == impact && $0.certainty == .confirmed }
    let families = (found.impactFamilies[impact] ?? []).map {
      "\(Figures.grouped($0.number)) of \($0.answer)"
    }
    let names = [those.map(\.id), families].filter { !$0.isEmpty }.map(list)
    return Line(
      text: "Update or switch off servers \(words)\(who).",
      evidence: "\(Figures.count(count, "service")), confirmed by the version"
        + (names.isEmpty ? "" : ": \(names.joined(separator: "; "))"),
      weight: count * (needsLogin ? weight / 10 : weight))
  }

  /// What an impact means for the servers, and how much one of them weighs.
  private static func meaning(_ impact: String) -> (words: String, weight: Int) {
    switch impact {
    case "rce": ("on which attackers can run programs", 1000)
    case "privilege": ("on which attackers can gain rights that are not theirs", 200)
    case "injection": ("into which attackers can put commands of their own", 100)
    case "bypass": ("whose access control attackers can get around", 200)
    case "traversal": ("on which attackers can leave the folder that is meant for them", 100)
    case "disclosure": ("that tell attackers what is not meant for them", 50)
    case "crypto": ("whose encryption attackers can break", 50)
    case "dos": ("that attackers can stop", 30)
    default: ("with other confirmed vulnerabilities", 20)
    }
  }

  /// The first of many.
  static func list(_ names: [String]) -> String {
    let rest = names.count - listed
    return names.prefix(listed).joined(separator: ", ")
      + (rest > 0 ? " and \(Figures.grouped(rest)) more" : "")
  }
}

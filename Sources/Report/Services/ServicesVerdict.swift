import Records

/// What a scan found, in one sentence, the same in every medium.
struct ServicesVerdict: Equatable, Sendable {
  /// What the sentence comes down to.
  enum Outcome: String, Sendable, CaseIterable {
    /// Passwords or files cross in clear, TLS can't be had, or a vulnerability is confirmed.
    case exposed
    /// TLS is there and worse than it should be.
    case flawed
    /// Nothing is to be mended.
    case inOrder
    /// Too much is not known.
    case cannotTell
    /// There is no service.
    case nothing

    /// Two or three words for a heading.
    var words: String {
      switch self {
      case .exposed: "Exposed"
      case .flawed: "To mend"
      case .inOrder: "In order"
      case .cannotTell: "Can’t tell"
      case .nothing: "No service"
      }
    }
  }

  /// The verdict in a word.
  let outcome: Outcome
  /// One sentence, with its full stop. Holds no text that others chose.
  let sentence: String
  /// What limits the sentence, one sentence each; often none.
  let notes: [String]

  /// More faults than this are left to the list below the sentence.
  private static let faultsMaximum = 4

  static let exposing: [ServiceFault] = [
    .passwordsInClear, .noTLS, .tlsFails, .vulnerable, .filesInClear,
  ]

  /// Judges what was counted.
  init(_ tally: ServiceTally) {
    let found = ServiceFault.allCases.filter { tally.faults[$0, default: 0] > 0 }
    if tally.services == 0 {
      outcome = .nothing
      sentence = Self.emptiness(tally)
    } else if !found.isEmpty {
      outcome = found.contains(where: Self.exposing.contains) ? .exposed : .flawed
      sentence = Self.sentence(tally, found)
    } else if tally.undetermined * 2 > tally.services {
      outcome = .cannotTell
      let isAll = tally.undetermined == tally.services
      let some = Figures.grouped(tally.undetermined) + " of them"
      let which = !isAll ? some : tally.services == 1 ? "it" : "they"
      sentence =
        "\(Figures.count(tally.services, "service")): nothing to mend was seen, "
        + "but \(which) did not tell enough to be sure."
    } else {
      outcome = .inOrder
      sentence =
        (tally.services == 1
          ? "The one service" : "All \(Figures.grouped(tally.services)) services")
        + " found: nothing to mend was seen."
    }
    notes = Self.notes(tally, saysUndetermined: outcome != .cannotTell)
  }

  private static func emptiness(_ tally: ServiceTally) -> String {
    tally.records == 0
      ? "No FTP service was found."
      : "\(Figures.count(tally.records, "address and port", "addresses and ports")), "
        + "and none of them has an FTP service."
  }

  private static func sentence(_ tally: ServiceTally, _ found: [ServiceFault]) -> String {
    var deeds = found.prefix(faultsMaximum).map { fault in
      let count = tally.faults[fault, default: 0]
      let deed = fault.deed(count)
      return tally.services == 1 ? deed : Figures.grouped(count) + " " + deed
    }
    if found.count > faultsMaximum { deeds.append("and more is to be mended") }
    if tally.services == 1 {
      if found.count > 1, found.count <= faultsMaximum {
        deeds[deeds.count - 1] = "and " + deeds[deeds.count - 1]
      }
      let separator = deeds.count == 2 ? " " : ", "
      return "The one service found " + deeds.joined(separator: separator) + "."
    }
    return "\(Figures.grouped(tally.services)) services: " + deeds.joined(separator: ", ") + "."
  }

  private static func notes(_ tally: ServiceTally, saysUndetermined: Bool) -> [String] {
    var notes: [String] = []
    if tally.isStopped { notes.append("The scan was stopped: not every target was asked.") }
    if saysUndetermined, tally.undetermined > 0 {
      let count = Figures.count(tally.undetermined, "service")
      notes.append(
        "\(count) \(tally.undetermined == 1 ? "has" : "have") no fault that was seen, and did not "
          + "tell all that was asked.")
    }
    if tally.notFTP > 0 {
      notes.append(
        "\(Figures.count(tally.notFTP, "port")) \(tally.notFTP == 1 ? "speaks" : "speak") "
          + "something else than FTP.")
    }
    if tally.services > 0, tally.silent > 0 {
      notes.append(
        "\(Figures.count(tally.silent, "address and port", "addresses and ports")) gave no answer.")
    }
    return notes
  }
}

import Bytes
import Report
import Sensor
import Store
import Survey

/// Asks who the sources of connections are.
struct SourceNames {
  /// Sources that are asked for: those with the most connections.
  private static let sourcesMaximum = 1000
  /// How long all of it may take.
  private static let patience = Duration.seconds(120)
  /// Answers that did not come, from the first on, after which there is no resolver.
  private static let unansweredMaximum = 20

  let perSecond: Int
  let progress: Progress?

  /// The sources of a survey's connections, of which there are so many. Tells of those that could
  /// not be asked for. Throws `StoreProblem`.
  func find(
    in store: any RecordStore, _ survey: String, count: Int
  ) async throws -> NamedSources {
    let counts = try store.members(.sources, of: survey, limit: Self.sourcesMaximum)
    let asked = counts.compactMap { one in IPAddress(one.answer).map { (one.answer, $0) } }
    let end = ContinuousClock.now + Self.patience
    var hosts: [String: String] = [:]
    var (answered, unanswered) = (0, 0)
    let isOver = { @Sendable in Signals.isInterrupted || ContinuousClock.now >= end }
    try await NameLookup.names(
      of: asked.map(\.1.unmapped), perSecond: perSecond, isInterrupted: isOver
    ) { index, answer in
      switch answer {
      case .confirmed(let name): (hosts[asked[index].0], answered) = (name, answered + 1)
      case .none: answered += 1
      case .unanswered: unanswered += 1
      }
      progress?.show("\(answered + unanswered) of \(asked.count) sources resolved")
      let isAlone = answered == 0 && unanswered >= Self.unansweredMaximum
      return !isAlone
    }
    progress?.end()
    let sources = counts.map { one in
      let host = hosts[one.answer]
      let scanner = ScannerIdentity.find(address: IPAddress(one.answer), host: host, words: [])
      return NamedSources.Source(
        one.answer, host: host, scanner: scanner?.identity.name, connections: one.number)
    }
    let named = NamedSources(sources, asked: answered + unanswered, unanswered: unanswered)
    tell(named, of: count)
    return named
  }

  private func tell(_ named: NamedSources, of count: Int) {
    if named.isUnanswered {
      return ftpscope.tell(
        "no resolver answers (/etc/resolv.conf names it): the sources are without names")
    }
    if named.asked < count {
      ftpscope.tell("sources that were asked for: \(named.asked), of \(count)")
    }
    if named.unanswered > 0 { ftpscope.tell("without an answer: \(named.unanswered)") }
  }
}

extension NamedSources {
  /// Whether nobody answered.
  var isUnanswered: Bool { unanswered > 0 && unanswered == asked }
}

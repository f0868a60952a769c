import Bytes
import Inputs

/// Logs of one server that tell of the same sessions.
extension LogStream {
  /// What is counted of a member's lines.
  enum Use {
    case all
    /// Its files: others tell the rest better.
    case files
    /// It tells only what another tells better.
    case nothing
  }

  /// What is to be counted of a member.
  func use(of member: Member) -> Use {
    guard isJoined, let best = bestRank else { return .all }
    let own = rank(member)
    if own.1 > 0, own < best { return .nothing }
    if isContained(member) { return .nothing }
    // Logs of facts can't be joined with commands that do not say whose they are; but each file
    // finds the session of its client and user, as a transfer log's do.
    guard best.0 == 0 else { return .all }
    if factsTellMore { return own.1 > 0 ? .files : .all }
    return own.1 > 0 ? .all : .nothing
  }

  /// How well a log of commands tells; 0 comes second for others.
  private func rank(_ member: Member) -> (Int, Int) {
    (member.head.sharesKeys ? 0 : 1, member.head.format?.commandRank ?? 0)
  }

  /// The rank of the logs of commands that are read; nil where there are none.
  private var bestRank: (Int, Int)? {
    members.map(rank).filter { $0.1 > 0 }.max(by: <)
  }

  /// Whether logs that list connections and tell of TLS are beside logs of commands that don't. A
  /// session that the commands have and the others lack was open when these began, at the most.
  private var factsTellMore: Bool {
    func first(_ members: [Member]) -> Int64? {
      members.compactMap(\.head.firstTime?.milliseconds).min()
    }
    let commands = members.filter { $0.head.format?.commandRank != nil }
    let facts = members.filter { $0.head.format.map { $0.commandRank == nil } ?? false }
    if commands.contains(where: \.head.namesProtocol) { return false }
    // TLS that the facts show and no AUTH began came first.
    let showsMore =
      facts.contains(where: \.head.showsTLS) && !commands.contains(where: \.head.showsTLS)
    if commands.contains(where: \.head.hasAllCommands), !showsMore { return false }
    let lists = facts.filter { $0.head.format?.tells.contains(.connects) == true }
    guard facts.contains(where: { $0.head.format?.tells.contains(.handshakes) == true }),
      let begin = first(lists),
      let silence = lists.compactMap(\.head.format).first?.sessions.silenceMaximum
    else { return false }
    return first(commands).map { begin <= $0 + silence } ?? true
  }

  // MARK: The same commands

  private func isContained(_ member: Member) -> Bool {
    guard !contained.isEmpty, let from = contained[Self.stem(member.file.path)],
      let first = member.head.firstTime
    else { return false }
    return first >= from
  }

  /// Finds logs all of whose commands are in others that are read, such as those of logins beside
  /// those of everything.
  mutating func findContained() {
    guard let best = bestRank else { return }
    let logs = Dictionary(grouping: members.filter { rank($0) == best }) {
      Self.stem($0.file.path)
    }
    guard logs.count > 1 else { return }
    for (name, log) in logs {
      for (otherName, other) in logs where otherName != name {
        guard Self.isContained(log, in: other), Self.tellsTLS(other) || !Self.tellsTLS(log) else {
          continue
        }
        let isAsGood = Self.tellsTLS(log) || !Self.tellsTLS(other)
        if isAsGood, name < otherName, Self.isContained(other, in: log) { continue }
        if let from = other.compactMap(\.head.firstTime).min() {
          contained[name] = min(contained[name] ?? from, from)
        }
      }
    }
  }

  private static func tellsTLS(_ log: [Member]) -> Bool { log.contains { $0.head.tellsTLS } }

  /// Whether the commands of a log are in another, as far as the heads of both show.
  private static func isContained(_ log: [Member], in other: [Member]) -> Bool {
    var hasSome = false
    for member in log {
      for beside in other {
        let found = member.head.commands.areIn(beside.head.commands)
        if !found.all { return false }
        hasSome = hasSome || found.some
      }
    }
    return hasSome
  }
}

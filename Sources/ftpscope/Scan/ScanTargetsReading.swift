import Bytes
import Inputs
import Report
import Survey

/// The targets and exclusions that the command line names, read, and their names resolved.
struct ScanTargetsReading {
  private(set) var targets = TargetCollection()
  private var excluded = Exclusions()
  private let allowed: AddressSet
  /// Standard input, where it is one of the targets.
  private(set) var stream: InputPaths.File?
  /// Whether something could not be read or resolved; it was told.
  private(set) var hasProblems = false
  /// The names that had no address when the scan began that is resumed, and have some by now. What
  /// a run found stays, each at its place.
  private(set) var late: [SavedScan.LateName]

  /// Reads all. `saved` keeps the addresses that names had in the run that is resumed. Throws
  /// `Failure` for what makes the scan another than was meant.
  init(_ command: ScanCommand, _ saved: SavedScan?) async throws {
    allowed = AddressSet(command.allowReserved.map(\.range))
    late = saved?.late ?? []
    for argument in command.targets { try read(argument) }
    try await resolve(saved, arguments: command.targets)
    for path in command.exclude { try await exclude(path) }
  }

  /// What is never probed.
  var filter: TargetFilter {
    TargetFilter(named: targets.named.union(allowed), excluded: excluded)
  }

  /// The targets of the names that joined late, each with a filter of its own: a scan's own must
  /// stay as it was. Throws `TargetPlan.TooLarge`.
  func latePlans(_ ports: Ports) throws -> [(number: Int, plan: TargetPlan)] {
    try targets.parts(late).map { number, part in
      let filter = TargetFilter(named: part.named.union(allowed), excluded: excluded)
      return (number, try part.plan(ports: ports, filter: filter))
    }
  }

  /// What an argument stands for. Throws `Failure` where it can be no target.
  static func target(_ argument: String) throws -> TargetArgument {
    if argument.isEmpty {
      throw Failure("an empty argument is no target; name an address or a host")
    }
    if argument.contains("://") {
      throw Failure("\(argument): a URL; name its host alone, or HOST:PORT")
    }
    do {
      return try TargetArgument(argument) { !InputPaths.files([$0]).files.isEmpty }
    } catch {
      throw Failure("\(argument): \(error.reason)")
    }
  }

  private mutating func read(_ argument: String) throws {
    switch try Self.target(argument) {
    case .standardInput: stream = InputPaths.File(path: "-", isNamed: true)
    case .spec(let spec): targets.add(spec, isNamed: true)
    case .path(let path):
      let (files, missing) = InputPaths.files([path])
      for problem in missing { tellProblem("\(problem.path): \(problem.reason)") }
      for file in files { readFile(file.path) }
    }
  }

  private mutating func readFile(_ path: String) {
    var lines = TargetLines()
    var found: [TargetSpec] = []
    var isRead = false
    do {
      try lines.read(path: path) { found.append($0) }
      isRead = true
    } catch {
      tellProblem("\(path): \(error.reason)")
    }
    for spec in found { targets.add(spec, isNamed: false) }
    tellMalformed(path, lines.malformed, lines.firstMalformed)
    if isRead, found.isEmpty, lines.malformed == 0 {
      tell("\(path): no targets in it")
    }
  }

  /// A name that had no address when the scan began may have one by now.
  private mutating func resolve(_ saved: SavedScan?, arguments: [String]) async throws {
    let known = Set(late.map(\.name))
    var wanted: [String] = []
    for name in targets.names {
      if let addresses = saved?.names[name] {
        targets.resolved(name, to: addresses)
      } else if !known.contains(name) {
        wanted.append(name)
      }
    }
    let found = await NameLookup.addresses(of: wanted) { Signals.isInterrupted }
    if Signals.isInterrupted { return }
    for name in wanted {
      guard let answer = found[name] else { continue }
      if !answer.addresses.isEmpty, saved != nil {
        late.append(.init(name, addresses: answer.addresses.sorted()))
      } else {
        targets.resolved(name, to: answer.addresses)
      }
      if answer.addresses.isEmpty {
        let other = answer.isUnanswered ? "; it is no file either" : ", nor a file of this name"
        tellProblem("\(name): \(answer.problem)\(arguments.contains(name) ? other : "")")
      }
    }
  }

  /// Reads an exclusion file. A line that can't be read is an error: what it meant would be probed.
  private mutating func exclude(_ path: String) async throws {
    var lines = TargetLines()
    var collection = TargetCollection()
    do {
      try lines.read(path: path) { collection.add($0, isNamed: false) }
    } catch {
      throw Failure("\(path): \(error.reason)")
    }
    if let first = lines.firstMalformed.first {
      throw Failure("\(path):\(first.line): \(first.reason)")
    }
    let found = await NameLookup.addresses(of: collection.names) { Signals.isInterrupted }
    if Signals.isInterrupted { return }
    for (name, answer) in found {
      if answer.addresses.isEmpty { throw Failure("\(path): \(name): \(answer.problem)") }
      collection.resolved(name, to: answer.addresses)
    }
    excluded = excluded.union(collection.exclusions)
  }

  /// Tells of lines that name no target.
  func tellMalformed(_ path: String, _ count: Int, _ first: [TargetLines.Malformed]) {
    MalformedLines(count: count, first: first.lazy.map { (path, $0.line, $0.reason) })
      .tell("lines that name no target")
  }

  private mutating func tellProblem(_ line: String) {
    hasProblems = true
    tell(line)
  }
}

extension NameLookup.Answer {
  /// Why there is no address.
  var problem: String {
    isUnanswered ? "no resolver answered (/etc/resolv.conf names it)" : "no such host"
  }
}

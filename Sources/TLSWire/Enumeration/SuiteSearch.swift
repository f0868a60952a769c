/// Which suites a server accepts in one version, in which order, found out by offering lists and
/// seeing what is chosen: the next offer follows from all the answers so far.
///
///     gathering ──every batch refused or used up──▶ forward ──▶ backward ──▶ merging ──▶ done
///         │                                            ▲ more than one batch had suites
///         ├──one batch had all of them──▶ backward     │ and the server has an order of its own
///         └──none accepted──▶ done
///
/// Old servers stumble over long lists, so suites are offered in batches, the usual ones first.
struct SuiteSearch {
  /// What came of an offer.
  enum Answer: Equatable {
    case chosen(CipherSuite)
    /// These suites are refused.
    case refused
    /// The version is refused, or another one was chosen.
    case versionRefused
  }

  private enum Phase {
    case gathering, forward, backward, merging, done
  }

  /// How many suites are offered at once.
  static let batchMaximum = 96

  /// What the server accepts: best first where it has an order of its own, else as it was offered.
  var accepted: [CipherSuite] { ordered + unordered }
  private(set) var order: AcceptedSuites.Order = .unknown

  private var phase = Phase.gathering
  private var batches: [[CipherSuite]]
  /// How many batches had suites that were accepted.
  private var runs = 0
  private var hasRun = false
  private var ordered: [CipherSuite] = []
  private var unordered: [CipherSuite] = []

  init(version: ProtocolVersion) { batches = Self.batches[version] ?? Self.batches(of: version) }

  /// The batches of all versions, made once: to look into hundreds of names takes its time.
  private static let batches = Dictionary(
    uniqueKeysWithValues: [ProtocolVersion.sslv3, .tls10, .tls11, .tls12, .tls13].map {
      ($0, batches(of: $0))
    })

  private static func batches(of version: ProtocolVersion) -> [[CipherSuite]] {
    let candidates = CipherSuite.registered.filter { $0.isUsable(in: version) }
    let ranked = (0...2).flatMap { rank in candidates.filter { Self.rank($0) == rank } }
    return stride(from: 0, to: ranked.count, by: batchMaximum).map {
      Array(ranked[$0..<min($0 + batchMaximum, ranked.count)])
    }
  }

  /// What to offer next; nil when all is known.
  var offer: [CipherSuite]? {
    switch phase {
    case .gathering: batches.first
    case .forward, .merging: unordered
    case .backward: backwards
    case .done: nil
    }
  }

  /// The accepted suites, last first. Servers that else keep to their own order may grant ChaCha20
  /// to a client that puts it first, which would pass for the client's order.
  private var backwards: [CipherSuite] {
    let all = accepted.reversed()
    return all.filter { !$0.isChaCha20 } + all.filter(\.isChaCha20)
  }

  mutating func answered(_ answer: Answer) {
    switch phase {
    case .gathering: gathered(answer)
    case .forward:
      guard case .chosen(let suite) = answer, take(suite) else { return finish() }
      phase = .backward
    case .backward: compared(answer)
    case .merging:
      guard case .chosen(let suite) = answer, take(suite) else { return finish() }
      if unordered.count < 2 { finish() }
    case .done: break
    }
  }

  private mutating func gathered(_ answer: Answer) {
    switch answer {
    case .chosen(let suite):
      guard let index = batches.first?.firstIndex(of: suite) else { return endBatch() }
      batches[0].remove(at: index)
      unordered.append(suite)
      hasRun = true
      if batches[0].isEmpty { endBatch() }
    case .refused: endBatch()
    case .versionRefused:
      batches = accepted.isEmpty ? [] : Array(batches.dropFirst())
      endGathering()
    }
  }

  private mutating func endBatch() {
    if !batches.isEmpty { batches.removeFirst() }
    endGathering()
  }

  private mutating func endGathering() {
    runs += hasRun ? 1 : 0
    hasRun = false
    guard batches.isEmpty else { return }
    if accepted.count < 2 {
      phase = .done
    } else if runs > 1 {
      phase = .forward
    } else {
      ordered = [unordered.removeFirst()]
      phase = .backward
    }
  }

  /// A server with an order of its own chooses the same suite from the list and from its reverse.
  private mutating func compared(_ answer: Answer) {
    guard case .chosen(let suite) = answer else { return finish() }
    order = suite == ordered.first ? .server : .client
    if runs > 1, order == .server, unordered.count > 1 { phase = .merging } else { finish() }
  }

  /// Moves a suite to those whose place is known; false where the server made it up.
  private mutating func take(_ suite: CipherSuite) -> Bool {
    guard let index = unordered.firstIndex(of: suite) else { return false }
    ordered.append(unordered.remove(at: index))
    return true
  }

  private mutating func finish() { phase = .done }

  /// 0 for the suites that servers have, 1 for those that few have, 2 for those that need keys
  /// agreed beforehand.
  private static func rank(_ suite: CipherSuite) -> Int {
    let name = suite.name
    let has = { (words: [String]) in words.contains { name.contains($0) } }
    if has(["PSK", "KRB5", "SRP", "ECCPWD"]) { return 2 }
    return has(["ARIA", "GOST", "SM4", "DH_DSS", "DH_RSA", "ECDH_", "anon", "EXPORT"]) ? 1 : 0
  }
}

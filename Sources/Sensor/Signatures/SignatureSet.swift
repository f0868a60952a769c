import Bytes
import CEmbedded
import Patterns

/// All signatures that a sensor looks for, arranged by where and at which verb. It never changes
/// once it is made.
public struct SignatureSet: Sendable {
  /// Bytes of a file or of a client's first words that are looked at.
  static let headBytesMaximum = 4096

  /// What an id stands for, in words, and its CVE.
  public struct Entry: Equatable, Sendable {
    /// What events name it by.
    public let id: String
    /// The vulnerability that such an input is known to use.
    let cve: String?
    /// In words.
    public let what: String
    /// Where it is looked for.
    public let place: String
  }

  /// Bytes on which an expression reached the limits of its work: nobody knows what they hide.
  static let exhausting = SignatureMatch(signature: "exhausting-bytes")

  private struct Shelf: Sendable {
    var byVerb: [[UInt8]: [Signature]] = [:]
    var anyVerb: [Signature] = []

    mutating func add(_ signature: Signature) {
      guard !signature.verbs.isEmpty else {
        anyVerb.append(signature)
        return
      }
      for verb in signature.verbs { byVerb[verb, default: []].append(signature) }
    }
  }

  private var shelves: [Signature.Place: Shelf] = [:]
  /// In the order of the files.
  public private(set) var entries: [Entry] = []

  /// Those that are part of the program, and more from a file of an operator's own; `path` names it
  /// in errors. An id that is there already is replaced.
  public init(more text: String? = nil, path: String = "") throws(SignatureFailure) {
    var signatures = try SignatureReader.read(Self.embedded, path: "signatures.tsv")
    if let text {
      let own = try SignatureReader.read(text, path: path)
      let replaced = Set(own.map(\.match.signature))
      signatures = signatures.filter { !replaced.contains($0.match.signature) } + own
    }
    self.init(signatures)
  }

  init(_ signatures: [Signature]) {
    for signature in signatures {
      shelves[signature.place, default: Shelf()].add(signature)
      entries.append(
        Entry(
          id: signature.match.signature, cve: signature.match.cve, what: signature.what,
          place: signature.place.rawValue))
    }
  }

  /// The file that is part of the program.
  static var embedded: String {
    let file = embedded_signatures()
    return ByteSlice(start: file.bytes, count: file.count).text
  }

  /// What a command line is a sign of; empty for most.
  public func matches(_ sight: SightedCommand) -> [SignatureMatch] {
    var found: [SignatureMatch] = []
    let argument = sight.argument
    let argumentHas = ByteSet(argument)
    search(.argument, sight.verb, argument, argumentHas, sight.isLoggedIn, &found)
    var line = sight.verb
    var lineHas = argumentHas
    for byte in line { lineHas.insert(byte) }
    if !argument.isEmpty {
      line.append(0x20)
      lineHas.insert(0x20)
      line += argument
    }
    search(.line, sight.verb, line, lineHas, sight.isLoggedIn, &found)
    if !sight.raw.isEmpty {
      search(.raw, sight.verb, sight.raw, ByteSet(sight.raw), sight.isLoggedIn, &found)
    }
    if sight.isTooLong, !found.contains(where: { $0.signature == "overlong-line" }) {
      found.append(SignatureMatch(signature: "overlong-line"))
    }
    return found
  }

  /// What the first bytes of an upload are a sign of; its name is in the command.
  public func matches(upload head: [UInt8]) -> [SignatureMatch] { alone(.upload, head) }

  /// What bytes are a sign of that came in clear behind AUTH, in one packet with it.
  public func matches(injected bytes: [UInt8]) -> [SignatureMatch] { alone(.injected, bytes) }

  /// What the first bytes are a sign of of a client that speaks no FTP.
  public func matches(opening bytes: [UInt8]) -> [SignatureMatch] { alone(.opening, bytes) }

  private func alone(_ place: Signature.Place, _ bytes: [UInt8]) -> [SignatureMatch] {
    var found: [SignatureMatch] = []
    let head = Array(bytes.prefix(Self.headBytesMaximum))
    search(place, [], head, ByteSet(head), false, &found)
    return found
  }

  private func search(
    _ place: Signature.Place, _ verb: [UInt8], _ bytes: [UInt8], _ has: ByteSet,
    _ isLoggedIn: Bool, _ found: inout [SignatureMatch]
  ) {
    guard let shelf = shelves[place] else { return }
    for signature in [shelf.byVerb[verb] ?? [], shelf.anyVerb].joined()
    where signature.phase.includes(isLoggedIn: isLoggedIn) {
      switch signature.matches(bytes, has: has) {
      case .matched: found.append(signature.match)
      case .gaveUp where !found.contains(Self.exhausting): found.append(Self.exhausting)
      case .gaveUp, .notMatched: break
      }
    }
  }
}

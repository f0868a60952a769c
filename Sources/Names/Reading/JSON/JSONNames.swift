import Bytes
import Records

/// Names in JSON, whole or piece by piece: forward and passive DNS, certificates, what tools and
/// providers' interfaces give. A key tells what is a name, its type or its value, at any depth.
struct JSONNames: NameFormat {
  /// What stands around the next token.
  private struct Container {
    let isObject: Bool
    /// Whether it is the question that the object around it answers, and tells of that.
    var isQuestion = false
    /// Whether it tells of a certificate's issuer, whose names are not the certificate's.
    var isIssuer = false
    /// Of an object's last key, of an array's elements.
    var meaning: NameKey?
  }

  private enum Expected { case value, valueOrClose, key, keyOrClose, colon, commaOrClose }

  private static let depthMaximum = 64
  /// Names without any of them are of no interest; nil where each may be of some.
  private let needles: Needles?
  /// Of the piece that is read.
  private var places: NeedlePlaces?
  private var containers: [Container] = []
  private var expected = Expected.value
  /// Of the objects that are open, and of others that were.
  private var objects: [NameObject] = []
  private var depth = 0

  /// Up to where the last piece was read.
  private(set) var position = 0
  /// Whether a key for names was there.
  private(set) var hasNames = false

  /// Whether it is told where a word stands elsewhere than in a name; for lines their reader does.
  private let isInPieces: Bool

  init(needles: Needles?, isInPieces: Bool = false) {
    self.needles = needles
    self.isInPieces = isInPieces
  }

  /// Whether nothing is open.
  var isWhole: Bool { containers.isEmpty }

  /// What is wrong with JSON that has none.
  static let none = MalformedName("no key for names, such as name, name_value, dns_names, host")

  /// Reads a line, which is whole.
  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    reset()
    hasNames = false
    begin(line)
    _ = try read(line, isLast: true, found)
    if !isWhole { throw MalformedName("the JSON ends within an object") }
    if !hasNames { throw Self.none }
  }

  /// Forgets what is open.
  mutating func reset() {
    containers.removeAll(keepingCapacity: true)
    (expected, depth) = (.value, 0)
  }

  /// Takes a piece, of which what follows reads one part behind the other.
  mutating func begin(_ piece: ByteSlice) {
    places = needles.map { NeedlePlaces($0, in: piece) }
  }

  /// Reads the rest of a piece; returns how many bytes of it, since a token that is cut off is for
  /// the next one. Throws where the piece is no JSON, at `position`.
  mutating func read(
    _ piece: ByteSlice, isLast: Bool, _ found: (NameEntry) -> Void
  ) throws(MalformedName) -> Int {
    var tokens = JSONTokens(piece)
    while true {
      position = tokens.index
      let token = tokens.next()
      switch token {
      case .end: return piece.count
      case .cut:
        if isLast { throw MalformedName("the JSON ends within a text") }
        return position
      case .word where !isLast && tokens.index == piece.count: return position
      default:
        position = tokens.index
        if !take(token, found) { throw MalformedName("this is no JSON") }
      }
    }
  }

  /// Takes a token; false where another was expected.
  private mutating func take(_ token: JSONTokens.Token, _ found: (NameEntry) -> Void) -> Bool {
    switch (expected, token) {
    case (.value, .open), (.valueOrClose, .open):
      return open(token == .open(0x7B))
    case (.value, .text(let text, let isEscaped)), (.valueOrClose, .text(let text, let isEscaped)):
      take(text, isEscaped, found)
    case (.value, .word(let word)), (.valueOrClose, .word(let word)):
      if JSONTokens.kind(of: word) == nil { return false }
      guard depth > 0 else { break }
      if meaning == .time { objects[depth - 1].take(time: word) }
      if meaning == .code { objects[depth - 1].take(NameOutcome(number: word)) }
      if meaning == .disabled, word == "true" { objects[depth - 1].disable() }
      if meaning == .type, word[0].isDigit { objects[depth - 1].take(type: word) }
    case (.key, .text(let key, _)), (.keyOrClose, .text(let key, _)):
      let meaning = containers[containers.count - 1].isIssuer ? nil : NameKey(key)
      containers[containers.count - 1].meaning = meaning
      hasNames = hasNames || meaning == .name
      expected = .colon
      return true
    case (.colon, .colon):
      expected = .value
      return true
    case (.commaOrClose, .comma):
      expected = containers.last?.isObject == true ? .key : .value
      return true
    case (.keyOrClose, .close(let byte)), (.valueOrClose, .close(let byte)),
      (.commaOrClose, .close(let byte)):
      guard let last = containers.last, byte == (last.isObject ? 0x7D : 0x5D) else { return false }
      close(found)
    // What is left between the elements of an array that was not read from its beginning.
    case (.value, .comma), (.value, .close(0x5D)): return containers.isEmpty
    default: return false
    }
    expected = containers.isEmpty ? .value : .commaOrClose
    return true
  }

  /// What the next value is. Of no object, it is a name.
  private var meaning: NameKey? {
    guard let last = containers.last else { return .name }
    if last.isQuestion, last.meaning == .name { return .question }
    return last.meaning == .data ? (last.isObject ? .value : .name) : last.meaning
  }

  private mutating func open(_ isObject: Bool) -> Bool {
    guard containers.count < Self.depthMaximum else { return false }
    let isQuestion = isObject && depth > 0 && meaning == .question
    let isIssuer = containers.last.map { $0.isIssuer || $0.meaning == .issuer } ?? false
    if isObject, !isQuestion, !isIssuer {
      if depth == objects.count { objects.append(NameObject()) }
      objects[depth].begin(isRecord: depth > 0 && meaning == .value)
      depth += 1
    }
    // Of no object, the texts of an array are names; of a key that says nothing, they say nothing.
    let inherited = containers.isEmpty ? .name : containers.last?.meaning
    containers.append(
      Container(
        isObject: isObject, isQuestion: isQuestion, isIssuer: isIssuer,
        meaning: isObject ? nil : inherited))
    expected = isObject ? .keyOrClose : .valueOrClose
    return true
  }

  private mutating func close(_ found: (NameEntry) -> Void) {
    let closed = containers.removeLast()
    guard closed.isObject, !closed.isQuestion, !closed.isIssuer else { return }
    depth -= 1
    if depth > 0 { tellAround(objects[depth]) }
    if depth > 0, !objects[depth].isNamed, !objects[depth].isDisabled {
      objects[depth - 1].take(inner: objects[depth].outcome)
    }
    let isInArray = containers.last?.isObject == false
    // The answers of an event have its time.
    if isInArray, objects[depth].isRecord, !objects[depth].hasTime,
      let event = objects[0..<depth].last(where: \.hasTime)
    {
      objects[depth].take(timeOf: event)
    }
    if depth > 0, objects[depth].isRecord, !objects[depth].isNamed, !objects[depth].hasNames {
      objects[depth - 1].take(record: objects[depth])
      if let text = objects[depth].elsewhere { objects[depth - 1].take(elsewhere: text) }
    } else if depth > 0, !objects[depth].hasTime, !isInArray || objects[depth].isRecord {
      // Its time may stand beside it, and come later.
      var entries: [NameEntry] = []
      objects[depth].each(position) { entries.append($0) }
      objects[depth - 1].take(entries)
      if entries.isEmpty, let text = objects[depth].elsewhere {
        objects[depth - 1].take(elsewhere: text)
      }
      if objects[depth - 1].isFull { objects[depth - 1].give(position, found) }
    } else {
      objects[depth].give(position, found)
    }
  }

  /// Tells the objects around one what it answers.
  private mutating func tellAround(_ object: NameObject) {
    for around in 0..<depth { object.answer(&objects[around]) }
  }

  private mutating func take(
    _ text: ByteSlice, _ isEscaped: Bool, _ found: (NameEntry) -> Void
  ) {
    let isOfInterest = places?.stand(in: text) ?? true
    guard let meaning else { return noteElsewhere(text, isOfInterest) }
    if !isEscaped { return take(text, isOfInterest, as: meaning, found) }
    JSONTokens.unescape(text).withSlice { plain in
      take(plain, needles?.stand(in: plain) ?? true, as: meaning, found)
    }
  }

  private mutating func take(
    _ text: ByteSlice, _ isOfInterest: Bool, as meaning: NameKey, _ found: (NameEntry) -> Void
  ) {
    guard depth > 0 else {
      hasNames = true
      return giveAlone(text, found)
    }
    if meaning != .name, meaning != .question { noteElsewhere(text, isOfInterest) }
    switch meaning {
    case .name, .question:
      hasNames = true
      if isOfInterest, text.contains("DNS:") {
        objects[depth - 1].take(cell: text, meaning, needles)
        break
      }
      // Several names of a certificate stand in lines.
      var rest = text
      while !rest.isEmpty {
        let name = rest.takeLine().trimmed
        objects[depth - 1].add(
          name, isOfInterest && needles?.stand(in: name) ?? true, isAsked: meaning == .question)
      }
    case .type: objects[depth - 1].take(type: text)
    case .value, .data: objects[depth - 1].add(value: text)
    case .time: objects[depth - 1].take(time: text)
    case .outcome: objects[depth - 1].take(NameOutcome(code: text))
    case .code: objects[depth - 1].take(NameOutcome(code: text) ?? NameOutcome(number: text))
    case .error: if !text.isEmpty { objects[depth - 1].takeError() }
    case .disabled, .issuer: return
    }
    if objects[depth - 1].isFull { objects[depth - 1].give(position, found) }
  }

  private mutating func noteElsewhere(_ text: ByteSlice, _ isOfInterest: Bool) {
    guard isInPieces, depth > 0, needles != nil, isOfInterest else { return }
    objects[depth - 1].take(elsewhere: text)
  }

  /// A name that stands in no object.
  private func giveAlone(_ name: ByteSlice, _ found: (NameEntry) -> Void) {
    var entry = NameEntry(name.trimmed)
    entry.offset = position
    found(entry)
  }
}

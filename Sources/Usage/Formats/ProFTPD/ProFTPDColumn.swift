import Bytes
import FTPProtocol

/// The words before a line's command.
struct ProFTPDRow {
  var words: [ByteSlice] = []
  var before = 0
  var named: ByteSlice = .empty
  var verb: Verb
  var time: Timestamp
  /// What would be the process's number behind the command; nil where there is none.
  var numberBehind: UInt32?

  var shape: Int { before << 16 | words.count }

  init?(_ line: ByteSlice, _ context: ReaderContext) {
    let text = ProFTPDExtendedLog.content(line, context).text
    guard let parts = ProFTPDExtendedLine.parts(text, context) else { return nil }
    verb = parts.command.verb
    time = parts.command.time
    numberBehind = ProFTPDExtendedLine.tail(parts).process
    add(parts.before)
    before = words.count
    add(parts.after)
    if verb == .user { named = parts.command.argument }
  }

  private mutating func add(_ text: ByteSlice) {
    var cursor = ByteCursor(text)
    cursor.skipSpaces()
    while let word = cursor.word() { words.append(word) }
  }
}

/// What the words in one place of a log's lines have in common.
struct ProFTPDColumn {
  let values: [ByteSlice]
  /// In how many lines it is a name that a USER before has.
  private(set) var named = 0
  private var namedAtOnce = 0
  /// In how many of the lines of a USER it may be the user's: nobody's, or what is asked for.
  private var mayBeAsked = 0
  private var asked = 0
  /// Of how many passwords it is a name that a USER before has, and is in no line of a USER.
  private var becomesUser = 0
  private var names: Set<String> = []
  /// How often a word is in a line of a USER that asks for another name.
  private var unasked: [String: Int] = [:]
  private(set) var varies = false
  private(set) var hasNobody = false
  private(set) var isNobody = true
  private(set) var isAddress = true
  private(set) var isHost = true
  private(set) var isBareHost = true
  private(set) var isNumber = true
  private(set) var isBracketed = true
  private(set) var isService = true
  private(set) var isIdent = true
  private(set) var isUserAtAddress = true

  init(_ values: [ByteSlice]) {
    self.values = values
    for word in values {
      let nobody = word == "-"
      let address = word.host != nil
      let user = word.userAtAddress
      varies = varies || word != values[0]
      hasNobody = hasNobody || nobody || user.map { $0.user == "-" } == true
      isNobody = isNobody && nobody
      isAddress = isAddress && address
      isHost = isHost && (address || word.isDottedName)
      isNumber = isNumber && word.processNumber != nil
      isBracketed = isBracketed && word.first == 0x5B
      isService = isService && word.isService
      isIdent = isIdent && (nobody || word == "UNKNOWN")
      isUserAtAddress = isUserAtAddress && user != nil
      isBareHost = isBareHost && !nobody && word.isHost && !address
    }
    isBareHost = isBareHost && !isHost && !isNumber && !isService && !isIdent && !isUserAtAddress
    isIdent = isIdent && !isNobody
  }

  /// Notes a line, in the order of lines.
  mutating func note(_ row: ProFTPDRow, _ number: Int) {
    let whole = row.words[number]
    let word = isUserAtAddress ? whole.userAtAddress?.user ?? whole : whole
    if word != "-", names.contains(word.text) {
      named += 1
      if row.verb == .pass, unasked[word.text] == nil { becomesUser += 1 }
    }
    if !row.named.isEmpty {
      if row.named == word { namedAtOnce += 1 }
      asked += 1
      if row.named == word || word == "-" || word == "UNKNOWN" {
        mayBeAsked += 1
      } else {
        unasked[word.text, default: 0] += 1
      }
      names.insert(row.named.text)
    }
  }

  /// Whether a USER shows that it names no user.
  var isNoUser: Bool { asked > 0 && mayBeAsked == 0 && becomesUser == 0 }

  /// What stands for nobody in a user's column without `-`: until the login old ProFTPD writes the
  /// `User` of its configuration. Nil where there is no such word.
  var nobody: String? {
    if hasNobody || 2 * mayBeAsked > asked { return nil }
    return unasked.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// `%u` is `-` where USER itself is told of, and `%U` is not.
  var score: (Int, Int) { (hasNobody ? 1 : 0, named - namedAtOnce) }

  /// Whether each value of one stands with one value of the other.
  func goes(with other: ProFTPDColumn) -> Bool {
    var there: [String: ByteSlice] = [:]
    var back: [String: ByteSlice] = [:]
    for (left, right) in zip(values, other.values) {
      if there.updateValue(right, forKey: left.text).map({ $0 != right }) == true { return false }
      if back.updateValue(left, forKey: right.text).map({ $0 != left }) == true { return false }
    }
    return there.count > 1
  }
}

extension ByteSlice {
  /// Whether it is what `%{protocol}` says.
  var isService: Bool {
    self == "ftp" || self == "ftps" || self == "sftp" || self == "scp" || self == "ssh2"
  }

  /// The address in `192.0.2.7` or `192.0.2.7:21`.
  var host: ByteSlice? {
    if isAddress { return plainAddress }
    guard let pair = HostPort(self) else { return nil }
    return pair.host
  }

  /// The number in `4711` or `[4711]`.
  var processNumber: Int? {
    first == 0x5B && last == 0x5D ? dropFirst(1).dropLast(1).integer : integer
  }

  /// Whether it is a host's name in a domain.
  var isDottedName: Bool {
    guard isHost, let dot = firstIndex(of: 0x2E), dot > 0, last != 0x2E else { return false }
    return firstIndex(of: 0x40) == nil && firstIndex(of: 0x2F) == nil
      && firstIndex(of: 0x5C) == nil && firstIndex(of: 0x3A) == nil
  }

  /// The parts of `user@192.0.2.7`.
  var userAtAddress: (user: ByteSlice, client: ByteSlice)? {
    guard let at = lastIndex(of: 0x40), at > 0, dropFirst(at + 1).isAddress else { return nil }
    return (self[0..<at], dropFirst(at + 1))
  }
}

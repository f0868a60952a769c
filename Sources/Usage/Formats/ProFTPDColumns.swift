import Bytes
import FTPProtocol

/// What the words before an ExtendedLog's commands are, as all lines of a log's head together show:
/// which is the user's, as it is `-` until the login and then what USER named; and which of several
/// addresses or names is the client's, as the server's stays the same from client to client.
struct ProFTPDColumns: Sendable {
  /// What a word is.
  enum Role: Sendable {
    case user, client, server, process, service, other
    /// `%u@%a`.
    case userAtClient
  }

  /// So many lines are looked at.
  private static let linesMaximum = 2_000

  private(set) var roles: [Role] = []
  /// How many of the words stand before the time.
  private(set) var before = 0
  /// Whether which of several addresses is the client's does not show.
  private(set) var isUndecided = false
  private var user = 0

  /// Looks at the lines of a head; nil where there are none, or they show too little.
  init?(_ head: ByteSlice, _ context: ReaderContext) {
    var rows: [Row] = []
    var cursor = LineCursor(head)
    while let line = cursor.line, rows.count < Self.linesMaximum {
      if line.count <= LineCursor.lineBytesMaximum, let row = Row(line, context) {
        rows.append(row)
      }
      cursor.advance()
    }
    // Names of several words give some lines more of them.
    let shapes = Dictionary(grouping: rows, by: \.shape)
    let most = shapes.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value
    guard let most, let first = most.first else { return nil }
    before = first.before
    var columns = first.words.indices.map { number in
      Column(most.map { $0.words[number] })
    }
    for row in most { for number in columns.indices { columns[number].note(row, number) } }
    guard let user = Self.user(columns) else {
      isUndecided = columns.count { $0.isHost } > 1
      roles = columns.map { _ in .other }
      if !isUndecided { return nil }
      return
    }
    self.user = user
    roles = columns.map { $0.isService ? .service : .other }
    roles[user] = .user
    if columns[user].isUserAtAddress {
      roles[user] = .userAtClient
      for number in columns.indices where columns[number].isHost { roles[number] = .server }
    } else {
      let hosts = columns.indices.filter { $0 != user && columns[$0].isHost }
      guard !hosts.isEmpty || columns.contains(where: \.isBareHost) else { return nil }
      for number in hosts { roles[number] = .server }
      guard let client = Self.client(columns, hosts, user) else {
        isUndecided = true
        return
      }
      roles[client] = .client
    }
    let client = columns[roles.firstIndex { $0 == .client || $0 == .userAtClient } ?? user]
    let numbers = columns.indices.filter { $0 != user && columns[$0].isNumber }
    let process = numbers.first { number in
      let isPort = number > 0 && roles[number - 1] == .server
      return !isPort && columns[number].mayNumberSessions(of: client)
    }
    if let process { roles[process] = .process }
  }

  /// These columns, or where they are undecided what a rotation of the log shows of them.
  func decided(by others: [ProFTPDColumns]) -> ProFTPDColumns {
    guard isUndecided else { return self }
    return others.first {
      !$0.isUndecided && $0.before == before && $0.roles.count == roles.count
    } ?? self
  }

  // MARK: Finding

  private static func user(_ columns: [Column]) -> Int? {
    let named = columns.indices.filter { columns[$0].named > 0 && !columns[$0].isHost }
    if let best = named.max(by: { columns[$0].score < columns[$1].score }) { return best }
    let joined = columns.indices.filter { columns[$0].isUserAtAddress }
    if joined.count == 1, columns[joined[0]].hasNobody || !columns.contains(where: \.isHost) {
      return joined[0]
    }
    let words = columns.indices.filter { number in
      let column = columns[number]
      return !column.isHost && !column.isNumber && !column.isService && !column.isIdent
    }
    let changing = words.filter { columns[$0].varies || columns[$0].hasNobody }
    if let only = changing.count == 1 ? changing.first : words.count == 1 ? words.first : nil {
      return only
    }
    return words.isEmpty ? columns.indices.last { columns[$0].isNobody } : nil
  }

  /// The client's column among those of hosts.
  private static func client(_ columns: [Column], _ hosts: [Int], _ user: Int) -> Int? {
    let varying = hosts.filter { columns[$0].varies }
    if varying.count == 1 { return varying[0] }
    let bare = columns.indices.filter { $0 != user && columns[$0].isBareHost }
    if hosts.count == 1 {
      // `%h %l %u`, the ident name being one.
      let isDefault = columns.count == 3 && hosts[0] == 0 && user == 2
      return isDefault || !bare.contains { columns[$0].varies } ? hosts[0] : nil
    }
    if hosts.isEmpty {
      let changing = bare.filter { columns[$0].varies }
      return changing.count == 1 ? changing[0] : bare.count == 1 ? bare[0] : nil
    }
    let addresses = (varying.isEmpty ? hosts : varying).filter { columns[$0].isAddress }
    // `%a %h`: both are the client's.
    if varying.count > 1, addresses.count == 1,
      varying.allSatisfy({ columns[$0].goes(with: columns[varying[0]]) })
    {
      return addresses[0]
    }
    // The one right beside the user, unless that is a name and an address is there too.
    let beside = neighbours(of: user, columns).filter { hosts.contains($0) }
    guard beside.count == 1, columns[beside[0]].isAddress || addresses.isEmpty,
      varying.isEmpty || varying.contains(beside[0])
    else { return nil }
    return beside[0]
  }

  /// The columns on both sides of the user's, past the ident name's.
  private static func neighbours(of user: Int, _ columns: [Column]) -> [Int] {
    let isIdent = { (number: Int) in columns[number].isIdent || columns[number].isNobody }
    let left = (0..<user).last { !isIdent($0) }
    let right = ((user + 1)..<columns.count).first { !isIdent($0) }
    return [left, right].compactMap { $0 }
  }

  // MARK: Reading

  /// Gives a line's words their roles, the words of a user's name as one; false where the line has
  /// another shape.
  func read(
    _ head: ByteSlice, _ tail: ByteSlice, _ body: (Role, ByteSlice) -> Bool
  ) -> Bool {
    let surplus = (before: Self.count(head) - before, after: Self.count(tail) - after)
    guard surplus.before == 0 || surplus.before > 0 && user < before,
      surplus.after == 0 || surplus.after > 0 && user >= before
    else { return false }
    var words = ByteCursor(head.trimmed)
    for (number, role) in roles.enumerated() {
      if number == before { words = ByteCursor(tail.trimmed) }
      let rest = words.rest
      guard words.word() != nil else { return false }
      if number == user {
        for _ in 0..<(surplus.before + surplus.after) { _ = words.word() }
      }
      guard body(role, rest[0..<(rest.count - words.rest.count)].trimmed) else { return false }
    }
    return true
  }

  private var after: Int { roles.count - before }

  private static func count(_ text: ByteSlice) -> Int {
    var words = ByteCursor(text)
    var count = 0
    words.skipSpaces()
    while words.word() != nil { count += 1 }
    return count
  }
}

/// The words before a line's command.
private struct Row {
  var words: [ByteSlice] = []
  var before = 0
  var named: ByteSlice = .empty

  var shape: Int { before << 16 | words.count }

  init?(_ line: ByteSlice, _ context: ReaderContext) {
    guard let parts = ProFTPDExtendedLine.parts(ProFTPDExtendedLog.content(line, context).text)
    else { return nil }
    add(parts.before)
    before = words.count
    add(parts.after)
    if parts.command.verb == .user { named = parts.command.argument }
  }

  private mutating func add(_ text: ByteSlice) {
    var cursor = ByteCursor(text)
    cursor.skipSpaces()
    while let word = cursor.word() { words.append(word) }
  }
}

/// What the words in one place of a log's lines have in common.
private struct Column {
  private let values: [ByteSlice]
  /// In how many lines it is a name that a USER before has.
  private(set) var named = 0
  private var namedAtOnce = 0
  private var names: Set<String> = []
  private(set) var varies = false
  private(set) var hasNobody = false
  private(set) var isNobody = true
  private(set) var isAddress = true
  private(set) var isHost = true
  private(set) var isBareHost = true
  private(set) var isNumber = true
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
      isService = isService && word.isService
      isIdent = isIdent && (nobody || word == "UNKNOWN")
      isUserAtAddress = isUserAtAddress && user != nil
      isBareHost = isBareHost && !nobody && word.isHost && !address
    }
    isBareHost = isBareHost && !isHost && !isNumber && !isService && !isIdent && !isUserAtAddress
    isIdent = isIdent && !isNobody
  }

  /// Notes a line, in the order of lines.
  mutating func note(_ row: Row, _ number: Int) {
    let whole = row.words[number]
    let word = isUserAtAddress ? whole.userAtAddress?.user ?? whole : whole
    if word != "-", names.contains(word.text) { named += 1 }
    if !row.named.isEmpty {
      if row.named == word { namedAtOnce += 1 }
      names.insert(row.named.text)
    }
  }

  /// `%u` is `-` where USER itself is told of, and `%U` is not.
  var score: (Int, Int) { (hasNobody ? 1 : 0, named - namedAtOnce) }

  /// Whether each of its numbers may be that of a process: such a one serves one client, and when
  /// it has come to another's it does not come back.
  func mayNumberSessions(of clients: Column) -> Bool {
    var served: [String: (last: String, before: Set<String>)] = [:]
    for (number, client) in zip(values, clients.values) {
      let address = (client.userAtAddress?.client ?? client).text
      var those = served[number.text] ?? (address, [])
      if those.last != address {
        if those.before.contains(address) { return false }
        those = (address, those.before.union([those.last]))
      }
      served[number.text] = those
    }
    return true
  }

  /// Whether each value of one stands with one value of the other.
  func goes(with other: Column) -> Bool {
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

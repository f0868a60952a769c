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
  /// Whether the client's is taken to be the one beside the user's, since all stay the same.
  private(set) var isAssumed = false
  /// Whether the number behind the command is no process's, as it changes within a connection,
  /// several have it, or few lines do.
  private(set) var deniesProcessBehind = false
  /// The words that stay the same and are addresses or names, where one is assumed.
  private var constants: [Int: [UInt8]] = [:]
  private var shape = 0
  /// Nil where no word is the user's.
  private var user: Int?
  /// What stands in the user's place before the login, where that is no dash.
  private var nobody: [UInt8]?

  /// Looks at the lines of a head; nil where there are none, or they show too little.
  init?(_ head: ByteSlice, _ context: ReaderContext) {
    var rows: [ProFTPDRow] = []
    var cursor = LineCursor(head)
    while let line = cursor.line, rows.count < Self.linesMaximum {
      if line.count <= LineCursor.lineBytesMaximum, let row = ProFTPDRow(line, context) {
        rows.append(row)
      }
      cursor.advance()
    }
    // Names of several words give some lines more of them.
    let shapes = Dictionary(grouping: rows, by: \.shape)
    let most = shapes.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.value
    guard let most, let first = most.first else { return nil }
    before = first.before
    shape = first.shape
    var columns = first.words.indices.map { number in
      ProFTPDColumn(most.map { $0.words[number] })
    }
    for row in most { for number in columns.indices { columns[number].note(row, number) } }
    let process = Self.processBehindServer(columns, before: before)
    let isDefault = Self.isDefault(columns, before: before)
    user = isDefault ? 2 : Self.user(columns, behind: process)
    let hosts = columns.indices.filter { $0 != user && columns[$0].isHost }
    // Where there is one host, and no name that may be another's, each line shows it.
    let isShown = hosts.count < 2 && !columns.contains { $0.isBareHost && $0.isNoUser }
    if user == nil, process == nil, isShown { return nil }
    // `ftp` on all lines, AUTH or not, may as well be the server's name.
    let mayBeName = most.contains { $0.verb == .auth }
    roles = columns.indices.map { number in
      let mayBeName = mayBeName || number < process ?? 0
      return columns[number].isService && (columns[number].varies || !mayBeName) ? .service : .other
    }
    for number in hosts { roles[number] = .server }
    if let user, columns[user].isUserAtAddress {
      roles[user] = .userAtClient
      findProcess(most, columns, client: user)
      return
    }
    if let user {
      roles[user] = .user
      nobody = columns[user].nobody.map { [UInt8]($0.utf8) }
    }
    guard !hosts.isEmpty || columns.contains(where: \.isBareHost) else { return nil }
    guard let client = Self.client(columns, hosts, user, behind: process) else {
      isUndecided = true
      return
    }
    roles[client] = .client
    isAssumed = user != nil && hosts.count > 1 && !hosts.contains { columns[$0].varies }
    if isAssumed { for number in hosts { constants[number] = first.words[number].copied } }
    findProcess(most, columns, client: client)
  }

  /// Finds the process's number among those before the command, and whether the one behind it is
  /// one.
  private mutating func findProcess(
    _ rows: [ProFTPDRow], _ columns: [ProFTPDColumn], client: Int
  ) {
    func search(_ number: (ProFTPDRow) -> UInt32?) -> ProFTPDProcessSearch {
      var search = ProFTPDProcessSearch()
      for row in rows {
        guard let found = number(row) else { continue }
        search.note(found, client: row.words[client], row.verb, at: row.time)
      }
      return search
    }
    // Each line has the process's number; the bytes' place has a dash where no file crossed.
    let isOften = rows.count { $0.numberBehind != nil } * 2 > rows.count
    deniesProcessBehind = !isOften || !search(\.numberBehind).mayBeProcesses
    let process = columns.indices.first { number in
      let isPort = number > 0 && roles[number - 1] == .server
      guard number != user, columns[number].isNumber, !isPort else { return false }
      let found = search { $0.words[number].processNumber.map { UInt32(clamping: $0) } }
      return found.mayBeProcesses && !found.comesBack
    }
    if let process { roles[process] = .process }
  }

  /// These columns, or where they are undecided what a rotation of the log shows of them.
  func decided(by others: [ProFTPDColumns]) -> ProFTPDColumns {
    guard isUndecided || isAssumed else { return self }
    return others.first {
      !$0.isUndecided && !$0.isAssumed && $0.before == before && $0.roles.count == roles.count
    } ?? self
  }

  /// Whether a line has another word where all others have had the same.
  func isDifferent(_ line: ByteSlice, _ context: ReaderContext) -> Bool {
    guard let row = ProFTPDRow(line, context), row.shape == shape else { return false }
    return constants.contains { row.words[$0].copied != $1 }
  }

  // MARK: Finding

  /// The place of the process's number in `%v [%P] %h`, ProFTPD's own example: in brackets, with
  /// the server's name before it and the client behind it.
  private static func processBehindServer(_ columns: [ProFTPDColumn], before: Int) -> Int? {
    let process = columns.indices.first { columns[$0].isBracketed && columns[$0].isNumber }
    guard let process, process > 0, process + 1 < (before == 0 ? columns.count : before),
      !columns[..<process].contains(where: \.isAddress)
    else { return nil }
    let next = columns[process + 1]
    return next.isAddress || (next.isHost || next.isBareHost) && next.isNoUser ? process : nil
  }

  /// Whether the columns are those of the default LogFormat, `%h %l %u`, with an ident name that
  /// nobody has.
  private static func isDefault(_ columns: [ProFTPDColumn], before: Int) -> Bool {
    columns.count == 3 && before == 3 && columns[0].isHost
      && (columns[1].isIdent || columns[1].isNobody)
      && !columns[2].isHost && !columns[2].isIdent
  }

  /// The user's column; none before `process` that stays the same is.
  private static func user(_ columns: [ProFTPDColumn], behind process: Int?) -> Int? {
    let able = columns.indices.filter { number in
      let isServers = number < process ?? 0 && !columns[number].varies
      return !isServers && !columns[number].isNoUser
    }
    let named = able.filter { columns[$0].named > 0 && !columns[$0].isHost }
    if let best = named.max(by: { columns[$0].score < columns[$1].score }) { return best }
    let joined = able.filter { columns[$0].isUserAtAddress }
    if joined.count == 1, columns[joined[0]].hasNobody || !columns.contains(where: \.isHost) {
      return joined[0]
    }
    let words = able.filter { number in
      let column = columns[number]
      return !column.isHost && !column.isNumber && !column.isService && !column.isIdent
    }
    let changing = words.filter { columns[$0].varies || columns[$0].hasNobody }
    if let only = changing.count == 1 ? changing.first : words.count == 1 ? words.first : nil {
      return only
    }
    return words.isEmpty ? able.last { columns[$0].isNobody } : nil
  }

  /// The client's column among those of hosts: the one that varies, or stands behind `process`.
  private static func client(
    _ columns: [ProFTPDColumn], _ hosts: [Int], _ user: Int?, behind process: Int?
  ) -> Int? {
    let varying = hosts.filter { columns[$0].varies }
    if varying.count == 1 { return varying[0] }
    if let process { return process + 1 }
    let bare = columns.indices.filter { $0 != user && columns[$0].isBareHost }
    if hosts.count == 1 {
      // The ident name is one.
      let isDefault = columns.count == 3 && hosts[0] == 0 && user == 2
      return isDefault || !bare.contains { columns[$0].varies } ? hosts[0] : nil
    }
    if hosts.isEmpty {
      let changing = bare.filter { columns[$0].varies }
      if changing.count == 1 { return changing[0] }
      return user != nil && bare.count == 1 ? bare[0] : nil
    }
    let addresses = (varying.isEmpty ? hosts : varying).filter { columns[$0].isAddress }
    // `%a %h`: both are the client's.
    if varying.count > 1, addresses.count == 1,
      varying.allSatisfy({ columns[$0].goes(with: columns[varying[0]]) })
    {
      return addresses[0]
    }
    guard let user else { return nil }
    // The one right beside the user, unless that is a name and an address is there too.
    let beside = neighbours(of: user, columns).filter { hosts.contains($0) }
    guard beside.count == 1, columns[beside[0]].isAddress || addresses.isEmpty,
      varying.isEmpty || varying.contains(beside[0])
    else { return nil }
    return beside[0]
  }

  /// The columns on both sides of the user's, past the ident name's.
  private static func neighbours(of user: Int, _ columns: [ProFTPDColumn]) -> [Int] {
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
    var words = ByteCursor(head.trimmed)
    for (number, role) in roles.enumerated() {
      if number == before {
        guard words.isAtEnd else { return false }
        words = ByteCursor(tail.trimmed)
      }
      let rest = words.rest
      guard let first = words.word() else { return false }
      var word = first
      if number == user {
        // The name has what the columns behind it leave.
        let behind = (number < before ? before : roles.count) - number - 1
        let surplus = Self.count(words.rest) - behind
        guard surplus >= 0 else { return false }
        if surplus > 0 {
          for _ in 0..<surplus { _ = words.word() }
          word = rest[0..<(rest.count - words.rest.count)].trimmed
        }
      }
      guard body(number == user && isNobodys(word) ? .other : role, word) else { return false }
    }
    return words.isAtEnd && (before < roles.count || tail.trimmed.isEmpty)
  }

  private func isNobodys(_ word: ByteSlice) -> Bool {
    nobody.map { $0.count == word.count && word.buffer.elementsEqual($0) } == true
  }

  private static func count(_ text: ByteSlice) -> Int {
    var words = ByteCursor(text)
    var count = 0
    words.skipSpaces()
    while words.word() != nil { count += 1 }
    return count
  }
}

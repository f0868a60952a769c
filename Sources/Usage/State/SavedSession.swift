import Bytes
import FTPProtocol
import Foundation

/// A session that was open when a run ended, for the next to go on with. Nothing in it is a number
/// that only one run gives a meaning to.
struct SavedSession: Codable {
  /// A file as its run knew it: its path, and what set apart the keys of its sessions.
  struct File: Codable, Hashable {
    var path: String
    var seed: Digest128

    init(_ file: SourceFile) {
      path = file.path
      seed = file.stream
    }
  }

  let key: Digest128
  /// The format's name.
  let format: String
  /// Which stream of files it is in.
  let stream: Digest128
  /// The files that have lines of it, which refer to them by their places here.
  private(set) var files: [File] = []

  /// Whether a later run is to find out whether it began in clear.
  let isUndecided: Bool
  private var facts: Session.Facts
  private var port: UInt16
  private var clientPort: UInt16
  private var client: Data?
  private var server: Data?
  private var user: Data?
  private var askedUser: Data?
  private var askedBefore: Data?
  private var otherUsers: [Data]
  private var discriminators: [UInt32]
  private var begins: Timestamp
  private var ends: Timestamp
  private var line: LineReference
  private var ordinal: UInt32
  private var entries: [Journal.Entry]
  private var findings: Findings?
  private var waiting: [Session.Waiting]

  /// The client's address, digested; nil where none is known.
  var clientDigest: Digest128? {
    client.map { Array($0).withSlice { OpenSessions.digest($0) } }
  }

  /// Keeps a session, names and all.
  init(
    _ session: borrowing Session, names: Tally, format: String, stream: StreamFiles,
    isUndecided: Bool
  ) {
    self.isUndecided = isUndecided
    self.format = format
    key = session.key
    self.stream = stream.seed
    facts = session.facts
    port = session.port
    clientPort = session.clientPort
    client = names.clients.data(session.client)
    server = names.servers.data(session.server)
    user = names.users.data(session.user)
    askedUser = names.users.data(session.askedUser)
    askedBefore = names.users.data(session.askedBefore)
    otherUsers = session.otherUsers.compactMap { names.users.data($0) }
    discriminators = [
      session.discriminators.0, session.discriminators.1, session.discriminators.2,
    ]
    begins = session.begins
    ends = session.ends
    line = session.line
    ordinal = session.ordinal
    entries = Array(session.journal.entries)
    findings = session.judged?.findings
    waiting = session.waiting
    var files: [File] = []
    var places: [UInt32: UInt32] = [:]
    func place(_ number: UInt32) -> UInt32 {
      if let place = places[number] { return place }
      let place = UInt32(files.count)
      files.append(File(stream.all[number]))
      places[number] = place
      return place
    }
    for number in stream.numbers where session.mayBeIn(file: number) { _ = place(number) }
    renumberFiles(place)
    self.files = files
  }

  /// Gives the files of its lines other numbers.
  private mutating func renumberFiles(_ number: (UInt32) -> UInt32) {
    line.file = number(line.file)
    for index in entries.indices { entries[index].line.file = number(entries[index].line.file) }
    for index in waiting.indices { waiting[index].line.file = number(waiting[index].line.file) }
    findings?.renumberFiles(number)
  }

  /// The session, its names numbered anew, and its files as `numbers` has them.
  func session(names: Tally, files numbers: [UInt32], format: UInt8) -> Session {
    var saved = self
    saved.renumberFiles { numbers[Int($0)] }
    return saved.session(names: names, format: format, files: numbers)
  }

  private func session(names: Tally, format: UInt8, files numbers: [UInt32]) -> Session {
    var session = Session(
      key: key, begins: begins, ends: ends, client: names.clients.number(of: client),
      server: names.servers.number(of: server), port: port, clientPort: clientPort,
      format: format, facts: facts, line: line)
    for number in numbers { session.noteFile(number) }
    session.user = names.users.number(of: user)
    session.askedUser = names.users.number(of: askedUser)
    session.askedBefore = names.users.number(of: askedBefore)
    session.otherUsers = otherUsers.map { names.users.number(of: $0) }
    for value in discriminators.reversed() { session.note(discriminator: value) }
    session.ordinal = ordinal
    session.journal = Journal(entries)
    session.judged = findings.map { Session.Judged($0) }
    session.waiting = waiting
    return session
  }
}

extension NamePool {
  fileprivate func data(_ number: UInt32) -> Data? {
    number == Self.none ? nil : withName(number) { Data($0.buffer) }
  }

  fileprivate mutating func number(of data: Data?) -> UInt32 {
    guard let data else { return Self.none }
    return Array(data).withSlice { number(of: $0) }
  }
}

import Bytes
import FTPProtocol
import Foundation

/// A session that was open when a run ended, for the next to go on with.
struct SavedSession: Codable {
  var key: Digest128
  /// The format's name.
  var format: String
  /// Which stream of files it is in.
  var stream: Digest128
  /// The file that it was first seen in, and what set apart the keys of that one's sessions.
  var path: String
  var seed: Digest128

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
  private var line: UInt64
  private var ordinal: UInt32
  private var entries: [Journal.Entry]
  private var findings: Findings?
  private var waiting: [Session.Waiting]

  /// The client's address, digested; nil where none is known.
  var clientDigest: Digest128? {
    client.map { Array($0).withUnsafeBufferPointer { OpenSessions.digest(ByteSlice($0)) } }
  }

  /// Keeps a session, names and all. `format`, `stream`, `path` and `seed` are filled in by
  /// who knows them.
  init(_ session: borrowing Session, names: Tally, isUndecided: Bool) {
    self.isUndecided = isUndecided
    key = session.key
    format = ""
    stream = Digest128(high: 0, low: 0)
    path = ""
    seed = stream
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
    line = session.line.line
    fileNumber = session.line.file
    formatNumber = session.format
    ordinal = session.ordinal
    entries = Array(session.journal.entries)
    findings = session.judged?.findings
    waiting = session.waiting
  }

  /// The numbers that the run which saves it knows file and format by.
  private(set) var fileNumber: UInt32 = 0
  private(set) var formatNumber: UInt8 = 0

  /// Its first line, by the numbers of the run that saves it.
  var lineReference: LineReference { LineReference(file: fileNumber, line: line) }

  /// The session, its names numbered anew.
  func session(names: Tally, file: UInt32, format: UInt8) -> Session {
    var session = Session(
      key: key, begins: begins, ends: ends, client: names.clients.number(of: client),
      server: names.servers.number(of: server), port: port, clientPort: clientPort,
      format: format, facts: facts, line: LineReference(file: file, line: line))
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
    return Array(data).withUnsafeBufferPointer { number(of: ByteSlice($0)) }
  }
}

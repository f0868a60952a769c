import Bytes

@testable import Sensor

extension ReplayTests {
  /// Plays a conversation, and says where it went another way.
  static func play(
    _ conversation: RecordedConversation, _ server: Server, _ persona: PreparedPersona
  ) -> [Difference] {
    var played = PlayedSession(setting(server, persona))
    var differences: [Difference] = []
    var lines = ArraySlice(conversation.lines)
    if server.isImplicit {
      // Where the handshake failed, no session began.
      guard case .tls? = lines.first else { return [] }
      lines.removeFirst()
    }
    var command = ""
    while true {
      let exchange = takeExchange(&lines)
      if let outcome = exchange.data { played.data = outcome }
      if !command.isEmpty { played.send(line(of: command)) }
      let ours = played.takeSaid()
      if played.wantsTLS { played.shakeHands(succeeds: exchange.hasTLS) }
      if !isAlike(exchange.replies, ours, isClosed: played.isClosed) {
        differences.append(
          Difference(
            title: conversation.title, command: command, real: exchange.replies, ours: ours))
      }
      guard case .client(let next)? = lines.popFirst() else { return differences }
      command = next
      played.data = .opens(resumes: true)
    }
  }

  private struct Exchange {
    var replies: [String] = []
    var hasTLS = false
    var data: PlayedSession.DataOutcome?
  }

  /// What is recorded up to the client's next line.
  private static func takeExchange(
    _ lines: inout ArraySlice<RecordedConversation.Line>
  ) -> Exchange {
    var exchange = Exchange()
    while let line = lines.first {
      if case .client = line { break }
      lines.removeFirst()
      switch line {
      case .server(let text): exchange.replies.append(text)
      case .tls: exchange.hasTLS = true
      case .data(let text): exchange.data = outcome(text)
      case .client: break
      }
    }
    if exchange.replies.contains(where: { $0.hasPrefix("425 Security") }) {
      exchange.data = .fails(.stranger)
    }
    if exchange.replies.contains(where: { $0.hasPrefix("<Timeout") }) { exchange.data = .waits }
    return exchange
  }

  private static func outcome(_ text: String) -> PlayedSession.DataOutcome {
    if text.hasPrefix("dataerr") { return .fails(.tls("no ClientHello came")) }
    return .opens(resumes: !text.contains("reused=False"))
  }

  private static func line(of command: String) -> String {
    // How the transcripts write three commands in one segment.
    if command.hasSuffix("(one send)") { return "AUTH TLS\r\nNOOP\r\nFEAT\r\n" }
    return command + "\r\n"
  }

  private static func isAlike(_ real: [String], _ ours: [String], isClosed: Bool) -> Bool {
    let said = real.filter { !$0.hasPrefix("<") }
    if said.map(masked) != ours.map(masked) { return false }
    // It closed, and the client saw the end or failed to send more.
    let ended = real.contains { $0.hasPrefix("<EOF") || $0.hasPrefix("<ConnectionReset") }
    return !ended || isClosed
  }

  /// A line without what differs from one session to the next: ports, times, how many are here.
  private static func masked(_ line: String) -> String {
    line.replacing(/\(\|\|\|\d+\|\)/, with: "(|||P|)")
      .replacing(/\((?:\d+,){5}\d+\)/, with: "(A)")
      .replacing(/Local time is now .*/, with: "Local time")
      .replacing(/You are user number \d+ of \d+ allowed/, with: "You are user number")
      .replacing(/[\d.]+ seconds \(measured here\), .*/, with: "seconds")
      .replacing(/\d+ matches total/, with: "matches total")
  }

  private static func setting(
    _ server: Server, _ persona: PreparedPersona
  ) -> ServerSession.Setting {
    let local = IPAddress(v4: 0x7F00_0001)
    return ServerSession.Setting(
      persona: persona, isImplicit: server.isImplicit, allowsActive: true, peer: local,
      local: local, files: RecordedFiles(),
      accepts: .listed([
        Array("ftptest".utf8): [Array("ftptest".utf8)],
        Array("anonymous".utf8): [Array("a@b.c".utf8)],
      ]), seed: 1)
  }

  // MARK: The servers as they were set up

  static func vsftpd(_ tls: String) -> String {
    """
    name: replayed
    like: vsftpd-3.0.3
    tls: \(tls)
    login: {home: /srv/ftp}
    """
  }

  static func proftpd(
    _ name: String, _ tls: String, protClear: String = "200 Protection set to Clear"
  ) -> String {
    """
    name: replayed
    like: proftpd-1.3.5
    replies:
      greeting: 220 ProFTPD Server (\(name)) [127.0.0.1]
      # That version lets private addresses pass here, and refuses them when they are to be used.
      portRefused: 200 PORT command successful
      eprtRefused: 200 EPRT command successful
      protClear: \(protClear)
      help: |
        214-The following commands are recognized (* =>'s unimplemented):
         CWD     XCWD    CDUP    XCUP    SMNT*   QUIT    PORT    PASV    
         EPRT    EPSV    ALLO    RNFR    RNTO    DELE    MDTM    RMD     
         XRMD    MKD     XMKD    PWD     XPWD    SIZE    SYST    HELP    
         NOOP    FEAT    OPTS    HOST    CLNT    AUTH    CCC*    CONF*   
         ENC*    MIC*    PBSZ    PROT    TYPE    STRU    MODE    RETR    
         STOR    STOU    APPE    REST    ABOR    RANG    USER    PASS    
         ACCT*   REIN*   LIST    NLST    STAT    SITE    MLSD    MLST    
        214 Direct comments to root@127.0.0.1
    features: |
      AUTH TLS
      CCC
      CLNT
      CSID
      EPRT
      EPSV
      HOST
      LANG C.UTF-8*
      MDTM
      MFF modify;UNIX.group;UNIX.mode;
      MFMT
      MLST {facts}
      PBSZ
      PROT
      RANG STREAM
      REST STREAM
      SIZE
      SSCN
      TVFS
      UTF8
    tls: \(tls)
    data:
      facts: >-
        modify perm size type unique UNIX.group UNIX.groupname UNIX.mode UNIX.owner UNIX.ownername
    """
  }

  static func pureFTPd(_ tls: String) -> String {
    """
    name: replayed
    like: pure-ftpd
    replies:
      greeting: |
        220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------
        220-You are user number {users} of 500 allowed.
        220-Local time is now {clock}. Server port: {listener}.
        220 You will be disconnected after 5 minutes of inactivity.
    tls: \(tls)
    """
  }
}

/// Two files, as the recorded servers had them.
final class RecordedFiles: FileTree {
  private let time = Timestamp(milliseconds: 1_700_000_000_000)

  private func file(_ name: String) -> FileEntry {
    FileEntry(
      name: Array(name.utf8), isFolder: false, size: 15, modified: time, mode: 0o644, owner: "ftp",
      group: "ftp", unique: UInt64(name.utf8.count))
  }

  func entry(at path: [UInt8]) -> FileEntry? {
    if path == Array("/".utf8) || path == Array("/srv/ftp".utf8) {
      return FileEntry(
        name: [], isFolder: true, size: 4096, modified: time, mode: 0o755, owner: "ftp",
        group: "ftp", unique: 1)
    }
    return nil
  }

  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] {
    [file("hello.txt"), file("readme.txt")]
  }

  func makeFolder(_ path: [UInt8]) throws(FileError) { throw .denied }
  func removeFolder(_ path: [UInt8]) throws(FileError) { throw .denied }
  func removeFile(_ path: [UInt8]) throws(FileError) { throw .denied }
  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) { throw .denied }
  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) { throw .denied }
  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) { throw .denied }
  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) { throw .denied }
  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile { throw .missing }
  func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile {
    throw .denied
  }
}

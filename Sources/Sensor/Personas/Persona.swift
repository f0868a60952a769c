import TLSWire

/// What a sensor claims to be: the words, habits and ignorance of one FTP server.
public struct Persona: Equatable, Sendable {
  /// What `--persona` calls it, `vsftpd-3.0.3`.
  public var name: String
  /// What it claims to be, in a sentence.
  public var about: String
  /// What it says; a situation that is not there is answered like its `general` one, else with
  /// the usual words.
  var replies: [Situation: String]
  /// Commands that it merely answers, in capitals, and the reply: `REIN` with no argument, `HELP
  /// SITE` with that one, `SITE IDLE *` with any or none behind it. An empty reply is silence. They
  /// come before what the verb does, and after the demands for a login and TLS.
  var answers: [String: String]
  /// Situations after whose reply it closes the connection.
  var closesAfter: Set<Situation>
  /// Verbs after whose answer it closes the connection: `POST`, in capitals. They need no login.
  var closesOn: Set<String>
  /// Verbs that it knows, in capitals: FEAT, XPWD, SITE CHMOD …
  var verbs: Set<String>
  /// Verbs that it answers before a login; others get `loginRequired`.
  var verbsBeforeLogin: Set<String>
  /// Lines of FEAT in clear, without the space before them. `{facts}` stands for MLST's facts, each
  /// with a semicolon, an asterisk before it where OPTS MLST chose it.
  var features: [String]
  /// The same inside TLS.
  var featuresInTLS: [String]
  /// FEAT's first line, without code.
  var featuresBegin: String
  /// Its last line, without code.
  var featuresEnd: String
  /// How LIST looks.
  var listing: ListingStyle
  /// Whether an argument is refused where the RFCs have none (501); else it is passed over.
  var refusesNeedlessArguments: Bool
  /// How TLS is had.
  public var tls: TLSPolicy
  /// How logins go.
  public var login: LoginPolicy
  /// How data connections go.
  var data: DataPolicy
  /// Whose files it shows where they are made up.
  var machine: Machine
  /// The certificate's subject where the operator gives none: `CN={host}, O=…`, in which `{host}`
  /// stands for the sensor's made-up name (`HostName`).
  var certificateSubject: String
  /// Whether its key is RSA (2048 bits), else ECDSA P-256.
  var hasRSAKey: Bool

  /// What it runs on.
  enum Machine: String, Sendable, CaseIterable {
    case unix, windows, router, printer
  }

  /// How LIST looks.
  enum ListingStyle: String, Sendable, CaseIterable {
    /// `ls -l` as vsftpd has it, without and with a line `total`.
    case unix, unixTotal
    /// The same in the columns of ProFTPD's and of Pure-FTPd's own `ls`.
    case proFTPD, pureFTPd
    /// MS-DOS as IIS has it: `03-05-24  10:21AM       <DIR>          wwwroot`.
    case dos
    /// FileZilla Server's: ls with fixed owner and columns.
    case fileZilla
  }

  /// How TLS is had.
  public struct TLSPolicy: Equatable, Sendable {
    /// AUTH's arguments that are answered with 234; empty where there is no TLS.
    var mechanisms: Set<String> = []
    /// Whether USER is refused in clear.
    var isRequired = false
    /// Verbs that are answered in clear where TLS is required; empty: all but USER.
    var verbsWithoutTLS: Set<String> = []
    /// Whether transfers are refused at level C.
    var isRequiredForData = false
    /// Whether PBSZ must come before PROT.
    var wantsPBSZ = false
    /// Whether CCC takes the control channel's protection away; else it is refused.
    var hasCCC = false
    /// Whether a name given before AUTH still holds after it.
    var keepsUser = false
    /// Whether a data connection must resume the control connection's session.
    var demandsResumption = false
    /// Whether level P holds from the start on the implicit port (MS-FTPS).
    var isImplicitPrivate = false
    /// Whether CCC is refused before a login.
    var wantsLoginForCCC = false
    /// What becomes of commands that came behind AUTH in the same packet.
    var injection = Injection.dropped
    /// Suites up to TLS 1.2 in OpenSSL's notation, best first: the server's order holds; nil:
    /// OpenSSL's usual ones, in the client's order.
    var ciphers: String?
    /// Groups for the key exchange in OpenSSL's notation, best first; nil: all that are usual.
    var groups: String?
    /// Whether there are session tickets, else the server keeps the sessions.
    var hasTickets = true
    /// Whether the name that a client asks for is acknowledged (`server_name`).
    var acknowledgesName = false
    /// Application protocols (ALPN) that are agreed to.
    var applicationProtocols: [String] = []
    /// Whether clients are asked for a certificate, which they need not have.
    var asksCertificate = false
    /// The versions that are agreed.
    var lowest = ProtocolVersion.tls10
    var highest = ProtocolVersion.tls13

    init() {}
  }

  /// What becomes of commands that came in clear behind AUTH.
  enum Injection: String, Sendable, CaseIterable {
    /// They are forgotten.
    case dropped
    /// They are run inside TLS, as by CVE-2011-0411's kin.
    case run
    /// They are taken for the handshake, which fails.
    case handshake
  }

  /// How logins go.
  public struct LoginPolicy: Equatable, Sendable {
    /// Whether `anonymous` and `ftp` are let in.
    var allowsAnonymous = false
    /// Whether a verb that it does not know gets `loginRequired` too before a login.
    var comesBeforeUnknown = false
    /// Milliseconds before the greeting.
    var greetingDelay = 0
    /// Milliseconds before the answer to a wrong password, and how many more there are at random.
    var failureDelay = 0
    var failureDelaySpread = 0
    /// Whether it is so long for the first one, twice so long for the second …
    var failureDelayGrows = false
    /// Wrong passwords before the connection is closed; nil: never.
    var failuresMaximum: Int?
    /// Whether a `:)` in a user's name opens a port, as in vsftpd 2.3.4.
    var hasBackDoor = false
    /// What guests are called once they are in; nil: as they said.
    var guestName: String?
    /// Seconds that a client may be silent, and in which it has to log in; nil: those of the
    /// sensor, and no time.
    var idleSeconds: Int?
    var loginSeconds: Int?
    /// Where one is after a login; `{user}` stands for the name.
    var home = "/"

    init() {}
  }

  /// What STAT shows of a folder.
  enum StatusStyle: String, Sendable, CaseIterable {
    /// What LIST shows.
    case shown
    /// Names with a dot before them, `.` and `..` too; and each line moved in by a space.
    case all, indented
  }

  /// What becomes of control characters in a name.
  enum ControlBytes: String, Sendable, CaseIterable {
    /// They stay, become `_`, or stay but for NUL, which ends the name as in C.
    case kept, underscored, cutAtNUL
  }

  /// What a pattern is in LIST, NLST and STAT.
  enum Globbing: String, Sendable, CaseIterable {
    /// There are none.
    case none
    /// Each name of a path may be one, as in a shell: `*`, `?`, `[a-z]`.
    case shell
    /// The last name of a path is one, as in vsftpd: `*`, `?`, `{a,b}`.
    case vsftpd
  }

  /// What NLST tells of a folder.
  enum NamesStyle: String, Sendable, CaseIterable {
    /// What LIST shows, and in its order.
    case listed
    /// The same in no order, as a file system has it, and nothing of the folders below.
    case unsorted
    /// All of its names in no order, with those of a dot; and nothing of files.
    case folder
  }

  /// What becomes of an upload into a file that is there.
  enum RestartedUploads: String, Sendable, CaseIterable {
    /// It begins within the file (else `restartBeyond`), and what is behind it goes.
    case within
    /// The same; beyond the end it begins at the end.
    case clamped
    /// It is written over what is there, of which the rest stays; beyond the end come zeros first.
    case seeking
    /// Neither STOR after REST nor APPE is taken.
    case refused
  }

  /// How data connections go.
  struct DataPolicy: Equatable, Sendable {
    /// Whether PORT and EPRT are taken.
    var allowsActive = true
    /// What a pattern is, in listings.
    var globbing = Globbing.shell
    /// What NLST tells of a folder.
    public var names = NamesStyle.listed
    /// Whether names that differ in case only are one, as on Windows.
    var ignoresCase = false
    /// Verbs that take `..` and the name before it out of a path without a look at what is there.
    var cleansPaths: Set<[UInt8]> = []
    /// Whether slashes at a path's end make no difference, also behind a file.
    var dropsLastSlash = false
    /// What becomes of control characters in a name.
    var controlBytes = ControlBytes.kept
    /// What becomes of STOR after REST, and of APPE.
    var restartedUploads = RestartedUploads.within
    /// Whether an RNFR that fails leaves the one before it.
    var keepsRename = false
    /// Whether telnet's commands are taken out of lines and answered.
    var takesTelnet = true
    /// Whether transfers are refused for want of a data connection before anything else is.
    var wantsConnectionFirst = false
    /// Whether EPRT takes only the family of the sensor's address.
    var ownFamilyOnly = false
    /// Verbs that are refused after EPSV ALL.
    var refusedAfterEPSVAll: Set<[UInt8]> = DataPolicy.activeVerbs
    /// Whether commands that need no data connection are answered while a transfer goes on; else
    /// only ABOR and STAT are, and the others wait.
    var answersDuringTransfer = false
    /// What STOU calls a file where the client does not say.
    var uniqueName = "ftp"
    /// Whether REST and SIZE are refused in ASCII mode.
    var refusesOffsetsInASCII = false
    /// Whether lines get the other end in ASCII mode.
    var translatesLines = true
    /// The letters of `ls` that mean something in LIST and STAT.
    var listOptions = ListOptions.letters
    /// Those that mean something in NLST.
    var namesOptions = ListOptions.letters.subtracting([0x6C])
    /// Whether `MDTM 20260101120000 name` sets the time.
    var setsTimeByMDTM = true
    /// Whether MLSD shows the folder itself and the one above.
    var listsItself = false
    /// What STAT shows of a folder.
    var status = StatusStyle.shown
    /// Permissions that what clients make does not have.
    var umask: UInt16 = 0o022
    /// Facts of MLSD and MLST, in their order; empty where it has neither.
    var facts: [String] = []

    /// What RFC 2428 §4 has refused after EPSV ALL.
    private static let activeVerbs = Set(["PORT", "EPRT", "PASV"].map { Array($0.utf8) })

    init() {}
  }

  init(name: String) {
    self.name = name
    about = ""
    replies = [:]
    answers = [:]
    closesAfter = []
    closesOn = []
    verbs = []
    verbsBeforeLogin = []
    features = []
    featuresInTLS = []
    featuresBegin = "Features:"
    featuresEnd = "End"
    listing = .unix
    refusesNeedlessArguments = false
    tls = TLSPolicy()
    login = LoginPolicy()
    data = DataPolicy()
    machine = .unix
    certificateSubject = ""
    hasRSAKey = false
  }
}

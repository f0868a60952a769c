extension Situation {
  /// What is said where a persona has no words: the code that the RFC has for it, in the words of
  /// that RFC or of BSD's ftpd, from which most servers have theirs. RFC 959 where none is named.
  /// No sentence here is our own: those are `plain`'s, or all personas could be told by them.
  public var defaultReply: String {
    connectionReply ?? loginReply ?? protectionReply ?? parameterReply ?? dataReply ?? fileReply
      ?? siteReply ?? "200 OK."
  }

  private var connectionReply: String? {
    switch self {
    case .greeting: "220 FTP server ready."
    case .goodbye: "221 Goodbye."
    case .closing: "421 Service not available, closing control connection."
    case .idle: "421 Timeout: closing control connection."
    case .tooManyConnections: "421 Service not available, closing control connection."
    case .tooManyFailures: "421 Service not available, closing control connection."
    case .commandUnknown, .verbStrange, .verbMissing, .lineEmpty:
      "500 '{verb}': command not understood."
    case .commandNotImplemented: "502 {verb} command not implemented."
    case .argumentMissing: "501 Syntax error in parameters or arguments."
    case .argumentBad: "501 Syntax error in parameters or arguments."
    case .lineTooLong: "500 Syntax error, command unrecognized."
    case .loginRequired: "530 Please login with USER and PASS."
    default: nil
    }
  }

  private var loginReply: String? {
    switch self {
    case .alreadyLoggedIn: "503 Bad sequence of commands."
    case .userOK, .userAgain, .userChanged, .guestAgain: "331 Password required for {user}."
    case .userAnonymous: "331 Guest login ok, send your complete e-mail address as password."
    case .userRefused: "530 User {user} access denied."
    case .loginOK: "230 User {user} logged in."
    case .loginAnonymous: "230 Guest login ok, access restrictions apply."
    case .loginFailed: "530 Login incorrect."
    case .passwordFirst: "503 Login with USER first."
    case .passwordNotNeeded: "503 Bad sequence of commands."
    case .accountOK: "202 Command not implemented, superfluous at this site."
    case .reinitialized: "220 Service ready for new user."
    default: nil
    }
  }

  /// RFC 2228 §5 and 4217 §17.
  private var protectionReply: String? {
    switch self {
    case .authOK: "234 Security data exchange complete."
    case .authUnknown: "504 Command not implemented for that parameter."
    case .authMissing: "501 Syntax error in parameters or arguments."
    case .authAgain: "503 Bad sequence of commands."
    case .authAfterLogin: "503 Bad sequence of commands."
    case .authUnavailable: "431 Need some unavailable resource to process security."
    case .tlsRequired, .tlsRequiredForGuests: "530 Not logged in."
    case .tlsRequiredForData: "522 Request denied for policy reasons."
    case .pbszOK: "200 PBSZ=0"
    case .pbszBad: "501 Syntax error in parameters or arguments."
    case .pbszNotProtected: "503 Bad sequence of commands."
    case .protPrivate: "200 Command okay."
    case .protClear: "200 Command okay."
    case .protUnsupported: "536 Requested PROT level not supported by mechanism."
    case .protUnknown: "504 Command not implemented for that parameter."
    case .protClearRefused: "534 Request denied for policy reasons."
    case .protNotProtected: "503 Bad sequence of commands."
    case .protBeforePBSZ: "503 Bad sequence of commands."
    case .clearOK: "200 Command okay."
    case .clearRefused: "534 Request denied for policy reasons."
    case .clearNotProtected: "533 Command protection level denied for policy reasons."
    default: nil
    }
  }

  /// RFC 2389 §3 and §4 for FEAT and OPTS, 2640 for LANG, 3659 §5 for REST, 7151 for HOST.
  private var parameterReply: String? {
    switch self {
    case .typeASCII, .typeBinary: "200 Type set to {type}."
    case .typeUnknown: "504 Command not implemented for that parameter."
    case .typeUnsupported: "504 Command not implemented for that parameter."
    case .structureOK: "200 STRU F ok."
    case .structureUnknown: "504 Unimplemented STRU type."
    case .structureBad: "501 Syntax error in parameters or arguments."
    case .modeOK: "200 MODE S ok."
    case .modeUnknown: "504 Unimplemented MODE type."
    case .modeBad: "501 Syntax error in parameters or arguments."
    case .restartOK: "350 Restarting at {offset}."
    case .restartBad: "501 Syntax error in parameters or arguments."
    case .restartBeyond: "554 Requested action not taken: invalid REST parameter."
    case .restartInASCII: "501 REST not allowed in ASCII mode."
    case .allocateOK: "202 ALLO command ignored."
    case .noop: "200 OK."
    case .systemType: "215 UNIX Type: L8"
    case .optionOK: "200 Command okay."
    case .optionUnknown: "501 Option not understood."
    case .optionUTF8: "200 Command okay."
    case .optionFacts: "200 MLST OPTS {options}"
    case .clientOK: "200 Command okay."
    case .languageOK: "200 Command okay."
    case .languageUnknown: "504 Command not implemented for that parameter."
    case .hostOK: "220 Host accepted."
    case .hostUnknown: "504 Command not implemented for that parameter."
    case .hostTooLate: "503 Bad sequence of commands."
    default: nil
    }
  }

  /// RFC 2428 for EPRT and EPSV, 4217 §10 for their TLS.
  private var dataReply: String? {
    switch self {
    case .portOK, .eprtOK: "200 {verb} command successful."
    case .portRefused, .eprtRefused: "501 Illegal {verb} command."
    case .portBad, .eprtBad: "501 Syntax error in parameters or arguments."
    case .portPrivileged, .eprtPrivileged: "501 Illegal {verb} command."
    case .eprtFamily, .epsvFamily: "522 Network protocol not supported, use ({protocol})"
    case .passive: "227 Entering Passive Mode ({address})."
    case .extendedPassive: "229 Entering Extended Passive Mode (|||{port}|)"
    case .epsvBad: "501 Syntax error in parameters or arguments."
    case .epsvAll: "200 EPSV ALL command successful."
    case .afterEPSVAll: "501 Bad sequence of commands."
    case .passiveFailed: "425 Can't open passive connection."
    case .opening, .openingList, .openingUpload:
      "150 File status okay; about to open data connection."
    case .openingSized: "150 Opening data connection for {name} ({size} bytes)."
    case .openingUnique: "150 FILE: {name}"
    case .dataFailed, .dataStranger: "425 Can't open data connection."
    case .dataTLSFailed: "522 Can't open data connection."
    case .dataNotResumed: "522 Can't open data connection."
    case .transferDone, .listDone, .namesDone, .uploadDone: "226 Transfer complete."
    case .transferCutOff, .uploadCutOff: "426 Connection closed; transfer aborted."
    case .transferAborted: "426 Transfer aborted. Data connection closed."
    case .writeFailed: "452 Error writing file."
    case .readFailed: "451 Requested action aborted. Local error in processing."
    case .abortOK: "226 Abort successful"
    case .abortNothing: "225 ABOR command successful."
    case .noDataConnection: "425 Can't build data connection: Connection refused."
    default: nil
    }
  }

  /// RFC 3659 for SIZE, MDTM, MLST and MLSD.
  private var fileReply: String? {
    switch self {
    case .workingFolder: "257 \"{path}\" is current directory."
    case .folderChanged, .folderUp: "250 {verb} command successful."
    case .folderMissing, .listMissing, .namesMissing, .statusMissing, .fileMissing,
      .storeMissing, .renameMissing, .sizeMissing, .sizeNotPlain, .timeMissing, .timeNotPlain:
      "550 {argument}: No such file or directory."
    case .folderMade: "257 \"{path}\" directory created."
    case .folderNotMade: "550 {argument}: Cannot create directory."
    case .folderRemoved, .fileRemoved: "250 {verb} command successful."
    case .folderNotRemoved, .fileNotRemoved: "550 {argument}: Directory not empty."
    case .fileNotPlain, .storeOnFolder: "550 {argument}: not a plain file."
    case .renameFrom: "350 File exists, ready for destination name"
    case .renameDone: "250 RNTO command successful."
    case .renameFailed: "550 rename: Operation not permitted."
    case .renameFirst: "503 Bad sequence of commands."
    case .fileSize: "213 {size}"
    case .sizeInASCII: "550 SIZE not allowed in ASCII mode."
    case .fileTime: "213 {time}"
    case .fileTimeSet: "213 Modify={time}; {path}"
    case .timeBad: "501 Syntax error in parameters or arguments."
    case .fileDenied: "550 {argument}: Permission denied."
    case .storeDenied: "550 {argument}: Permission denied."
    case .storeFull: "552 Requested file action aborted. Exceeded storage allocation."
    case .factsNotFolder: "501 {argument}: Not a directory."
    case .globbingUnsupported: "550 Requested action not taken."
    case .uniqueAfterRestart, .appendAfterRestart: "450 Requested file action not taken."
    case .statusServer: "211-{server} FTP server status:\n Logged in as {user}\n211 End of status"
    case .statusTransfer: "213 Status: {count} bytes transferred"
    case .statusFileBegin: "213-Status of {argument}:"
    case .statusFileEnd: "213 End of Status"
    case .factsBegin: "250-Listing {path}"
    case .factsEnd: "250 End"
    default: nil
    }
  }

  private var siteReply: String? {
    switch self {
    case .siteHelp: "214 Help message."
    case .siteMissing: "501 Syntax error in parameters or arguments."
    case .siteUnknown: "500 'SITE {argument}': command not understood."
    case .siteModeOK: "200 CHMOD command successful."
    case .siteModeMissing: "550 {argument}: No such file or directory."
    case .siteModeFailed: "550 {path}: Operation not permitted."
    case .siteModeBad, .siteModeUnknown: "501 CHMOD: Mode value must be between 0 and 0777"
    case .siteCopyFrom: "350 File or directory exists, ready for destination name"
    case .siteCopyMissing: "550 {path}: No such file or directory"
    case .siteCopyDone: "250 Copy successful"
    case .siteCopyFailed: "550 {path}: Operation not permitted"
    case .siteCopyFirst: "503 Bad sequence of commands"
    case .help: "214 Help message."
    case .helpVerb: "214 Help message."
    case .helpUnknown: "501 Unknown command {argument}."
    default: nil
    }
  }
}

extension Situation {
  /// What is said where a persona has no words: the code that the RFC has for it, in plain words.
  /// RFC 959 where none is named.
  public var defaultReply: String {
    connectionReply ?? loginReply ?? protectionReply ?? parameterReply ?? dataReply ?? fileReply
      ?? siteReply ?? "200 OK."
  }

  private var connectionReply: String? {
    switch self {
    case .greeting: "220 FTP server ready."
    case .goodbye: "221 Goodbye."
    case .closing: "421 The server stops; try later."
    case .idle: "421 Nothing was said for too long; closing."
    case .tooManyConnections: "421 Too many connections; try later."
    case .tooManyFailures: "421 Too many failed logins; closing."
    case .commandUnknown: "500 {verb} is not understood."
    case .commandNotImplemented: "502 {verb} is not implemented."
    case .argumentMissing: "501 {verb} needs an argument."
    case .argumentBad: "501 {verb} does not take that argument."
    case .lineTooLong: "500 The line is too long."
    case .loginRequired: "530 Log in with USER and PASS first."
    default: nil
    }
  }

  private var loginReply: String? {
    switch self {
    case .alreadyLoggedIn: "503 You are logged in."
    case .userOK, .userAgain: "331 Send the password of {user}."
    case .userAnonymous: "331 Send your e-mail address as the password."
    case .userRefused: "530 {user} may not log in."
    case .userNoPassword, .loginOK: "230 {user} is logged in."
    case .loginAnonymous: "230 Logged in as a guest."
    case .loginFailed: "530 User and password do not match."
    case .passwordFirst: "503 Log in with USER first."
    case .passwordNotNeeded: "503 You are logged in."
    case .accountOK: "202 No account is needed."
    case .reinitialized: "220 Ready for another user."
    default: nil
    }
  }

  /// RFC 2228 §5 and 4217 §17.
  private var protectionReply: String? {
    switch self {
    case .authOK: "234 Begin TLS."
    case .authUnknown: "504 AUTH {argument} is not known."
    case .authMissing: "501 AUTH needs a mechanism."
    case .authAgain: "503 TLS is in use."
    case .authAfterLogin: "503 AUTH comes before the login."
    case .authUnavailable: "431 TLS is not available."
    case .tlsRequired, .tlsRequiredForGuests: "530 Begin TLS with AUTH first."
    case .tlsRequiredForData: "522 Data must be protected: send PROT P."
    case .pbszOK: "200 PBSZ=0"
    case .pbszBad: "501 PBSZ needs a number."
    case .pbszNotProtected: "503 PBSZ comes after AUTH."
    case .protPrivate: "200 Data will be private."
    case .protClear: "200 Data will be clear."
    case .protUnsupported: "536 PROT {argument} is not supported."
    case .protUnknown: "504 PROT {argument} is not known."
    case .protClearRefused: "534 Data must be private."
    case .protNotProtected: "503 PROT comes after AUTH."
    case .protBeforePBSZ: "503 PBSZ comes before PROT."
    case .clearOK: "200 The control connection is in clear."
    case .clearRefused: "534 The control connection stays protected."
    case .clearNotProtected: "533 The control connection is in clear."
    default: nil
    }
  }

  /// RFC 2389 §3 and §4 for FEAT and OPTS, 2640 for LANG, 3659 §5 for REST, 7151 for HOST.
  private var parameterReply: String? {
    switch self {
    case .typeASCII, .typeBinary: "200 Type is {type}."
    case .typeUnknown: "504 Type {argument} is not known."
    case .typeUnsupported: "504 Type {argument} is not supported."
    case .structureOK: "200 Structure is F."
    case .structureUnknown: "504 Structure {argument} is not supported."
    case .structureBad: "501 Structure {argument} is not known."
    case .modeOK: "200 Mode is S."
    case .modeUnknown: "504 Mode {argument} is not supported."
    case .modeBad: "501 Mode {argument} is not known."
    case .restartOK: "350 The next transfer begins at {offset}."
    case .restartBad: "501 REST needs a position."
    case .restartBeyond: "554 {argument} has fewer than {offset} bytes."
    case .restartInASCII: "501 REST is for type I."
    case .allocateOK: "202 No allocation is needed."
    case .noop: "200 OK."
    case .systemType: "215 UNIX Type: L8"
    case .optionOK: "200 {argument} is set."
    case .optionUnknown: "501 OPTS {argument} is not known."
    case .optionUTF8: "200 Names are UTF-8."
    case .optionFacts: "200 MLST OPTS {options}"
    case .clientOK: "200 Noted."
    case .languageOK: "200 Replies are in English."
    case .languageUnknown: "504 Replies are in English only."
    case .hostOK: "220 Host is {argument}."
    case .hostUnknown: "504 Host {argument} is not known."
    case .hostTooLate: "503 HOST comes before the login."
    default: nil
    }
  }

  /// RFC 2428 for EPRT and EPSV, 4217 §10 for their TLS.
  private var dataReply: String? {
    switch self {
    case .portOK, .eprtOK: "200 {verb} is set."
    case .portRefused, .eprtRefused: "501 {verb} names another address than yours."
    case .portBad, .eprtBad: "501 {verb} does not take that argument."
    case .portPrivileged, .eprtPrivileged: "501 {verb} needs a port above 1023."
    case .eprtFamily, .epsvFamily: "522 Use protocol ({protocol})."
    case .passive: "227 Entering Passive Mode ({address})."
    case .extendedPassive: "229 Entering Extended Passive Mode (|||{port}|)"
    case .epsvAll: "200 From now on EPSV only."
    case .afterEPSVAll: "501 {verb} comes not after EPSV ALL."
    case .passiveFailed: "425 No port is free."
    case .opening, .openingList, .openingUpload: "150 Opening the data connection."
    case .openingSized: "150 Opening the data connection for {size} bytes."
    case .openingUnique: "150 FILE: {name}"
    case .dataFailed, .dataStranger: "425 The data connection could not be opened."
    case .dataTLSFailed: "522 TLS failed on the data connection."
    case .dataNotResumed: "522 The data connection's TLS does not resume this one's."
    case .transferDone, .listDone, .uploadDone: "226 Done."
    case .transferCutOff: "426 The data connection broke off."
    case .transferAborted: "426 Given up."
    case .writeFailed: "452 The file could not be written."
    case .readFailed: "451 The file could not be read."
    case .abortOK: "226 ABOR is done."
    case .abortNothing: "225 Nothing to give up."
    case .noDataConnection: "425 Use PASV, EPSV, PORT or EPRT first."
    default: nil
    }
  }

  /// RFC 3659 for SIZE, MDTM, MLST and MLSD.
  private var fileReply: String? {
    switch self {
    case .workingFolder: "257 \"{path}\" is the current folder."
    case .folderChanged, .folderUp: "250 The current folder is {path}."
    case .folderMissing, .listMissing, .namesMissing, .statusMissing, .fileMissing,
      .renameMissing, .sizeMissing, .timeMissing:
      "550 {argument}: no such file or folder."
    case .folderMade: "257 \"{path}\" was made."
    case .folderNotMade: "550 {argument}: could not be made."
    case .folderRemoved, .fileRemoved: "250 {argument} was removed."
    case .folderNotRemoved, .fileNotRemoved: "550 {argument}: could not be removed."
    case .fileNotPlain: "550 {argument}: not a plain file."
    case .renameFrom: "350 Send the new name."
    case .renameDone: "250 Renamed."
    case .renameFailed: "550 {argument}: could not be renamed."
    case .renameFirst: "503 RNFR comes first."
    case .fileSize: "213 {size}"
    case .sizeInASCII: "550 SIZE is for type I."
    case .fileTime: "213 {time}"
    case .fileTimeSet: "213 Modify={time}; {path}"
    case .timeBad: "501 The time is not of the form YYYYMMDDHHMMSS."
    case .fileDenied: "550 {argument}: permission denied."
    case .storeDenied: "550 {argument}: permission denied."
    case .storeFull: "552 No space is left."
    case .factsNotFolder: "501 {argument}: not a folder."
    case .globbingUnsupported: "550 * and ? are not supported."
    case .uniqueAfterRestart, .appendAfterRestart: "450 {verb} comes not after REST."
    case .statusServer: "211-FTP server status:\n Logged in as {user}\n211 End"
    case .statusTransfer: "213 {count} bytes have crossed."
    case .statusFileBegin: "213-Status of {argument}:"
    case .statusFileEnd: "213 End"
    case .factsBegin: "250-Facts of {path}:"
    case .factsEnd: "250 End"
    default: nil
    }
  }

  private var siteReply: String? {
    switch self {
    case .siteHelp: "214 SITE: CHMOD, HELP"
    case .siteMissing: "501 SITE needs an argument."
    case .siteUnknown: "500 SITE {argument} is not understood."
    case .siteModeOK: "200 SITE CHMOD is done."
    case .siteModeFailed: "550 {path}: the mode could not be set."
    case .siteModeBad: "501 SITE CHMOD needs a mode and a name."
    case .siteCopyFrom: "350 Send the name of the copy."
    case .siteCopyMissing: "550 {path}: no such file or folder."
    case .siteCopyDone: "250 Copied."
    case .siteCopyFailed: "550 {path}: could not be copied."
    case .siteCopyFirst: "503 SITE CPFR comes first."
    case .help: "214 See RFC 959."
    case .helpVerb: "214 {argument} is known."
    case .helpUnknown: "501 {argument} is not known."
    default: nil
    }
  }
}

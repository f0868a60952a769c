/// What a server may have to say: the keys of a persona's replies. Each has RFC 959's code for it
/// and plain words where a persona has none of its own.
///
/// In replies `{user}`, `{path}`, `{verb}`, `{argument}`, `{size}`, `{time}`, `{address}` (six
/// numbers), `{ip}`, `{port}`, `{type}`, `{offset}`, `{server}` and `{id}` stand for what they name.
/// A reply of several lines is written with its codes and marks, one line each. Where `{path}` stands
/// between quotation marks, those in the path are doubled (RFC 959 appendix II). A reply that is
/// empty is none.
public enum Situation: String, CaseIterable, Sendable {
  // The connection.
  case greeting, goodbye, idle, tooManyConnections, tooManyFailures, closing
  case commandUnknown, commandNotImplemented, argumentMissing, argumentBad, lineTooLong
  case loginRequired, alreadyLoggedIn
  // The login.
  case userOK, userAnonymous, userRefused, userNoPassword, userAgain
  case loginOK, loginAnonymous, loginFailed, passwordFirst, passwordNotNeeded
  case accountOK, reinitialized
  // Protection.
  case authOK, authUnknown, authAgain, authAfterLogin, authUnavailable
  case tlsRequired, tlsRequiredForData, pbszOK, pbszNotProtected, protPrivate, protClear
  case protUnsupported, protUnknown, protClearRefused, protNotProtected, protBeforePBSZ
  case clearOK, clearRefused
  // Parameters.
  case typeASCII, typeBinary, typeUnknown, typeUnsupported, structureOK, structureUnknown
  case modeOK, modeUnknown, restartOK, restartBad, allocateOK, noop
  case systemType, optionOK, optionUnknown, optionUTF8, clientOK, languageOK, languageUnknown
  case hostOK, hostUnknown
  /// STRU and MODE with an argument that RFC 959 does not have (501); those that it has and the
  /// server has not are `structureUnknown` and `modeUnknown` (504).
  case structureBad, modeBad
  /// REST and SIZE where `DataPolicy.refusesOffsetsInASCII`; REST beyond a file's end (554).
  case restartInASCII, sizeInASCII, restartBeyond
  // Data connections.
  case portOK, portRefused, portBad, eprtOK, eprtRefused, eprtFamily
  case passive, extendedPassive, epsvAll, epsvFamily, passiveFailed
  /// PORT, PASV and EPRT after EPSV ALL.
  case afterEPSVAll
  case opening, openingSized, openingList, openingUnique, dataFailed, dataTLSFailed, dataNotResumed
  case dataStranger, transferDone, listDone, transferCutOff, writeFailed, readFailed
  case abortOK, abortNothing, noDataConnection
  // Files.
  case workingFolder, folderChanged, folderMissing, folderMade, folderNotMade
  case folderRemoved, folderNotRemoved, fileRemoved, fileNotRemoved, fileMissing, fileNotPlain
  case renameFrom, renameDone, renameFailed, renameFirst, fileSize, fileTime, fileTimeSet
  case fileDenied, storeDenied, listMissing
  case statusServer, statusTransfer, statusFileBegin, statusFileEnd, factsBegin, factsEnd
  /// MLSD of a file (501).
  case factsNotFolder
  // SITE.
  case siteHelp, siteUnknown, siteModeOK, siteModeFailed, siteCopyFrom, siteCopyDone
  case siteCopyFailed, siteCopyFirst
  case help, helpVerb, helpUnknown
}

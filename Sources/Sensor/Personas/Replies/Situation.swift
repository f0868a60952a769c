/// What a server may have to say: the keys of a persona's replies. Each has RFC 959's code for it
/// and usual words where a persona has none of its own (`defaultReply`), and most are said like
/// another that is more general (`general`) where a persona has words for that one only.
///
/// In replies `{user}` and the other names of `ReplyField` stand for what they name. A reply of
/// several lines is written with its codes and marks, one line each. One that is empty is none.
enum Situation: UInt8, CaseIterable, Sendable {
  // The connection. `verbStrange`: a verb of more than letters and digits,
  // `verbMissing`: a line that begins with a space, `lineEmpty`: one of nothing.
  case greeting, goodbye, idle, tooManyConnections, tooManyFailures, closing
  case commandUnknown, commandNotImplemented, verbStrange, verbMissing, lineEmpty
  case argumentMissing, argumentBad, lineTooLong
  case loginRequired, alreadyLoggedIn
  // The login. `userAgain`: USER after a login, `userChanged` with another name, `guestAgain` after
  // one of a guest. Where `userAnonymous` is 230, guests need no password. `loginOverdue`: it did
  // not come in time (`LoginPolicy.loginSeconds`).
  case userOK, userAnonymous, userRefused, userAgain, userChanged, guestAgain
  case loginOK, loginAnonymous, loginFailed, loginOverdue, passwordFirst, passwordNotNeeded
  case accountOK, reinitialized
  // Protection. `protUnsupported`: S and E; `protUnknown`: what no RFC names;
  // `tlsBad`: what came behind AUTH is no TLS; without words of a persona's nothing is said.
  case authOK, authUnknown, authMissing, authAgain, authAfterLogin, authUnavailable, tlsBad
  case tlsRequired, tlsRequiredForGuests, tlsRequiredForData, pbszOK, pbszBad, pbszNotProtected,
    protPrivate, protClear
  case protUnsupported, protUnknown, protClearRefused, protNotProtected, protBeforePBSZ
  case clearOK, clearRefused, clearNotProtected
  // Parameters.
  case typeASCII, typeBinary, typeUnknown, typeUnsupported
  /// STRU and MODE with an argument that RFC 959 does not have (501); those that it has and the
  /// server has not are `structureUnknown` and `modeUnknown` (504).
  case structureOK, structureBad, structureUnknown, modeOK, modeBad, modeUnknown
  /// REST and SIZE where `DataPolicy.refusesOffsetsInASCII`; REST beyond a file's end (554).
  case restartOK, restartBad, restartInASCII, restartBeyond, sizeInASCII, allocateOK, noop
  case systemType, optionOK, optionUnknown, optionUTF8, optionFacts
  case clientOK, languageOK, languageUnknown, hostOK, hostUnknown, hostTooLate
  // Data connections. `portPrivileged`: a port below 1024; `afterEPSVAll`: PORT,
  // PASV and EPRT after EPSV ALL; `namesDone`: of NLST and MLSD; `listUnopened`: of a
  // listing in a folder that is not there.
  case portOK, portRefused, portBad, portPrivileged
  case eprtOK, eprtRefused, eprtBad, eprtPrivileged, eprtFamily
  case passive, extendedPassive, epsvAll, afterEPSVAll, epsvBad, epsvFamily, passiveFailed
  /// What opens a transfer is said once the data connection is there; by personas that have words
  /// for `openingAhead` these before, and then nothing more.
  case opening, openingSized, openingList, openingFacts, openingUpload, openingUnique, openingAhead
  case dataFailed, dataTLSFailed, dataNotResumed, dataStranger
  case transferDone, uploadDone, listDone, namesDone, listUnopened
  case transferCutOff, uploadCutOff, transferAborted, writeFailed, readFailed
  case abortOK, abortNothing, noDataConnection
  // Files. `folderMissing` is CWD's, `listMissing` LIST's, `namesMissing` NLST's, `statusMissing`
  // STAT's, `factsNotFolder` MLSD's of a file, `sizeMissing` SIZE's …; `storeMissing`: STOR where
  // there is no such folder, `storeOnFolder`: where the name is a folder's.
  case workingFolder, folderChanged, folderUp, folderMissing, folderMade, folderNotMade
  case folderRemoved, folderNotRemoved, fileRemoved, fileNotRemoved, fileMissing, fileNotPlain
  case renameFrom, renameMissing, renameDone, renameFailed, renameFirst
  case fileSize, sizeMissing, sizeNotPlain, fileTime, timeMissing, timeNotPlain, fileTimeSet,
    timeBad
  case fileDenied, storeMissing, storeOnFolder, storeDenied, storeFull, listMissing, namesMissing
  case statusMissing, factsNotFolder, globbingUnsupported
  /// `storeRestarted`: APPE, and STOR after REST, where `RestartedUploads.refused`.
  case uniqueAfterRestart, appendAfterRestart, storeRestarted
  /// `statusFileBegin`: of STAT with a path; `statusPlainBegin`: where that is a file's.
  case statusServer, statusTransfer, statusFileBegin, statusFileEnd, statusPlainBegin,
    statusPlainEnd, factsBegin, factsEnd
  // SITE. `siteMissing`: SITE alone.
  case siteHelp, siteMissing, siteUnknown
  case siteModeOK, siteModeMissing, siteModeFailed, siteModeBad, siteModeUnknown
  case siteCopyFrom, siteCopyMissing, siteCopyDone, siteCopyFailed, siteCopyFirst
  // HELP alone, with a verb that is known, and with one that is not.
  case help, helpVerb, helpUnknown

  /// The key in a persona's file.
  var name: String { String(describing: self) }
}

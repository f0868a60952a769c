extension Situation {
  /// Whether more lines of the reply follow what is said.
  var isOpening: Bool {
    self == .statusFileBegin || self == .statusPlainBegin || self == .factsBegin
  }

  /// The situation that this one is a kind of: where a persona has words for that one and none for
  /// this, it says them here too. Nil for those that are kinds of nothing.
  var general: Situation? {
    switch self {
    case .commandNotImplemented: .commandUnknown
    case .verbMissing, .verbStrange: .commandUnknown
    case .lineEmpty: .verbMissing
    case .argumentBad: .argumentMissing
    case .closing, .loginOverdue: .idle
    case .openingFacts: .openingList
    case .statusPlainBegin: .statusFileBegin
    case .statusPlainEnd: .statusFileEnd
    case .userAnonymous, .userAgain: .userOK
    case .userChanged, .guestAgain: .userAgain
    case .loginAnonymous: .loginOK
    case .authMissing, .authUnavailable, .authAgain, .authAfterLogin: .authUnknown
    case .pbszBad: .pbszNotProtected
    case .tlsRequiredForGuests: .tlsRequired
    case .protUnknown, .protClearRefused: .protUnsupported
    case .clearNotProtected: .clearRefused
    case .typeUnsupported: .typeUnknown
    case .structureBad: .structureUnknown
    case .modeBad: .modeUnknown
    case .restartInASCII, .restartBeyond: .restartBad
    case .optionUTF8, .optionFacts: .optionOK
    case .portPrivileged, .portBad: .portRefused
    case .eprtOK: .portOK
    case .epsvBad: .argumentBad
    case .eprtPrivileged, .eprtBad: .eprtRefused
    case .openingSized, .openingList, .openingUpload: .opening
    case .openingUnique: .openingUpload
    case .dataNotResumed: .dataTLSFailed
    case .dataTLSFailed, .dataStranger, .noDataConnection: .dataFailed
    case .uploadDone, .listDone: .transferDone
    case .namesDone, .listUnopened: .listDone
    case .uploadCutOff, .transferAborted: .transferCutOff
    case .folderUp: .folderChanged
    case .renameMissing, .sizeMissing, .timeMissing, .fileNotRemoved, .fileNotPlain: .fileMissing
    case .storeMissing: .fileMissing
    case .storeOnFolder: .fileNotPlain
    case .namesMissing: .listMissing
    case .statusMissing: .fileMissing
    case .sizeInASCII, .sizeNotPlain: .sizeMissing
    case .timeNotPlain: .timeMissing
    case .siteModeUnknown: .siteModeBad
    case .storeFull, .storeRestarted: .storeDenied
    case .appendAfterRestart: .uniqueAfterRestart
    case .statusTransfer: .statusServer
    case .siteMissing: .siteUnknown
    case .siteModeMissing, .siteModeBad: .siteModeFailed
    case .siteCopyMissing: .fileMissing
    case .helpVerb: .help
    default: nil
    }
  }
}

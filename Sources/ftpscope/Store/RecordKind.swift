import ArgumentParser
import Records
import Store

/// A kind of record on the command line.
enum RecordKind: String, ExpressibleByArgument, CaseIterable {
  case service, session, event, name

  var kind: Record.Kind {
    switch self {
    case .service: .service
    case .session: .session
    case .event: .event
    case .name: .name
    }
  }
}

extension StoreSelection {
  var isEmpty: Bool { survey.isEmpty && record.isEmpty && before == nil }

  /// As the store takes it. Throws `Failure` where a survey is not in the store.
  func selection(of store: SQLiteStore) throws -> SQLiteStore.Selection {
    var selection = SQLiteStore.Selection()
    if !survey.isEmpty {
      for name in survey { try SurveyName.check(name, in: store) }
      selection.surveys = survey
    }
    if !record.isEmpty { selection.kinds = record.map(\.kind) }
    selection.before = before?.timestamp
    return selection
  }
}

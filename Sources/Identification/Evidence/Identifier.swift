import Bytes
import Records

/// Finds out which products servers are, one after the other.
public struct Identifier {
  private var matchers: [(source: Trace.Source, matcher: FingerprintMatcher)]

  /// Of all databases of a library.
  public init(_ library: FingerprintLibrary) {
    matchers = Trace.Source.allCases.compactMap { source in
      library.matcher(for: source.matches).map { (source, $0) }
    }
  }

  /// The product of a record's server; nil where nothing that it said is known.
  public mutating func identify(_ record: ServiceRecord) -> Identification? {
    Identification(Trace.all(of: record).compactMap { firstClue($0) })
  }

  /// What a record has that may tell its product. Certificates that are unknown are left out: each
  /// server may have its own, and services that are alike but for them are the same here.
  public mutating func traces(of record: ServiceRecord) -> [Trace] {
    Trace.all(of: record).filter { $0.source != .certificate || firstClue($0) != nil }
  }

  /// All fingerprints that match, not the first of each trace alone.
  public mutating func allClues(of record: ServiceRecord) -> [Clue] {
    Trace.all(of: record).flatMap { trace in
      guard let index = matchers.firstIndex(where: { $0.source == trace.source }) else {
        return [Clue]()
      }
      return Array(trace.text.utf8).withSlice { bytes in
        matchers[index].matcher.allMatches(in: bytes).map { Self.clue($0, trace.source) }
      }
    }
  }

  mutating func firstClue(_ trace: Trace) -> Clue? {
    guard let index = matchers.firstIndex(where: { $0.source == trace.source }) else { return nil }
    return Array(trace.text.utf8).withSlice { bytes in
      matchers[index].matcher.firstMatch(in: bytes).map { Self.clue($0, trace.source) }
    }
  }

  private static func clue(_ match: FingerprintMatch, _ source: Trace.Source) -> Clue {
    Clue(
      source, database: match.database, fingerprint: match.fingerprint.description,
      certainty: match.fingerprint.certainty,
      fields: match.fields().map { Clue.Field($0.name, $0.value) })
  }
}

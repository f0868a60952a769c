import Foundation
import Inputs
import Records
import TestSupport
import Testing

@testable import Names

/// What a search of a text finds.
struct Searched {
  var records: [NameRecord] = []
  var search: NameSearch
  /// Why nothing in it is a name.
  var reason: String?

  init(
    _ text: String, labels: [String] = LabelWords.usual, origin: String? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, "names")
    search = NameSearch(
      try LabelWords(labels), try #require(Self.suffixes), origin: origin, survey: nil)
    var records: [NameRecord] = []
    do {
      try search.read(path) { record, _ in
        records.append(record)
      } goOn: { _ in
        true
      }
    } catch let none as NameSearch.NoNames {
      reason = none.problem.reason
    }
    self.records = records
  }

  /// Expects the names that a text has, and how many do not exist or are without an answer.
  @discardableResult
  static func expect(
    _ text: String, _ words: [String], nonexistent: Int = 0, unanswered: Int = 0,
    malformed: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Searched {
    let found = try Searched(text)
    let leftOut = found.search.tally.leftOut
    #expect(
      found.words == words && found.malformed == malformed, sourceLocation: sourceLocation)
    #expect(
      leftOut.nonexistent == nonexistent && leftOut.unanswered == unanswered,
      sourceLocation: sourceLocation)
    return found
  }

  /// The records, one text for each.
  var words: [String] {
    records.map { record in
      [record.name, record.label, record.type ?? "-", record.value ?? "-"].joined(separator: " ")
    }
  }

  /// The lines of no use, with why.
  var malformed: [String] { search.malformedLines.map { "\($0.line): \($0.reason)" } }

  private static let suffixes: PublicSuffixList? = {
    guard let folder = try? TemporaryFolder(["suffixes": "org\nde\ncom\nuk\nco.uk\n"]) else {
      return nil
    }
    return try? PublicSuffixList(path: folder.path("suffixes"))
  }()
}

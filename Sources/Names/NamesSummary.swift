import Records

/// What a search for names found, in figures.
public struct NamesSummary: Sendable {
  /// Domains that are listed.
  static let domainsMaximum = 1000

  /// Lines that were read, those of no interest included.
  public var lines: Int
  /// Bytes that were read, unpacked.
  public var bytes: Int
  /// What was told of names that were found: each value of a name counts.
  var entries: Int
  /// Distinct names.
  public var names: Int
  /// By the word that says FTP, those with most names first.
  public var labels: [NameTally.Row]
  /// By public suffix, those with most names first.
  public var suffixes: [NameTally.Row]
  /// How many suffixes there are.
  public var suffixCount: Int
  /// Those with most names.
  public var domains: [NameTally.Row]
  /// How many registered domains there are, those that are not listed included.
  public var domainCount: Int
  /// Names with a word in them that were left out.
  public var leftOut: LeftOut
  /// Lines that say a word elsewhere than in the name that they tell of.
  public var elsewhere: Int
  /// Names that have no address; nil where it was not asked.
  public var unresolved: Int?
  /// Whether the search was stopped before its end: not all was read, or asked for.
  public var isStopped: Bool
  /// Lines that could not be read.
  public var malformed: Int
  /// The first of them.
  public var malformedLines: [NameSearch.MalformedLine]
  /// The date of the list of suffixes.
  public var suffixDate: String?

  public init(
    _ search: NameSearch, unresolved: Int?, suffixDate: String?, isStopped: Bool = false
  ) {
    let tally = search.tally
    lines = search.lines
    bytes = search.bytes
    entries = tally.entries
    names = tally.distinct
    labels = tally.labels
    suffixes = tally.suffixes(.max)
    suffixCount = tally.suffixCount
    domains = tally.domains(Self.domainsMaximum)
    domainCount = tally.domainCount
    leftOut = tally.leftOut
    elsewhere = search.elsewhere
    self.unresolved = unresolved
    self.isStopped = isStopped
    malformed = search.malformed
    malformedLines = search.malformedLines
    self.suffixDate = suffixDate
  }

  /// Writes the summary as an object; docs/records.md describes it.
  public func write(to json: inout JSONWriter) {
    json.object {
      $0.object("totals") {
        $0.field("lines", lines)
        $0.field("bytes", bytes)
        $0.field("entries", entries)
        $0.field("names", names)
        $0.field("domains", domainCount)
        $0.field("suffixes", suffixCount)
        $0.field("malformed", malformed)
        $0.field("elsewhere", elsewhere)
        $0.field("unresolved", unresolved)
        $0.field("stopped", isStopped)
      }
      $0.object("left_out") {
        $0.field("wildcards", leftOut.wildcards)
        $0.field("services", leftOut.services)
        $0.field("registered_domains", leftOut.domainsThemselves)
        $0.field("nonexistent", leftOut.nonexistent)
        $0.field("unanswered", leftOut.unanswered)
      }
      Self.write("labels", "label", labels, to: &$0)
      Self.write("suffixes", "suffix", suffixes, to: &$0)
      Self.write("domains", "domain", domains, to: &$0)
      $0.object("knowledge") { $0.field("suffixes", suffixDate) }
      $0.list("malformed_lines", malformedLines) { json, line in
        json.object {
          $0.field("path", line.path)
          $0.field("line", line.line)
          $0.field("reason", line.reason)
        }
      }
    }
  }

  private static func write(
    _ list: StaticString, _ one: StaticString, _ rows: [NameTally.Row], to json: inout JSONWriter
  ) {
    json.list(list, rows) { json, row in
      json.object {
        $0.field(one, row.text)
        $0.field("names", row.names)
      }
    }
  }
}

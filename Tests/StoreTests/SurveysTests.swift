import Bytes
import GRDB
import Records
import TestSupport
import Testing

@testable import Store

/// Records of one survey are not those of another, though they are about the same.
@Suite struct SurveysTests {
  private let store: SQLiteStore
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.store()
  }

  /// Records of a kind that have the same ids in every survey.
  private func records(_ kind: Records.Record.Kind, of survey: String) throws -> [Records.Record] {
    try (0..<60).map { number in
      let made: Records.Record? =
        switch kind {
        case .service: .service(Samples.service(number))
        case .session: Samples.session(number)
        case .event: Samples.event(number)
        case .name:
          Samples.record(
            #"{"record":"name","id":"n\#(number)","name":"ftp\#(number).example.org","#
              + #""label":"ftp","domain":"example.org","suffix":"org","type":"a"}"#)
        }
      var record = try #require(made)
      record.survey = survey
      return record
    }
  }

  @Test(arguments: Records.Record.Kind.allCases) func twoSurveys(_ kind: Records.Record.Kind) throws
  {
    let first = try records(kind, of: "m1")
    let new = try store.insert(first).new
    let second = try store.insert(try records(kind, of: "m2"))
    #expect(second.new == new && new > 0)
    for topic in Topic.allCases {
      #expect(try store.counts(topic, of: "m1") == store.counts(topic, of: "m2"), "\(topic)")
    }
    #expect(try store.surveys().map(\.name) == ["m1", "m2"])
    // Within a survey a record is known again.
    let again = try store.insert(first + records(kind, of: "m2"))
    #expect(again.new == 0)
    // What goes of one survey stays in the other.
    let before = try Topic.allCases.map { try store.counts($0, of: "m2") }
    var selection = SQLiteStore.Selection()
    selection.surveys = ["m1"]
    #expect(try store.prune(selection) == new)
    #expect(try Topic.allCases.map { try store.counts($0, of: "m2") } == before)
    #expect(try store.insert(first).new == new)
    #expect(try store.counts(.record, of: "m1") == store.counts(.record, of: "m2"))
  }

  /// Places that are looked up are counted as those of the records are.
  @Test func placesAnew() throws {
    try store.insert((0..<900).map { .service(Samples.service($0, survey: "s")) })
    // One with escapes, and the same with more in it than is looked through for its place alone.
    var odd = Samples.service(901, survey: "s")
    odd.place = ServicePlace(country: "de", asn: 1, network: "A \"b\" \u{1}é", cloud: "C\\")
    var large = Samples.service(914, survey: "s")
    large.place = odd.place
    large.features = (0..<2000).map { "F\($0)" }
    try store.insert([.service(odd), .service(large)])
    let topics: [Topic] = [.country, .network, .cloud, .cloudFault, .cloudVulnerable]
    let same = try store.placeCounts(of: "s") { $1 }
    for topic in topics {
      #expect(try same[topic] == store.counts(topic, of: "s"), "\(topic)")
    }
    let other = try store.placeCounts(of: "s") { _, _ in ServicePlace(cloud: "Other") }
    let services = try store.counts(.mode, of: "s").reduce(0) { $0 + $1.number }
    #expect(other[.cloud] == [Count("Other", services)] && other[.country] == nil)
    let faults = Set(other[.cloudFault]?.map { Count($0.detail, $0.number) }.map(\.answer) ?? [])
    #expect(try faults == Set(store.counts(.fault, of: "s").map(\.answer)))
  }

  /// A store of before families of what is confirmed were counted, and countries in one form.
  @Test func ofVersion2() throws {
    var record = Samples.service(4, survey: "a")
    record.place = ServicePlace(country: "de")
    record.advisories = [
      ServiceAdvisory(
        id: "CVE-1", certainty: .confirmed, impact: "dos", isKnownExploited: true)
    ]
    try store.insert([.service(record)])
    let topics: [Topic] = [.country, .impactFamily, .exploitedAdvisory]
    let wanted = [[Count("DE", 1)], [Count("dos", "P1", 1)], [Count("CVE-1", "confirmed", 1)]]
    #expect(try topics.map { try store.counts($0, of: "a") } == wanted)
    try store.database.write { database in
      try database.execute(
        sql: """
          DELETE FROM tallies WHERE topic IN ('impact_family', 'exploited_advisory');
          UPDATE tallies SET answer = 'de' WHERE topic = 'country';
          DELETE FROM grdb_migrations WHERE identifier IN ('3', '9');
          """)
    }
    store.close()
    let again = try SQLiteStore(path: store.location, .change)
    #expect(try topics.map { try again.counts($0, of: "a") } == wanted)
    var later = Samples.service(4, survey: "a", at: 60)
    later.place = ServicePlace(country: "De")
    later.advisories = []
    try again.insert([.service(later)])
    #expect(try topics.map { try again.counts($0, of: "a") } == [[Count("DE", 1)], [], []])
  }
}

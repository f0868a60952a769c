import Bytes
import Records

/// Records in, questions answered.
///
/// A record is known again by its survey, its kind, what it is about and its id: putting it in
/// twice changes nothing. Of several records about one thing (an address and port, a host name) in
/// one survey the latest counts: see `Election`.
public protocol RecordStore: AnyObject, Sendable {
  /// Where it is, as on the command line.
  var location: String { get }

  /// Puts records in, all or none of them; when it returns they are there for good. Throws
  /// `StoreProblem`.
  @discardableResult
  func insert(_ records: [Record]) throws -> Insertion

  /// Answers a question, a row after another in the question's order. Throws `StoreProblem`.
  func rows(_ question: Question, _ values: Question.Values) throws -> [[Question.Value]]

  /// Ends the use of the store. What was put in is there without it.
  func close()

  /// Notes what knowledge the records were made with: of what kind, and its name or day.
  func note(_ knowledge: [(kind: String, text: String)]) throws

  /// Notes what became of the inputs of a survey, each in place of what was noted of it before.
  /// Throws `StoreProblem`.
  func note(_ readings: [StoredReading], of survey: String) throws
}

/// What became of records that were put in.
public struct Insertion: Equatable, Sendable {
  /// Records that were not there.
  public var new = 0
  /// Records that were there already.
  public var known = 0

  public init() {}

  /// Adds what became of others.
  public mutating func add(_ other: Insertion) {
    new += other.new
    known += other.known
  }
}

/// Why a store can't be used: one line that names it and the mend.
public struct StoreProblem: Error, Equatable, CustomStringConvertible {
  /// Where the store is, as on the command line.
  public let location: String
  /// What is wrong, and what mends it.
  public let reason: String

  public init(_ location: String, _ reason: String) {
    self.location = location
    self.reason = reason
  }

  public var description: String { "\(location): \(reason)" }
}

import Foundation
import GRDB

/// Records in a file of SQLite's, in WAL mode: it can be read while it is written, by this process
/// and others, and two may write in turn.
public final class SQLiteStore: RecordStore {
  /// What the store is opened for.
  public enum Access: Sendable {
    /// Reading and writing; a file that is not there is made.
    case write
    /// Reading and writing; the file has to be there.
    case change
    /// Reading; the file has to be there.
    case read
  }

  /// How long to wait for another process that writes.
  private static let patience = Duration.seconds(30)
  /// KiB of pages that a connection keeps.
  private static let cacheKiB = 65_536
  /// Bytes of a page in a store that is made: a record takes about one and a half thousand, and
  /// half of SQLite's usual 4096 would be left empty.
  private static let pageBytes = 8192
  /// Pages that are written aside before they are put in their places.
  private static let pagesAside = 8192

  /// Where it is, as on the command line.
  public let location: String
  private let path: String
  let database: DatabasePool

  /// Opens a store. Throws `StoreProblem` where it can't be: no such file, no permission, a
  /// database of something else, or of a newer version.
  ///
  /// - Parameters:
  ///   - name: what a person knows it by, where that is not its path.
  ///   - onUpdate: told before a store of an older version is brought up to date, which takes the
  ///     longer, the more records it has.
  public init(
    path: String, _ access: Access, knownAs name: String? = nil,
    onUpdate: () -> Void = {}
  ) throws {
    location = name ?? path
    self.path = path
    let file = StoreFile(path)
    if access != .write, !file.exists {
      throw StoreProblem(path, file.whyMissing)
    }
    var configuration = Configuration()
    // Who may write tidies up behind the readers, who never write.
    let isFixed = access == .read && !file.mayBeWritten
    configuration.readonly = isFixed
    configuration.busyMode = .timeout(Self.patience / .seconds(1))
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA page_size = \(Self.pageBytes)")
      try database.execute(sql: "PRAGMA cache_size = -\(Self.cacheKiB)")
      try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.pagesAside)")
    }
    // One process at a time: another would see a store that is half made.
    let turn = OpeningTurn(folder: file.folder, patience: Self.patience)
    defer { turn.end() }
    if access != .write, file.size == 0 {
      throw StoreProblem(path, "is empty, no store, and was left as it is")
    }
    do {
      database = try DatabasePool(
        path: isFixed ? file.nameForReading : path, configuration: configuration)
      // GRDB has it at NORMAL, which loses the last transactions where the power fails.
      if !isFixed {
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      }
      let age = try Schema.age(database, path)
      if age != .current {
        if isFixed {
          throw StoreProblem(
            path,
            "was made by an older version, and is read-only: copy it to where it can be "
              + "brought up to date")
        }
        if age == .older { onUpdate() }
        // Who only reads brings it up to date too, if that may be.
        try Schema.migrations.migrate(database)
      }
    } catch let problem as StoreProblem {
      throw problem
    } catch let error as DatabaseError where isFixed && error.resultCode == .SQLITE_READONLY {
      throw StoreProblem(path, file.whyClosed)
    } catch {
      throw StoreProblem(path, error)
    }
  }

  /// The versions of the tables there ever were, and the one that is used.
  static let schemas = Schema.migrations.migrations
  /// The version of the tables that are made now, such as `5`.
  public static let schemaVersion = schemas.last ?? ""

  /// Sets how long to wait from now on for another process that writes. Throws `StoreProblem`.
  public func waitForOthers(atMost patience: Duration) throws {
    try guarding {
      try database.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA busy_timeout = \(Int(patience / .milliseconds(1)))")
      }
    }
  }

  /// Puts all that was written aside into the file, where nobody else is at it, and ends.
  public func close() {
    // The one that writes has to be the last: readers can't tidy up.
    database.invalidateReadOnlyConnections()
    try? database.close()
  }

  /// How large the store is.
  public var bytes: Int {
    [path, path + "-wal"].reduce(0) { sum, path in
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      return sum + (size ?? 0)
    }
  }

  /// Answers a question, as `RecordStore` says.
  public func rows(_ question: Question, _ values: Question.Values) throws -> [[Question.Value]] {
    try guarding {
      try database.read { database in
        let statement = try database.cachedStatement(sql: Self.dialect(question.sql))
        let used = values.filter { question.sql.contains("{\($0.key):") }
        let arguments = used.mapValues { value -> any DatabaseValueConvertible in
          switch value {
          case .text(let text): text
          case .number(let number): number
          }
        }
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        var all: [[Question.Value]] = []
        while let row = try rows.next() {
          all.append((0..<row.count).map { Self.value(row, $0) })
        }
        return all
      }
    }
  }

  /// ClickHouse's `{name:Type}` as SQLite's `:name`.
  static func dialect(_ sql: String) -> String {
    sql.replacing(/\{(\w+):\w+\}/) { ":\($0.output.1)" }
  }

  private static func value(_ row: Row, _ index: Int) -> Question.Value {
    if let number = Int64.fromDatabaseValue(row[index] as DatabaseValue) { return .number(number) }
    return .text(TallyText.decode(row[index] as String? ?? ""))
  }

  /// Gives errors of the database in words.
  func guarding<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as DatabaseError {
      throw StoreProblem(location, error)
    }
  }
}

extension StoreProblem {
  /// What a database's error means, and its mend.
  init(_ path: String, _ error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init(path, "\(error)")
      return
    }
    let reason =
      switch error.resultCode {
      case .SQLITE_CORRUPT:
        "the store is damaged; it is left as it is: ftpscope store export --recover \(path) "
          + "gives the records that can be read"
      case .SQLITE_NOTADB: "is no store of ftpscope's"
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        "another process has been writing into the store for too long; try again when it has ended"
      case .SQLITE_FULL: "there is no room left on the disk"
      case .SQLITE_READONLY:
        "can't be written: the store, or the folder that it is in, is read-only"
      case .SQLITE_CANTOPEN: StoreFile(path).whyClosed
      case .SQLITE_IOERR: "could not be read or written: \(error.message ?? "input/output error")"
      case .SQLITE_PERM, .SQLITE_AUTH: "no permission"
      default: error.message ?? "\(error)"
      }
    self.init(path, reason)
  }
}

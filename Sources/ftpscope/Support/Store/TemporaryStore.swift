import Foundation
import Inputs
import Records
import Store

/// A store of record files, or of some records of a store, for as long as they are asked.
final class TemporaryStore {
  let store: SQLiteStore
  private let folder: URL

  /// Reads what is wanted of record files and stores. Throws `Failure`, `FileProblem`,
  /// `StoreProblem`.
  ///
  /// - Parameter selection: what of a store is looked at.
  init(
    _ paths: [String], isShown: Bool, selection: SQLiteStore.Selection = .init(),
    where isWanted: (Record) -> Bool = { _ in true }
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "ftpscope-records-\(UUID().uuidString)")
    let (files, problems) = InputPaths.files(paths)
    for problem in problems { tell("\(problem)") }
    if !problems.isEmpty || files.isEmpty { throw Exit.failed }
    let parent = folder.deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("\(parent): nothing may be written there; name another folder with TMPDIR")
    }
    let path = folder.appending(path: "records.db").path
    do {
      let writer = try StoreWriter(path)
      let progress = Progress(isWanted: isShown)
      var reading = RecordReading()
      var count = 0
      for file in files where !Signals.isInterrupted {
        try reading.each(of: file, selection) { record in
          guard isWanted(record) else { return }
          try writer.add(record)
          count += 1
          if count % 1000 == 0 { progress?.show("\(count) records read") }
        }
      }
      progress?.end()
      reading.tellOthers()
      try writer.flush()
      try reading.note(in: writer.store, as: nil)
      store = try SQLiteStore(
        path: path, .read, knownAs: paths.count == 1 ? paths[0] : "the files")
    } catch {
      try? FileManager.default.removeItem(at: folder)
      guard let problem = error as? StoreProblem, problem.location == path else { throw error }
      throw Failure("\(parent): \(problem.reason); name another folder with TMPDIR")
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

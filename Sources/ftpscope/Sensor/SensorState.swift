import Bytes
import Foundation
import Glibc
import Inputs
import Sensor

/// The folder that outlives a sensor's runs: certificates, seed, and what was made of it.
struct SensorState {
  let folder: String
  private let lock: FolderLock

  /// Makes the folder where there is none, and takes it for this process alone. Throws `Failure`,
  /// `SensorProblem`.
  init(_ folder: String) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(
        "\(folder): can't be made: name another folder with --state-directory")
    }
    lock = try FolderLock(folder, mend: "name another folder with --state-directory")
  }

  /// Notes that the sensor runs.
  func touch() {
    let file = path("alive")
    if utimes(file, nil) != 0 { try? Data().write(to: URL(fileURLWithPath: file)) }
  }

  /// For how long no sensor has run; nil where none ever did. One that was killed wrote events
  /// after it had noted last that it ran.
  func gap(behind events: String) -> Gap? {
    var about = stat()
    guard stat(path("alive"), &about) == 0 else { return nil }
    let noted = Timestamp(about.st_mtim)
    let from = min(max(noted, EventFiles.lastTime(events) ?? noted), max(noted, .now))
    return Gap(reason: .down, lost: nil, count: nil, from: from)
  }

  func path(_ name: String) -> String { FilePlace.path(of: name, in: folder) }

  /// What this sensor's made-up things depend on: made at first start. Throws `Failure`.
  func seed() throws -> UInt64 { try number("seed", .random(in: .min ... .max)) }

  /// When a sensor started here first: made-up files are as old as they were then. Throws
  /// `Failure`.
  func firstStart() throws -> Timestamp {
    let now = Timestamp.now
    let first = try number("first-start", UInt64(now.milliseconds))
    return min(now, Timestamp(milliseconds: Int64(clamping: first)))
  }

  /// A number that stays: `new` at first start.
  private func number(_ name: String, _ new: UInt64) throws -> UInt64 {
    let file = path(name)
    guard FileManager.default.fileExists(atPath: file) else {
      let failure = ReplacementFile.write(Array("\(new)\n".utf8), to: file, permissions: 0o600)
      if failure != 0 {
        throw Failure("\(file): can't be written: \(failure.systemMessage)")
      }
      return new
    }
    // With another the same files would be others, and everybody would see that.
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let number = UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else {
      throw Failure("\(file): can't be read as a number; remove it, and another is made")
    }
    return number
  }
}

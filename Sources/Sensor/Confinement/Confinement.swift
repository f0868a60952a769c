import Bytes
import CConfinement
import Glibc

/// What a sensor gives up before it serves anybody: root, new privileges, all files but its own.
public struct Confinement: Sendable {
  /// Paths below which files may be written.
  public var written: [String] = []
  /// Others below which they are read.
  public var read: [String] = []
  /// Whether connections may be made: `--active`.
  public var connects = false

  /// What every program reads: time zones, libraries, names of users.
  private static let readByAll = ["/usr", "/lib", "/lib64", "/etc", "/proc", "/dev"]

  public init() {}

  /// Becomes a user for good, all threads. Throws `SensorProblem`.
  public static func become(_ user: Account) throws(SensorProblem) {
    guard initgroups(user.name, user.group) == 0, setgid(user.group) == 0, setuid(user.id) == 0
    else { throw SensorProblem("can't become the user '\(user.name)': \(errno.systemMessage)") }
    guard user.id == 0 || setuid(0) != 0 else {
      throw SensorProblem("the user '\(user.name)' can become root again")
    }
  }

  /// Confines the process. Says what was done, or what the kernel does not have.
  public func enforce() throws(SensorProblem) -> String {
    let version = confinement_version()
    var rules: Int32 = -1
    if version > 0 {
      rules = confinement_rules(version, connects ? 1 : 0)
      guard rules >= 0 else {
        throw SensorProblem("Landlock's rules can't be made: \((-rules).systemMessage)")
      }
      for path in written { try allow(path, rules, version, writes: true) }
      for path in read + Self.readByAll { try allow(path, rules, version, writes: false) }
    }
    defer { if rules >= 0 { close(rules) } }
    let result = confinement_enforce(rules)
    guard result == 0 else {
      throw SensorProblem("the process can't be confined: \((-result).systemMessage)")
    }
    guard version > 0 else { return "no new privileges; this kernel has no Landlock" }
    let connections = connects ? "" : version >= 4 ? ", no connection made" : ""
    return "no new privileges, nothing executed, only own files written\(connections) (Landlock)"
  }

  private func allow(
    _ path: String, _ rules: Int32, _ version: Int32, writes: Bool
  ) throws(SensorProblem) {
    let result = confinement_allow(rules, version, path, writes ? 1 : 0)
    guard result == 0 else {
      throw SensorProblem("\(path): can't be allowed to the sensor: \((-result).systemMessage)")
    }
  }
}

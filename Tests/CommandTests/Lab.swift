import Foundation
import TestSupport
import Testing

/// The lab's logs.
enum Lab {
  static let folder: String? = {
    let path = Project.lab + "/logs"
    return FileManager.default.fileExists(atPath: "\(path)/manifest.jsonl") ? path : nil
  }()

  static let absence: Comment = "skipped: no lab logs; Lab/logs makes them in .lab, or set LAB_DIR"

  static let sessions: [LabSession] = {
    let text = try? String(contentsOfFile: "\(folder ?? "")/manifest.jsonl", encoding: .utf8)
    return (text ?? "").split(separator: "\n").compactMap { LabSession($0) }
  }()
}

extension Lab {
  /// Whether clients have been at a server: without root, the servers that need it are left out.
  static func hasRun(_ server: String) -> Bool { sessions.contains { $0.server == server } }

  /// Those of the logs whose servers clients have been at; a log is in its server's folder.
  static func logs(_ paths: [String]) -> [String] {
    paths.filter { hasRun(String($0.prefix { $0 != "/" })) }
  }
}

/// A session as its client tells of it.
struct LabSession: CustomStringConvertible {
  var server: String, name: String, client: String, user: String?, clientPort: Int?
  var control: String, credentials: String, login: String
  var clear: Int, `private`: Int, isCleared: Bool
  /// Transfers that were no listings.
  var files: Int
  /// The seconds in which it may have begun.
  var times: Set<String>

  init?(_ line: Substring) {
    guard
      let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let expected = record["expected"] as? [String: Any],
      let transfers = expected["transfers"] as? [String: Int],
      let trace = record["trace"] as? [String], let start = record["start"] as? String,
      let end = record["end"] as? String
    else { return nil }
    server = record["server"] as? String ?? ""
    name = record["session"] as? String ?? ""
    client = record["client"] as? String ?? ""
    user = record["user"] as? String
    clientPort = record["client_port"] as? Int
    control = expected["control"] as? String ?? ""
    credentials = expected["credentials"] as? String ?? ""
    login = expected["login"] as? String ?? ""
    clear = transfers["clear"] ?? 0
    `private` = transfers["private"] ?? 0
    isCleared = expected["control_cleared"] as? Bool ?? false
    files = clear + `private` - trace.filter { $0.hasPrefix("LIST") && $0.hasSuffix(" 226") }.count
    times = Self.seconds(from: start, to: end)
  }

  /// All seconds from one before the start to one after the end.
  private static func seconds(from start: String, to end: String) -> Set<String> {
    let style = Date.ISO8601FormatStyle()
    guard let first = try? style.parse(start), let last = try? style.parse(end) else { return [] }
    let all = stride(from: -1, through: last.timeIntervalSince(first) + 1, by: 1)
    return Set(all.map { String(style.format(first.addingTimeInterval($0)).prefix(19)) })
  }

  /// How much there is by which a record can be told to be this session's.
  var weight: Int { clear + `private` + (login == "none" ? 0 : 10) + (control == "none" ? 0 : 5) }

  var description: String {
    "\(client):\(clientPort ?? 0) \(user ?? "-") \(control) \(credentials) \(login) "
      + "\(clear)/\(`private`)"
  }
}

/// A session as a record tells of it.
struct LabRecord: CustomStringConvertible {
  var client: String?, user: String?, start: String, clientPort: Int?
  var control: String, credentials: String, login: String
  var clear: Int, `private`: Int, unknown: Int, isCleared: Bool, isCertain: Bool

  init?(_ record: [String: Any]) {
    guard let transfers = record["transfers"] as? [String: Int],
      let start = record["start"] as? String
    else { return nil }
    client = record["client"] as? String
    user = record["user"] as? String
    self.start = String(start.prefix(19))
    clientPort = record["client_port"] as? Int
    control = record["control"] as? String ?? ""
    credentials = record["credentials"] as? String ?? ""
    login = record["login"] as? String ?? ""
    clear = transfers["clear"] ?? -1
    `private` = transfers["private"] ?? -1
    unknown = transfers["unknown"] ?? -1
    isCleared = record["control_cleared"] as? Bool ?? false
    isCertain = record["certain"] as? Bool ?? true
  }

  /// Whether this may be the session that a client had.
  func isNear(_ session: LabSession) -> Bool {
    // A handshake that failed is in the TLSLog only, which names no client.
    guard client == nil || client == session.client, session.times.contains(start) else {
      return false
    }
    if let clientPort, let other = session.clientPort, clientPort != other { return false }
    // Servers may call anonymous by another name.
    return user == nil || session.user == nil || session.user == "anonymous" || user == session.user
  }

  /// Whether this is what a client did, as far as the log can tell.
  func fits(_ session: LabSession, _ blind: Set<LabTests.BlindSpot>) -> Bool {
    guard isNear(session) else { return false }
    if blind.contains(.sharedAddress), !isCertain { return true }
    if blind.contains(.commandsWithoutLogin), session.login != "succeeded", control == "none" {
      return session.control == "clear" || session.control == "none"
    }
    guard control == session.control, credentials == session.credentials, login == session.login,
      isCleared == session.isCleared || blind.contains(.controlCleared)
    else { return false }
    if blind.contains(.listings) {
      return clear <= session.clear && `private` <= session.private
        && clear + `private` == session.files
    }
    if blind.contains(.clearListings) {
      guard clear <= session.clear, `private` == session.private else { return false }
      // One in clear under TLS is known to have been asked for.
      return control == "clear"
        ? clear == session.files
        : clear + `private` + unknown == session.clear + session.private
    }
    return clear == session.clear && `private` == session.private
  }

  var description: String {
    "\(start) \(client ?? "-"):\(clientPort ?? 0) \(user ?? "-") \(control) \(credentials) "
      + "\(login) \(clear)/\(`private`)"
  }
}

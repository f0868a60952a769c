import Foundation
import Sensor

/// `--login`: which logins are let in.
enum SensorLogins {
  /// Throws `Failure`.
  static func rule(_ text: String) throws -> LoginRule {
    switch text {
    case "none": return .none
    case "any": return .any
    default:
      if text.hasPrefix("after:"), let count = Int(text.dropFirst(6)), (0...1000).contains(count) {
        return .after(count)
      }
      if text.hasPrefix("file:") { return try listed(String(text.dropFirst(5))) }
      throw Failure("--login '\(text)': write none, any, after:3 or file:PATH")
    }
  }

  /// A file of `user:password` lines; lines that begin with # say nothing.
  private static func listed(_ path: String) throws -> LoginRule {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure("\(path): can't be read; --login file:PATH wants lines user:password")
    }
    var logins: [[UInt8]: Set<[UInt8]>] = [:]
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty || line.first == 0x23 { continue }
      guard let colon = line.firstIndex(of: 0x3A) else {
        throw Failure("\(path):\(index + 1): is no user:password")
      }
      let user = Array(line[..<colon])
      logins[user, default: []].insert(Array(line[line.index(after: colon)...]))
    }
    return .listed(logins)
  }
}

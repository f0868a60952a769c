import Bytes
import Inputs

/// What one argument of the command line stands for.
public enum TargetArgument: Hashable, Sendable {
  case standardInput
  /// A path to a file, a folder or a pattern: for `InputPaths`.
  case path(String)
  /// An address, block, range or host name.
  case spec(TargetSpec)

  /// Reads an argument. Addresses come before files of the same name, and files before host
  /// names; `./name` is always a file. Throws where it can be none of them.
  public init(_ text: String, isFile: (String) -> Bool) throws(MalformedTarget) {
    if text == "-" {
      self = .standardInput
      return
    }
    var bytes = text
    let spec = bytes.withUTF8 { buffer in
      Result { () throws(MalformedTarget) in try TargetSpec(ByteSlice(buffer)) }
    }
    if case .success(let spec) = spec {
      if case .name = spec.place, isFile(text) {
        self = .path(text)
      } else {
        self = .spec(spec)
      }
      return
    }
    let isPattern = text.contains { "*?[".contains($0) } && !text.hasPrefix("[")
    let hasFolder = text.contains("/") && !Self.isBlock(text)
    let looksLikePath = hasFolder && !text.hasPrefix("[") || text.hasPrefix(".") || isPattern
    if !looksLikePath, !isFile(text) { _ = try spec.get() }
    self = .path(text)
  }

  /// Whether a text is meant for a block, rightly written or not: `300.1.1.1/24`, `192.0.2.0/x`.
  private static func isBlock(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    if IPAddress(String(parts[0])) != nil { return true }
    let isLikeV4 = parts[0].contains(".") && parts[0].allSatisfy { $0 == "." || $0.isNumber }
    return (isLikeV4 || parts[0].contains(":")) && !parts[1].isEmpty
      && parts[1].allSatisfy(\.isNumber)
  }
}

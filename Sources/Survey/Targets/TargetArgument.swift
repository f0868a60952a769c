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
    let hasFolder = text.firstIndex(of: "/").map { IPAddress(String(text[..<$0])) == nil } ?? false
    let looksLikePath = hasFolder && !text.hasPrefix("[") || text.hasPrefix(".") || isPattern
    if !looksLikePath, !isFile(text) { _ = try spec.get() }
    self = .path(text)
  }
}

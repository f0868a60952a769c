import Foundation
import TestSupport

/// The files under `Sources/`.
enum SourceTree {
  struct File: Sendable {
    /// From the repository's root.
    var path: String
    /// The folder under `Sources/`.
    var target: String
    var text: String

    var name: String { String(path.split(separator: "/").last ?? "") }
    var isSwift: Bool { path.hasSuffix(".swift") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    private static let levels: Set = ["public", "package", "internal", "fileprivate", "private"]

    /// The modules that the file imports, each with its line.
    var imports: [(module: String, line: Int)] {
      lines.enumerated().compactMap { index, line in
        let words = line.split(separator: " ").drop {
          $0.hasPrefix("@") || Self.levels.contains(String($0))
        }
        guard words.first == "import", let last = words.dropFirst().last else { return nil }
        return (String(last.split(separator: ".")[0]), index + 1)
      }
    }
  }

  static let files: [File] = {
    let sources = Project.root.appending(path: "Sources")
    let found = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    return (found ?? []).sorted().compactMap { path in
      guard let data = FileManager.default.contents(atPath: sources.appending(path: path).path),
        let text = String(data: data, encoding: .utf8), !isFolder(sources.appending(path: path))
      else { return nil }
      let target = String(path.split(separator: "/")[0])
      return File(path: "Sources/\(path)", target: target, text: text)
    }
  }()

  static let swift = files.filter(\.isSwift)

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

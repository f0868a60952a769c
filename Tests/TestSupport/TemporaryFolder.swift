import Foundation

/// A folder of a test's own, gone with the value that names it.
public final class TemporaryFolder: Sendable {
  /// Its path, without a slash at its end.
  public let path: String

  /// One that holds these files, by their names.
  public init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "ftpscope-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, name) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left: \(path)") }
  }

  /// The path of what it has, or may have, under that name.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a folder in it, and those above that; its path.
  @discardableResult
  public func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Writes a file, and makes the folders above it; its path.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
    let url = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// The same of a text.
  @discardableResult
  public func write(_ text: String, _ name: String) throws -> String {
    try write(text.utf8, name)
  }

  /// Makes a symbolic link.
  public func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  /// What a file of UTF-8 holds.
  public func read(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// What a file holds.
  public func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// What it has, in the order of the names.
  public var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

public import Foundation

/// The project that the tests are of.
public enum Project {
  /// Its folder: this file lies in its Tests/TestSupport.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder of it, by its path from the root.
  public static func path(_ name: String) -> String { root.appending(path: name).path }

  /// The lab's folder, which need not be there: `.lab`, or what LAB_DIR says.
  public static let lab = ProcessInfo.processInfo.environment["LAB_DIR"] ?? path(".lab")
}

import Sensor

/// The files that sessions see.
enum SensorFiles {
  /// What makes a session's tree: of a real folder, or of bait that is made up here. Throws
  /// `Failure`.
  static func maker(
    _ serving: SensorServingOptions, _ state: SensorState, limits: SessionLimits
  ) throws -> @Sendable () -> any FileTree {
    if let folder = serving.folder {
      guard let tree = FolderTree(folder) else {
        throw Failure("\(folder): can't be opened as a folder: name another with --folder")
      }
      return { tree }
    }
    let seed = try serving.seed ?? state.seed()
    let bait = BaitTree(seed: seed)
    return { bait.overlay(limits) }
  }
}

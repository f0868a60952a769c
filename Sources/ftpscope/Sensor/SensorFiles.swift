import Bytes
import Sensor

/// The files that sessions see.
enum SensorFiles {
  /// What makes a session's tree: of a real folder, or of bait that is made up here. Throws
  /// `Failure`.
  static func maker(
    _ serving: SensorServingOptions, _ state: SensorState, limits: SensorLimits
  ) throws -> @Sendable (IPAddress, Persona) -> any FileTree {
    if let folder = serving.folder {
      guard let tree = FolderTree(folder) else {
        throw Failure("\(folder): can't be opened as a folder: name another with --folder")
      }
      return { _, _ in tree }
    }
    let seed = try serving.seed ?? state.seed()
    let baits = BaitTrees(
      seed: seed, since: try state.firstStart(), own: try serving.bait.map(own) ?? [])
    let memory = SharedMemory(bytesMaximum: limits.memoryBytes)
    return { baits.overlay(for: $1, limits.session, memory, of: $0) }
  }

  private static func own(_ folder: String) throws -> [OwnBait] {
    do {
      return try OwnBait.read(folder)
    } catch {
      let why =
        switch error {
        case .unreadable(let path): "\(path) can't be read"
        case .tooManyFiles(let maximum): "it has more than \(maximum) files"
        case .tooManyBytes(let maximum): "it has more than \(maximum >> 20) MiB"
        case .tooDeep(let maximum): "its folders are more than \(maximum) deep"
        }
      throw Failure("\(folder): can't be used as bait, for \(why): name another with --bait")
    }
  }
}

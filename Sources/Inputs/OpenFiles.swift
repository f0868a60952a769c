import Glibc

/// How many files and sockets the process may have open.
public enum OpenFiles {
  /// For what else is open.
  private static let reserve = 64

  /// Lets the process open so many files or sockets at a time, as far as it may. Gives how many it
  /// can.
  @discardableResult
  public static func raise(for count: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return count
    }
    let wanted = rlim_t(count + reserve)
    if limit.rlim_cur < wanted {
      var higher = limit
      higher.rlim_cur = min(wanted, limit.rlim_max)
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &higher) == 0 { limit = higher }
    }
    let places = Int(clamping: limit.rlim_cur) - reserve
    return max(1, min(count, places))
  }

  /// Whether the process may open so many files more at this moment.
  public static func hasRoom(for count: Int) -> Bool {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < count {
      let descriptor = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { return errno != EMFILE && errno != ENFILE }
      opened.append(descriptor)
    }
    return true
  }
}

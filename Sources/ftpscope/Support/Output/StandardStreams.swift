import Glibc

/// Standard input, output and error.
enum StandardStreams {
  /// The files that are named; standard input where none is, and where that is a terminal, says so:
  /// who waits there does not see that it waits too.
  static func inputs(_ named: [String]) -> [String] {
    guard named.isEmpty else { return named }
    if isatty(STDIN_FILENO) == 1 { tell("reading standard input; Ctrl-D ends it") }
    return ["-"]
  }

  /// Holds the places of those that are closed: a file that is opened would else take them, and get
  /// what is written there. Nothing can be read or written at what is held.
  static func hold() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest that is free is given.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

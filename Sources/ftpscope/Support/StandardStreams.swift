import Glibc

/// Standard input, output and error.
enum StandardStreams {
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

import Glibc
import Report

/// What ends a command with exit status 2: one line that names the thing and the mend.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Writes a line for a person to standard error; what others chose in it is made safe to look at.
func tell(_ line: String) {
  var line = "ftpscope: \(EscapedText(line).text)\n"
  line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

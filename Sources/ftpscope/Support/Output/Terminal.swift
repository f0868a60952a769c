import Foundation
import Glibc

/// The terminal that standard output may be.
enum Terminal {
  /// How many columns there are; `COLUMNS` where it says, 80 where nothing tells.
  static var width: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text) {
      return columns
    }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// Whether colour may be used: never with `NO_COLOR` (no-color.org) or a dumb terminal.
  static var allowsColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }
}

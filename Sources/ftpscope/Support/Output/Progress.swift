import Foundation
import Glibc
import Synchronization
import Usage

/// A line on standard error that says how far the work is: on a terminal it stays one line.
final class Progress: Sendable {
  private struct State {
    var start = Date()
    var last = Date.distantPast
    var isShown = false
  }

  /// Whether a line can be written over: not on TERM=dumb.
  private static let isTerminal =
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  /// Seconds between two lines.
  private static let interval = 0.2
  private let state = Mutex(State())

  /// Shows progress; nil where nobody would see it.
  init?(isWanted: Bool) {
    guard isWanted || Self.isTerminal else { return nil }
  }

  /// Shows how far reading is, now and then.
  func show(_ progress: LogProgress) {
    show { elapsed in
      let megabytes = Double(progress.bytes) / 1_000_000
      return String(
        format: "%d of %d files, %.0f MB, %.0f MB/s", progress.filesDone, progress.files,
        megabytes, megabytes / elapsed)
    }
  }

  /// Shows a line, now and then.
  func show(_ line: String) { show { _ in line } }

  private func show(_ line: (TimeInterval) -> String) {
    state.withLock { state in
      let now = Date()
      let elapsed = now.timeIntervalSince(state.start)
      guard now.timeIntervalSince(state.last) >= Self.interval, elapsed >= Self.interval else {
        return
      }
      state.last = now
      state.isShown = true
      let text = line(elapsed)
      Self.put(Self.isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      if state.isShown, Self.isTerminal { Self.put("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private static func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

import Bytes
import Dispatch
import Inputs
import NIOCore
import Synchronization

/// Reads a stream of targets on a thread of its own, as fast as they are wanted: reading blocks.
final class TargetStream: Sendable {
  private let file: InputPaths.File
  private let control: NIOLoopBound<ScanControl>
  private let home: any EventLoop
  private let isStopped = Atomic(false)
  /// Whether more is wanted of the stream: what the scan answers to what it was given last.
  private let isWanted = Atomic(false)
  private let hasAnswered = DispatchSemaphore(value: 0)

  init(_ file: InputPaths.File, control: NIOLoopBound<ScanControl>, home: any EventLoop) {
    self.file = file
    self.control = control
    self.home = home
  }

  /// Begins to read.
  func start() {
    DispatchQueue(label: "targets").async { self.read() }
  }

  /// Reads no further. A read that waits for bytes is left to itself. (One that a signal ended
  /// tells nothing: the scan looks for signals itself, and what was read may end within a line.)
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    // The loop may be gone before it answers.
    hasAnswered.signal()
  }

  private func answer(_ isWanted: Bool) {
    self.isWanted.store(isWanted, ordering: .relaxed)
    hasAnswered.signal()
  }

  private func read() {
    let control = control
    var problem: String?
    do {
      guard try readPieces(of: ByteSource(path: file.path)) else { return }
    } catch {
      problem = "\(error)"
    }
    guard !isStopped.load(ordering: .relaxed) else { return }
    home.execute { [problem] in control.value.streamEnded(problem) }
  }

  /// Whether the stream was read to its end.
  private func readPieces(of source: ByteSource) throws -> Bool {
    let control = control
    while true {
      let piece: ByteSlice?
      do {
        piece = try source.nextPiece()
      } catch {
        // Packed data that an interruption cuts off is not damaged.
        guard source.isInterrupted else { throw error }
        return false
      }
      guard !isStopped.load(ordering: .relaxed) else { return false }
      guard let piece else { return !source.isInterrupted }
      let bytes = Array(piece.buffer)
      home.execute {
        control.value.streamReceived(bytes).assumeIsolated().whenSuccess { self.answer($0) }
      }
      hasAnswered.wait()
      guard !isStopped.load(ordering: .relaxed), isWanted.load(ordering: .relaxed) else {
        return false
      }
    }
  }
}

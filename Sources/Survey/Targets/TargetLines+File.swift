import Bytes
import Inputs

extension TargetLines {
  /// Reads a file to its end, unpacked on the way; `-` is standard input. Throws `InputProblem`;
  /// the whole lines before the damage have been given by then. An `Interruption` is a problem too.
  public mutating func read(path: String, _ found: (TargetSpec) -> Void) throws(InputProblem) {
    do {
      let source = try ByteSource(path: path)
      try source.decodeUnicode()
      let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
      defer { buffer.deallocate() }
      while true {
        let count = try source.read(into: buffer)
        if source.isInterrupted { throw InputProblem(path: path, reason: "reading was stopped") }
        if count == 0 { break }
        received(ByteSlice(UnsafeBufferPointer(rebasing: buffer[0..<count])), found)
      }
      ended(found)
    } catch let problem as InputProblem {
      throw problem
    } catch {
      throw InputProblem(path: path, reason: "\(error)")
    }
  }
}

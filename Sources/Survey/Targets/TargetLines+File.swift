import Bytes
import Inputs

extension TargetLines {
  /// Reads a file to its end, unpacked on the way; `-` is standard input. Throws `InputProblem`;
  /// what stood before the damage has been given by then.
  public mutating func read(path: String, _ found: (TargetSpec) -> Void) throws(InputProblem) {
    do {
      let source = try ByteSource(path: path)
      let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
      defer { buffer.deallocate() }
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { break }
        received(ByteSlice(UnsafeBufferPointer(rebasing: buffer[0..<count])), found)
      }
      ended(found)
    } catch let problem as InputProblem {
      ended(found)
      throw problem
    } catch {
      throw InputProblem(path: path, reason: "\(error)")
    }
  }
}

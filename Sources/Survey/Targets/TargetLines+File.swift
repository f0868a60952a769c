import Bytes
import Inputs

extension TargetLines {
  /// Reads a file to its end, unpacked on the way; `-` is standard input. Throws `FileProblem`;
  /// the whole lines before the damage have been given by then. An `Interruption` is a problem too.
  public mutating func read(path: String, _ found: (TargetSpec) -> Void) throws(FileProblem) {
    do {
      let source = try ByteSource(path: path)
      try source.decodeUnicode()
      while let bytes = try source.nextPiece() {
        // What looks like a name in it would be asked for.
        if lines == 0, bytes.isBinary {
          throw FileProblem(path: path, reason: "binary data, and no targets")
        }
        received(bytes, found)
      }
      if source.isInterrupted { throw FileProblem(path: path, reason: "reading was stopped") }
      ended(found)
    } catch let problem as FileProblem {
      throw problem
    } catch {
      throw FileProblem(path: path, reason: "\(error)")
    }
  }
}

import Bytes
import CEmbedded

/// The Recog databases that are part of the program.
enum EmbeddedFingerprints {
  /// File names and their XML.
  static let files: [(name: String, xml: ByteSlice)] =
    (0..<embedded_fingerprints_count()).map { number in
      let file = embedded_fingerprints(number)
      return (String(cString: file.name), ByteSlice(start: file.bytes, count: file.count))
    }
}

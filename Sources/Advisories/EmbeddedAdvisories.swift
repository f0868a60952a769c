import Bytes
import CEmbedded

/// The known vulnerabilities that are part of the program.
public enum EmbeddedAdvisories {
  /// The JSON of `advisories.json`.
  public static var json: ByteSlice {
    let file = embedded_advisories()
    return ByteSlice(start: file.bytes, count: file.count)
  }
}

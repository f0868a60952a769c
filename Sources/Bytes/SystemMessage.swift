import Glibc

extension BinaryInteger {
  /// What an error number of the system's means (`strerror`). Not `words`, which every integer has
  /// already.
  public var systemMessage: String { String(cString: strerror(Int32(truncatingIfNeeded: self))) }
}

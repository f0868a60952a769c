import Glibc

extension BinaryInteger {
  /// What an error number of the system's means. Not `words`, which every integer has already.
  var systemMessage: String { String(cString: strerror(Int32(truncatingIfNeeded: self))) }
}

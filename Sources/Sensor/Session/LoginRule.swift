/// Which logins a sensor lets in: `--login`.
public enum LoginRule: Equatable, Sendable {
  case none
  case any
  /// Any after so many were refused to the same address; counted by the driver, which says for each
  /// session how many are still to be refused.
  case after(Int)
  /// These pairs of user and password.
  case listed([[UInt8]: Set<[UInt8]>])
}

/// Who a session is.
struct LoginState {
  var isLoggedIn = false
  /// Whether USER was answered and PASS is to come.
  var awaitsPassword = false
  var user: [UInt8] = []
  var isAnonymous = false
  var failures = 0
  /// Logins that are to be refused yet, of `LoginRule.after`.
  var refusalsLeft = 0
}

import Records

/// Impacts as `ServiceAdvisory.impactInWhole` has them, in words.
enum ImpactWords {
  /// The gravest first, each before the same after a login.
  static let order = [
    "rce", "privilege", "injection", "bypass", "traversal", "disclosure", "crypto", "dos", "other",
  ].flatMap { [$0, $0 + ServiceAdvisory.afterLogin] }

  /// An impact, and whether an attacker has to log in first.
  static func parts(_ impact: String) -> (plain: String, needsLogin: Bool) {
    let needsLogin = impact.hasSuffix(ServiceAdvisory.afterLogin)
    let plain = needsLogin ? impact.dropLast(ServiceAdvisory.afterLogin.count) : impact[...]
    return (String(plain), needsLogin)
  }

  static func words(_ impact: String) -> String {
    let (plain, needsLogin) = parts(impact)
    let word =
      switch plain {
      case "rce": "remote code execution"
      case "dos": "denial of service"
      case "traversal": "path traversal"
      case "privilege": "privilege escalation"
      case "bypass": "bypass of access control"
      case "crypto": "broken cryptography"
      default: plain
      }
    return needsLogin ? word + " after login" : plain == "rce" ? word + " without login" : word
  }
}

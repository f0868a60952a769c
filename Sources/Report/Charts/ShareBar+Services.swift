import Records

/// The questions about services that stand in several places.
extension ShareBar {
  static func modes(_ count: (ServiceRecord.Mode?) -> Int) -> ShareBar? {
    ShareBar(
      "How TLS is reached",
      [
        (.good, "Explicit", count(.explicit)), (.fair, "Implicit", count(.implicit)),
        (.bad, "Not at all", count(.clear)), (.unknown, "Not known", count(nil)),
      ])
  }

  static func loginInClear(_ count: (ServiceRecord.LoginInClear) -> Int) -> ShareBar? {
    ShareBar(
      "Password in clear",
      [
        (.good, "Refused", count(.refused)), (.bad, "Taken", count(.accepted)),
        (.unknown, "Not known", count(.unknown)),
      ])
  }

  static func dataProtection(_ count: (ServiceRecord.DataProtection) -> Int) -> ShareBar? {
    ShareBar(
      "Files in TLS",
      [
        (.good, "Required", count(.required)), (.fair, "Offered", count(.offered)),
        (.bad, "No", count(.none)), (.unknown, "Not known", count(.unknown)),
      ])
  }

  static func ages(_ question: String, _ counts: [TLSAge: Int]) -> ShareBar? {
    ShareBar(
      question,
      [
        (.good, "1.3", counts[.newest, default: 0]), (.fair, "1.2", counts[.current, default: 0]),
        (.bad, "1.1 or older", counts[.old, default: 0]),
        (.unknown, "Another", counts[.other, default: 0]),
      ])
  }
}

import Bytes
import Testing

@Suite struct NearestWordTests {
  private static let words = [
    "logs", "scan", "identify", "fingerprints", "names", "report", "survey", "--format", "store",
  ]

  /// A word that somebody wrote, and the one that was meant.
  @Test(
    arguments: [
      ("lgos", "logs"), ("log", "logs"), ("SCNA", "scan"), ("nmaes", "names"), ("name", "names"),
      ("fingrprnts", "fingerprints"), ("ident", "identify"), ("surv", "survey"),
      ("--formt", "--format"), ("--fromat", "--format"), ("surevy", "survey"),
      // Other words, of which too little is the same.
      ("import", nil), ("serve", nil), ("audit", nil), ("export", nil), ("x", nil), ("", nil),
      ("re", nil), ("stone", "store"),
    ] as [(String, String?)])
  func nearest(written: String, meant: String?) {
    #expect(written.nearest(of: Self.words) == meant)
  }
}

import Testing

@testable import Advisories

@Suite struct ProductVersionTests {
  /// ProFTPD's own release notes; Serv-U's and CrushFTP's as NVD's records write them.
  @Test(arguments: [
    ["1.3.2rc3", "1.3.3", "1.3.3c", "1.3.4rc1", "1.3.4rc2", "1.3.4", "1.3.4a", "1.3.10"],
    ["1.3.3c", "1.3.4rc1", "1.3.4", "1.3.4a"], ["15.2.3", "15.2.3 HF1", "15.2.3 HF2", "15.2.4"],
    ["15.2.3.717", "15.2.3.742", "15.3", "15.4.2", "15.4.2 HF1"],
    ["11.3.3", "11.3.4", "11.3.4_22", "11.3.4_23", "11.3.5"],
    ["8.6.0", "8.6.0(12345678)", "8.6.1"], ["1.2 build 514", "1.2 build 515", "2.0 build 1"],
    ["6.42rc9", "6.42rc27", "6.42"], ["1.99999999999999999999", "1.100000000000000000000"],
  ])
  func olderComesFirst(_ versions: [String]) {
    for (index, one) in versions.enumerated() {
      for other in versions[(index + 1)...] {
        #expect(ProductVersion(one) < ProductVersion(other), "\(one) < \(other)")
        #expect(!(ProductVersion(other) < ProductVersion(one)))
      }
    }
  }

  @Test(arguments: [
    ("1.3.3:a", "1.3.3a"), ("v2.6.2", "2.6.2"), ("3.6", "3.6.0"), ("01", "1"),
    ("2.6.1-16", "2.6.1"), ("1.3.5e-0+deb8u1", "1.3.5e"), ("1.3.8+dfsg-4", "1.3.8"),
    ("3.0.3-28.el8", "3.0.3"),
  ])
  func oneVersionTwoWays(_ one: String, _ other: String) {
    #expect(ProductVersion(one) == ProductVersion(other))
  }

  /// What a version that is shown in part, or with a build's number, may be.
  @Test(
    arguments: [
      ("2.0", VersionRange(exact: "2.0.7"), nil), ("2.1", VersionRange(exact: "2.0.7"), false),
      ("1.0", VersionRange(to: "1.0.10"), nil), ("11", VersionRange(toExcluded: "11.3.1"), nil),
      ("15.3.0.124", VersionRange(exact: "15.3"), nil),
      ("15.3.1", VersionRange(exact: "15.3"), false),
      ("15.3 HF1", VersionRange(exact: "15.3"), false), ("15.3", VersionRange(exact: "15.3"), true),
      ("15.4.2.126", VersionRange(exact: "15.4.2:hotfix1"), nil),
      ("15.4.2.126", VersionRange(exact: "15.4.2"), nil), ("7.3.0.2", VersionRange(to: "7.3"), nil),
      ("15.3.0.124", VersionRange(toExcluded: "15.3"), false),
      ("6.47.9", VersionRange(exact: "6.47"), false), ("7.0", VersionRange(exact: "7.5"), false),
      ("2.6.0-3", VersionRange(to: "2.6.0"), true), ("1.3.5a", VersionRange(exact: "1.3.5"), false),
      ("2.0 build 697", VersionRange(exact: "2.0 build 697"), true),
      ("1.2 build 588", VersionRange(from: "1.2", toExcluded: "1.2 build 515"), false),
      ("9", VersionRange(from: "10.0", toExcluded: "10.7.1"), false),
      ("1.3", VersionRange(to: "1.3.0"), nil), ("1.3", VersionRange(exact: "1.3.0"), nil),
      ("1.3", VersionRange(fromExcluded: "1.3.0"), nil),
      ("1.3", VersionRange(from: "1.3.0"), true),
      ("1.3", VersionRange(toExcluded: "1.3.0"), false),
      ("2.4.2-academ[BETA-18]", VersionRange(from: "2.4.2-BETA-18-VR4"), false),
    ] as [(String, VersionRange, Bool?)])
  func aRangeHasAVersion(_ version: String, _ range: VersionRange, _ isIn: Bool?) {
    #expect(range.contains(version) == isIn, "\(version) in \(range.words)")
  }

  @Test(arguments: [
    (VersionRange(from: "1.3.2rc3", toExcluded: "1.3.3c"), "from 1.3.2rc3 before 1.3.3c"),
    (VersionRange(fromExcluded: "2.0", to: "2.4"), "after 2.0 up to 2.4"),
    (VersionRange(exact: "2.3.4"), "2.3.4"), (VersionRange(), "any version"),
  ])
  func words(_ range: VersionRange, _ words: String) { #expect(range.words == words) }

  @Test func anyBytesAreRead() {
    for byte in UInt8.min...UInt8.max {
      let text = String(decoding: [0x31, byte, byte, 0x2E, byte], as: UTF8.self)
      #expect(!(ProductVersion(text) < ProductVersion(text)))
    }
  }
}

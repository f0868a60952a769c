import Advisories
import Testing

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

  @Test(arguments: [("1.3.3:a", "1.3.3a"), ("v2.6.2", "2.6.2"), ("3.6", "3.6.0"), ("01", "1")])
  func oneVersionTwoWays(_ one: String, _ other: String) {
    #expect(ProductVersion(one) == ProductVersion(other))
  }

  @Test func anyBytesAreRead() {
    for byte in UInt8.min...UInt8.max {
      let text = String(decoding: [0x31, byte, byte, 0x2E, byte], as: UTF8.self)
      #expect(!(ProductVersion(text) < ProductVersion(text)))
    }
  }
}

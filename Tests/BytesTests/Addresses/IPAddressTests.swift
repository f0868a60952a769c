import Bytes
import Testing

@Suite struct IPAddressTests {
  /// What is read, and how it is written: RFC 4291 section 2.2, RFC 5952 sections 4 and 5.
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"), ("::", "::"), ("::1", "::1"),
    ("1::", "1::"), ("FF01:0:0:0:0:0:0:101", "ff01::101"), ("0:0:0:0:0:0:0:1", "::1"),
    ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("::ffff:c000:201", "::ffff:192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("fe80::1", "fe80::1"),
  ])
  func reads(_ text: String, _ canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(arguments: [
    "", ".", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1..3.4", "1.2.3.",
    "1.2.3.4 ", "a.b.c.d", "1.2.3.-4", ":", ":::", "1:", ":1", "1:::2", "1::2::3", "12345::",
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "g::",
    "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::1%eth0", "[::1]", "::1.2.3.4:5",
    "1:2:3:4:5:6:7:8:",
  ])
  func whatIsNoAddressWholeIsRefused(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func roundTrips() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<2000 {
      // Groups of zeros are what the form is about.
      var value: UInt128 = 0
      for _ in 0..<8 {
        let group = UInt128.random(in: 1...0xFFFF, using: &generator)
        value = value << 16 | (Bool.random(using: &generator) ? 0 : group)
      }
      let address = IPAddress(v6: value)
      #expect(IPAddress(address.description) == address)
      let four = IPAddress(v4: .random(in: 0...(.max), using: &generator))
      #expect(IPAddress(four.description) == four)
    }
  }

  @Test func onlyAMappedAddressHasOneOfIPv4() {
    #expect(IPAddress("::ffff:10.0.0.1")?.unmapped == IPAddress("10.0.0.1"))
    #expect(IPAddress("::10.0.0.1")?.unmapped == IPAddress("::a00:1"))
    #expect(IPAddress("192.0.2.1")?.bytes == [192, 0, 2, 1])
    #expect(IPAddress("::1")?.bytes == [UInt8](repeating: 0, count: 15) + [1])
  }

  @Test(arguments: [
    ("192.0.2.77", 24, "192.0.2.0", "192.0.2.255"), ("192.0.2.77", 32, "192.0.2.77", "192.0.2.77"),
    ("192.0.2.77", 0, "0.0.0.0", "255.255.255.255"),
    ("2001:db8::1", 64, "2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"),
    ("::", 0, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), ("::1", 128, "::1", "::1"),
  ])
  func aPrefixIsItsFirstAndLastAddress(
    _ text: String, _ length: Int, _ first: String, _ last: String
  ) throws {
    let address = try #require(IPAddress(text))
    let range = try #require(AddressRange(address, prefixLength: length))
    #expect(range.first.description == first)
    #expect(range.last.description == last)
  }

  @Test func prefixesHaveLimits() throws {
    let four = try #require(IPAddress("192.0.2.1"))
    let six = try #require(IPAddress("::1"))
    #expect(AddressRange(four, prefixLength: 33) == nil)
    #expect(AddressRange(four, prefixLength: -1) == nil)
    #expect(AddressRange(six, prefixLength: 129) == nil)
    #expect(AddressRange(four, through: six) == nil)
    #expect(AddressRange(six, prefixLength: 0)?.count == .max)
  }

  @Test(
    arguments: [
      ("192.0.2.129/25", "192.0.2.128 192.0.2.255"), ("192.0.2.1", "192.0.2.1 192.0.2.1"),
      ("::1", "::1 ::1"), ("2001:db8::/128", "2001:db8:: 2001:db8::"), ("192.0.2.0/33", nil),
      ("192.0.2.0/+8", nil), ("192.0.2.0/-8", nil), ("192.0.2.0/", nil), ("/8", nil), ("", nil),
      ("192.0.2.0/8/8", nil), ("::/0 ", nil), ("example.com", nil),
    ] as [(String, String?)])
  func aBlockIsAnAddressOrHasALengthOfDigits(_ text: String, _ ends: String?) {
    #expect(AddressRange(text).map { "\($0.first) \($0.last)" } == ends)
  }

  @Test(arguments: ["192.0.2.1", "255.255.255.255", "2001:db8::1", "::", "::ffff:192.0.2.1"])
  func anAddressIsItsFourOrSixteenBytes(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(IPAddress(bytes: address.bytes) == address)
    #expect(IPAddress(bytes: address.bytes + [0]) == nil)
  }
}

import Bytes
import Testing

@testable import Survey

@Suite struct TargetSpecTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:990", "192.0.2.1 990"),
    ("192.0.2.77/24", "192.0.2.0-192.0.2.255"), ("192.0.2.0/31:21", "192.0.2.0-192.0.2.1 21"),
    ("192.0.2.1/32", "192.0.2.1"), ("0.0.0.0/0", "0.0.0.0-255.255.255.255"),
    ("192.0.2.1-192.0.2.40", "192.0.2.1-192.0.2.40"), ("192.0.2.1-40", "192.0.2.1-192.0.2.40"),
    ("192.0.2.250-192.0.3.5", "192.0.2.250-192.0.3.5"), ("192.0.2.7-7", "192.0.2.7"),
    ("192.0.2.1-40:2121", "192.0.2.1-192.0.2.40 2121"),
    ("2001:db8::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
    ("[2001:db8::1]:990", "2001:db8::1 990"), ("2001:db8::/127", "2001:db8::-2001:db8::1"),
    ("[2001:db8::]/127", "2001:db8::-2001:db8::1"),
    ("2001:db8::1-2001:db8::3", "2001:db8::1-2001:db8::3"),
    ("[2001:db8::1-2001:db8::3]:21", "2001:db8::1-2001:db8::3 21"),
    ("fe80::1%eth0", "fe80::1%eth0"), ("[fe80::1%2]:21", "fe80::1%2 21"),
    ("::ffff:192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.0/120", "192.0.2.0-192.0.2.255"),
    ("ftp.example.org", "ftp.example.org"), ("FTP.Example.ORG.", "ftp.example.org"),
    ("ftp.example.org:2121", "ftp.example.org 2121"), ("localhost", "localhost"),
    ("192.0.2.1-static.example.net", "192.0.2.1-static.example.net"),
    ("_ftp.example.org", "_ftp.example.org"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("3com.example", "3com.example"), ("Bücher.example", "xn--bcher-kva.example"),
    ("ftp.b\u{75}\u{308}cher.example.:2121", "ftp.xn--bcher-kva.example 2121"),
    ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
  ])
  func reads(_ text: String, _ wanted: String) throws {
    let spec = try withBytes(text) { try TargetSpec($0) }
    #expect(brief(spec) == wanted)
  }

  @Test(arguments: [
    ("192.0.2.0/33", "a prefix is 0 to 32 bits long"),
    ("192.0.2.0/x", "a prefix is 0 to 32 bits long"),
    ("192.0.2.0/", "a prefix is 0 to 32 bits long"),
    ("2001:db8::/129", "a prefix is 0 to 128 bits long"),
    ("ftp.example.org/24", "no address before the slash"),
    ("192.0.2.1:0", "a port is 1 to 65535, not 0"),
    ("192.0.2.1:65536", "a port is 1 to 65535, not 65536"),
    ("192.0.2.1:ftp", "the port is no number"), ("192.0.2.1:", "the port is no number"),
    ("[2001:db8::1", "the bracket is not closed"),
    ("[192.0.2.1]", "brackets are for IPv6 addresses"),
    ("[2001:db8::1]990", "only a port may follow the bracket"),
    ("192.0.2.40-192.0.2.1", "the range ends before it begins"),
    ("192.0.2.40-1", "the range ends before it begins"),
    ("192.0.2.1-256", "the range's last octet is above 255"),
    ("192.0.2.1-2001:db8::1", "a range from IPv4 to IPv6"),
    ("[2001:db8::1-192.0.2.1]", "a range from IPv4 to IPv6"),
    ("2001:db8::1-ff", "no address after the dash"),
    ("192.0.2.300", "neither an address nor a name"),
    ("10.1", "neither an address nor a name"), ("1234", "neither an address nor a name"),
    ("a b", "neither an address nor a name"), ("a..b", "each part of a name has 1 to 63 bytes"),
    (".", "a host name has 1 to 253 bytes"),
    ("b\u{FFFD}cher.example", "neither an address nor a host name in UTF-8"),
    ("１９２.０.２.１", "neither an address nor a name"),
    ("bü cher.example", "neither an address nor a host name in UTF-8"),
    ("fe80::1%", "a zone is the name or number of a network interface"),
    ("192.0.2.1%eth0", "no IPv6 address before the zone"), ("", "nothing to probe"),
    ("2001:db8:::1", "neither an address nor a name"),
    ("ftp://a.example/", "the port is no number"),
    (String(repeating: "a", count: 64), "each part of a name has 1 to 63 bytes"),
  ])
  func refuses(_ text: String, _ reason: String) {
    #expect(throws: MalformedTarget(reason)) { try withBytes(text) { try TargetSpec($0) } }
  }

  @Test(
    arguments: [
      ("21", [21]), ("21,990,2121-2123", [21, 990, 2121, 2122, 2123]), ("1-3,2", [1, 2, 3]),
      ("65535", [65_535]),
    ] as [(String, Set<UInt16>)])
  func ports(_ text: String, _ wanted: Set<UInt16>) throws {
    #expect(try Ports.list(text) == wanted)
  }

  @Test(arguments: ["", ",", "21,", "0", "65536", "-5", "5-", "5-3", "1-2-3", "+21", "ftp", "2 1"])
  func refusesPorts(_ text: String) {
    #expect(throws: MalformedTarget.self) { try Ports.list(text) }
  }

  @Test(arguments: [
    ("-", "stdin"), ("192.0.2.0/24", "192.0.2.0-192.0.2.255"),
    ("ftp.example.org", "ftp.example.org"),
    ("list.txt", "path"), ("there", "path"), ("./list.txt", "path"), ("/tmp/x", "path"),
    ("lists/a.txt", "path"), ("*.txt", "path"), ("[2001:db8::1]:21", "2001:db8::1 21"),
  ])
  func arguments(_ text: String, _ wanted: String) throws {
    let argument = try TargetArgument(text) { ["there", "list.txt", "192.0.2.0/24"].contains($0) }
    switch argument {
    case .standardInput: #expect(wanted == "stdin")
    case .path(let path): #expect(wanted == "path" && path == text)
    case .spec(let spec): #expect(brief(spec) == wanted)
    }
  }

  @Test(arguments: ["192.0.2.0/33", "192.0.2.300", "a b"]) func refusesArguments(_ text: String) {
    #expect(throws: MalformedTarget.self) { try TargetArgument(text) { _ in false } }
  }
}

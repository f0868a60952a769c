import Bytes
import Testing

@testable import Survey

@Suite struct TargetPlanTests {
  static let ports = Ports([21, 990], implicit: [990])

  func targets(
    _ text: String, names: [String: [String]] = [:], exclude: String = "", isNamed: Bool = true,
    ports: Ports = ports
  ) throws -> (targets: [String], plan: TargetPlan) {
    var asked = collection(text, isNamed: isNamed)
    for name in asked.names {
      asked.resolved(name, to: (names[name] ?? []).compactMap { IPAddress($0) })
    }
    let filter = TargetFilter(named: asked.named, excluded: collection(exclude).exclusions)
    let plan = try asked.plan(ports: ports, filter: filter)
    return ((0..<plan.count).map { brief(plan.target(at: $0, position: 0)) }.sorted(), plan)
  }

  @Test(arguments: [
    ("8.8.8.8", ["8.8.8.8 21", "8.8.8.8 990"]),
    ("8.8.8.8\n8.8.8.8\n8.8.8.8/32", ["8.8.8.8 21", "8.8.8.8 990"]),
    ("8.8.8.8:2121", ["8.8.8.8 2121"]),
    ("8.8.8.8:21\n8.8.8.8", ["8.8.8.8 21", "8.8.8.8 990"]),
    ("8.8.8.8:21\n8.8.8.8:990\n8.8.8.8:21", ["8.8.8.8 21", "8.8.8.8 990"]),
    ("a.example", ["8.8.8.8 21 a.example", "8.8.8.8 990 a.example"]),
    ("a.example\n8.8.8.8\n8.8.8.8:990", ["8.8.8.8 21 a.example", "8.8.8.8 990 a.example"]),
    ("a.example:990\n8.8.8.8", ["8.8.8.8 21", "8.8.8.8 990 a.example"]),
    ("a.example:2121\n8.8.8.8", ["8.8.8.8 21", "8.8.8.8 2121 a.example", "8.8.8.8 990"]),
    ("a.example\na.example:21", ["8.8.8.8 21 a.example", "8.8.8.8 990 a.example"]),
    ("a.example:21\nb.example:990\n8.8.8.8", ["8.8.8.8 21 a.example", "8.8.8.8 990 b.example"]),
    ("a.example:5\nb.example:5", ["8.8.8.8 5 a.example", "8.8.8.8 5 b.example"]),
    ("two.example:21", ["2606:4700::1 21 two.example", "8.8.4.4 21 two.example"]),
    ("none.example", []), ("", []),
    ("fe80::1%eth0", ["fe80::1%eth0 21", "fe80::1%eth0 990"]),
  ])
  func eachOnce(_ text: String, _ wanted: [String]) throws {
    let names = [
      "a.example": ["8.8.8.8"], "b.example": ["8.8.8.8", "::ffff:8.8.8.8"],
      "two.example": ["8.8.4.4", "2606:4700::1"],
    ]
    #expect(try targets(text, names: names).targets == wanted)
  }

  @Test func theOrderOfAskingDoesNotMatter() throws {
    let lines = [
      "8.8.8.0/28", "1.1.1.1:21", "2606:4700::/126", "a.example", "9.9.9.9-12", "fe80::1%lo",
    ]
    let one = try targets(lines.joined(separator: "\n"), names: ["a.example": ["8.8.8.3"]])
    let other = try targets(
      lines.reversed().joined(separator: "\n"), names: ["a.example": ["8.8.8.3"]])
    #expect(one.plan.digest == other.plan.digest)
    #expect(
      (0..<one.plan.count).map { one.plan.target(at: $0, position: 0) }
        == (0..<other.plan.count).map { other.plan.target(at: $0, position: 0) })
    let without = try targets(lines.dropLast().joined(separator: "\n"))
    #expect(one.plan.digest != without.plan.digest)
  }

  /// Reserved addresses are probed where the command line names them, and only there.
  @Test(arguments: [
    ("10.0.0.0/31", true, 2, 0), ("10.0.0.0/31", false, 0, 2),
    ("9.255.255.254-10.0.0.1", true, 2, 2),
    ("::1", true, 1, 0), ("::1", false, 0, 1), ("127.0.0.1:2121", true, 1, 0),
    ("127.0.0.1:2121", false, 0, 1), ("::ffff:10.0.0.1", false, 0, 1),
    ("local.example", true, 1, 0), ("local.example", false, 0, 1), ("fe80::1%lo", false, 0, 1),
    ("fe80::1%lo", true, 1, 0), ("224.0.0.1", false, 0, 1), ("8.8.8.8", false, 1, 0),
  ])
  func reserved(_ text: String, _ isNamed: Bool, _ probed: UInt64, _ left: UInt128) throws {
    let found = try targets(
      text, names: ["local.example": ["127.0.0.1"]], isNamed: isNamed,
      ports: Ports([21], implicit: []))
    #expect(found.plan.count == probed)
    #expect(found.plan.leftOut.reserved == left)
    #expect(found.plan.addressCount == UInt128(probed))
  }

  @Test func exclusionsWin() throws {
    let found = try targets(
      "10.0.0.0/24\n8.8.8.8\na.example\n1.1.1.1:21", names: ["a.example": ["10.0.0.7"]],
      exclude: "10.0.0.0/25\n8.8.8.8:21\n# a comment\n1.1.1.1", ports: Ports([21], implicit: []))
    #expect(found.targets.count == 128)
    #expect(!found.targets.contains { $0.contains("a.example") || $0.hasPrefix("8.8") })
    #expect(found.plan.leftOut.excluded == 131)
  }

  /// A line with a port excludes the address at that port alone.
  @Test(arguments: [
    ("8.8.8.8", "8.8.8.8:21", ["8.8.8.8 990"]), ("8.8.8.8:21", "8.8.8.8:21", []),
    ("8.8.8.8", "8.8.8.8:2121", ["8.8.8.8 21", "8.8.8.8 990"]),
    ("8.8.8.8", "8.8.8.8:21\n8.8.8.8:990", []), ("8.8.8.8", "8.8.8.8:21\n8.8.8.8", []),
    ("8.8.8.8/31", "8.8.8.9:990", ["8.8.8.8 21", "8.8.8.8 990", "8.8.8.9 21"]),
    ("8.8.8.8\n8.8.8.8:5", "8.8.8.8:21", ["8.8.8.8 5", "8.8.8.8 990"]),
    ("a.example", "8.8.8.8:21", ["8.8.8.8 990 a.example"]),
    ("a.example\n8.8.8.8", "8.8.8.8:21", ["8.8.8.8 990 a.example"]),
    ("a.example:21\n8.8.8.8", "8.8.8.8:21", ["8.8.8.8 990"]),
  ])
  func excludedPorts(_ text: String, _ exclude: String, _ wanted: [String]) throws {
    let found = try targets(text, names: ["a.example": ["8.8.8.8"]], exclude: exclude)
    #expect(found.targets == wanted)
    #expect((found.plan.leftOut.excluded > 0) == (exclude != "8.8.8.8:2121"))
  }

  @Test func allOfIPv4() throws {
    let found = try collection("0.0.0.0/0").plan(ports: Self.ports, filter: TargetFilter())
    #expect(found.addressCount == (1 << 32) - found.leftOut.reserved)
    #expect(found.leftOut.reserved > 1 << 29)
    #expect(found.count == UInt64(found.addressCount) * 2)
    for index in [0, 1, found.count / 2, found.count - 1] {
      #expect(!ReservedBlocks.addresses.contains(found.target(at: index, position: 0).address))
    }
  }

  @Test func tooLarge() throws {
    let filter = TargetFilter()
    #expect(throws: TargetPlan.TooLarge()) {
      try collection("::/0").plan(ports: Self.ports, filter: filter)
    }
    #expect(throws: TargetPlan.TooLarge()) {
      try collection("2606::/66").plan(ports: Self.ports, filter: filter)
    }
    #expect(
      try collection("2606::/66").plan(ports: Ports([21], implicit: []), filter: filter).count == 1
        << 62)
  }

  @Test func registriesAreWhole() {
    #expect(ReservedBlocks.all.count == ReservedBlocks.table.count)
    for (row, block) in zip(ReservedBlocks.table, ReservedBlocks.all) {
      let address = IPAddress(String(row.block.prefix { $0 != "/" }))
      #expect(block.range.first == address, "a block begins at its address")
    }
    for text in ["10.1.2.3", "100.64.0.1", "127.0.0.1", "192.168.1.1", "203.0.113.5", "240.0.0.1"] {
      #expect(IPAddress(text).map(ReservedBlocks.addresses.contains) == true)
    }
    for text in [
      "8.8.8.8", "100.128.0.0", "172.32.0.0", "198.20.0.0", "223.255.255.255", "2606::1",
    ] {
      #expect(IPAddress(text).map(ReservedBlocks.addresses.contains) == false)
    }
  }
}

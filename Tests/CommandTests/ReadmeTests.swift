import Foundation
import TestSupport
import Testing

/// What README.md shows is what the program and the Makefile do.
@Suite struct ReadmeTests {
  static func page() throws -> String {
    try String(contentsOf: Project.root.appending(path: "README.md"), encoding: .utf8)
  }

  /// The table of commands has them all, and no other.
  @Test func tableOfCommands() throws {
    let listed = try Self.page().matches(of: #/(?m)^\| \[`ftpscope ([a-z]+)`\]/#)
    let help = try Documentation.run("ftpscope --help", in: Project.root).output
    let there = try #require(help.split(separator: "SUBCOMMANDS:").last)
      .matches(of: #/(?m)^  ([a-z]+)  /#)
    #expect(Set(listed.map(\.1)) == Set(there.map(\.1)))
    #expect(listed.count == there.count)
  }

  /// What the quick start shows of a log is printed, line by line; `[…]` stands for what is left out.
  @Test func firstResult() throws {
    let page = try Self.page()
    let block = try #require(page.firstMatch(of: #/```text\n(  NOT READY[^`]*)```/#)).1
    let ran = try Documentation.run(
      "ftpscope logs --format table Examples/logs/web-iis", in: Project.root)
    try Documentation.expect(block, in: ran.output)
  }

  /// Each `make` that the pages name is a target.
  @Test(arguments: ["README.md", "CONTRIBUTING.md"]) func targets(_ page: String) throws {
    let text = try String(
      contentsOf: Project.root.appending(path: page), encoding: .utf8)
    let makefile = try String(
      contentsOf: Project.root.appending(path: "Makefile"), encoding: .utf8)
    let named = Set(text.matches(of: #/(?m)(?:`|^)make ([a-z]+)/#).map(\.1))
    let there = Set(makefile.matches(of: #/(?m)^([a-z]+):/#).map(\.1))
    #expect(named.subtracting(there).sorted() == [])
    #expect(named.isSuperset(of: ["survey", "test"]))
  }
}

import Foundation
import TestSupport
import Testing

/// The manual page that `make install` writes has a section for every command, with all of its
/// options and arguments.
@Suite struct ManualTests {
  private static let page: String = {
    let script = Project.root.appending(path: "Scripts/manual")
    let result = try? Command.run(script, [Command.binary.path])
    return result?.status == 0 ? result?.text ?? "" : ""
  }()

  /// The help of every command, by its name in the shell: that of groups and of what is in them.
  private static let helps: [String: String] = {
    var helps: [String: String] = [:]
    var waiting: [[String]] = [[]]
    while let command = waiting.popLast() {
      let help = (try? Command.run(Command.binary, command + ["--help"]))?.text ?? ""
      helps[command.joined(separator: " ")] = help
      let list = help.split(separator: "SUBCOMMANDS:\n").dropFirst().joined()
      for line in list.split(separator: "\n") where line.prefix(3).last?.isLowercase == true {
        waiting.append(command + [String(line.split(separator: " ")[0])])
      }
    }
    return helps
  }()

  private static func section(_ title: String) throws -> String {
    let parts = page.split(separator: ".SH ").filter { $0.hasPrefix("\(title)\n") }
    try #require(parts.count == 1, "sections \(title): \(parts.count)")
    return String(parts[0]).replacing("\\-", with: "-")
  }

  @Test func groupsAreLookedInto() {
    #expect(Self.helps.count > 15 && Self.helps["store merge"] != nil)
  }

  @Test(arguments: helps.keys.sorted()) func everyCommandHasItsSection(_ command: String) throws {
    let help = try #require(Self.helps[command])
    let section = try Self.section(command.isEmpty ? "DESCRIPTION" : command.uppercased())
    let overview = help.split(separator: "\n")[0].dropFirst("OVERVIEW: ".count)
    #expect(section.contains(overview))
    for line in help.split(separator: "\n") where line.hasPrefix("  -") || line.hasPrefix("  <") {
      let label = line.split(separator: " ")
        .prefix { $0.hasPrefix("-") || $0.hasPrefix("<") || $0 == "..." }.joined(separator: " ")
      #expect(section.contains("\n.TP\n.B \(label)\n"), "\(command): \(label)")
    }
  }

  /// A label is not run into what it says.
  @Test func labelsEndWhereTheyEnd() throws {
    #expect(try Self.section("LOGS").contains("\n.B --time-zone <time-zone>\nThe zone"))
    #expect(try Self.section("SENSOR").contains("\n.B run (default)\nServes"))
  }

  @Test func nameIsTheOverview() throws {
    let overview = try #require(Self.helps[""]).split(separator: "\n")[0]
      .dropFirst("OVERVIEW: ".count).dropLast()
    let told = try Self.section("NAME")
    #expect(told == "NAME\nftpscope - \(overview.prefix(1).lowercased())\(overview.dropFirst())\n")
  }
}

import Foundation
import TestSupport
import Testing

/// What the documentation says is tried: its commands are run, and its options are those of the
/// program.
@Suite struct DocumentationTests {
  /// Pages that have commands, from the project's folder.
  static let pages: [String] = {
    let folder = Project.root.appending(path: "docs")
    let below = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    let names = below.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    return ["README.md"] + names.map { "docs/\($0)" }
  }()

  /// Every line of a `console` or `sh` block that begins with `$ ` is run, in order, in a folder of
  /// the page's own with the examples in it. It ends with status 0, or with what a comment at its
  /// end says: `# exit 1`.
  @Test(arguments: pages)
  func commands(page: String) throws {
    let text = try String(
      contentsOf: Project.root.appending(path: page), encoding: .utf8)
    let commands = Documentation.commands(in: text)
    guard !commands.isEmpty else { return }
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Project.path("Examples"), toPath: folder.path("Examples"))
    for command in commands {
      let ran = try Documentation.run(command.text, in: URL(filePath: folder.path))
      #expect(
        ran.status == command.status,
        "\(page):\(command.line): \(command.text)\n\(ran.errors)")
    }
  }

  /// There is something to run: the convention has not been lost.
  @Test func pagesHaveCommands() throws {
    let counts = try Self.pages.map { page in
      let text = try String(
        contentsOf: Project.root.appending(path: page), encoding: .utf8)
      return Documentation.commands(in: text).count
    }
    #expect(counts.reduce(0, +) >= 20)
  }

  /// A link to another page or file of the project leads somewhere, and to a heading that is there.
  @Test(arguments: pages + ["CONTRIBUTING.md", "CHANGELOG.md"])
  func links(page: String) throws {
    let url = Project.root.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    for match in text.matches(of: #/\]\(([^)\s]+)\)/#) {
      let link = match.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      guard !link[0].contains("://") else { continue }
      let target =
        link[0].isEmpty ? url : url.deletingLastPathComponent().appending(path: String(link[0]))
      #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(match.1)")
      guard link.count > 1, let linked = try? String(contentsOf: target, encoding: .utf8) else {
        continue
      }
      #expect(Documentation.anchors(in: linked).contains(String(link[1])), "\(page): \(match.1)")
    }
  }

  /// Which commands a guide is about.
  static let guides = [
    "logs": ["logs"], "scan": ["scan"], "names": ["names"],
    "identify": ["identify", "fingerprints verify", "fingerprints list", "advisories list"],
    "report": ["report", "survey"],
    "timeline": ["sensor timeline"],
    "sensor": ["sensor run"],
    "store": ["store info", "store export", "store merge", "store prune"],
  ]

  /// A guide names every option of its commands, and no other command's but where it runs one.
  @Test(arguments: guides) func optionsOfTheGuide(_ page: String, _ commands: [String]) throws {
    let text = try String(
      contentsOf: Project.root.appending(path: "docs/guide/\(page).md"), encoding: .utf8)
    let guide = text.split(separator: "\n").filter { line in
      !line.hasPrefix("$ ftpscope ") || commands.contains { line.hasPrefix("$ ftpscope \($0) ") }
    }.joined(separator: "\n")
    var known: Set<String> = []
    for command in commands {
      let help = try Documentation.run("ftpscope \(command) --help", in: Project.root)
      try #require(help.status == 0)
      known.formUnion(Documentation.options(in: help.output))
    }
    let named = Documentation.options(in: guide)
    #expect(named.subtracting(known).sorted() == [], "in the guide and not in the program")
    #expect(known.subtracting(named).sorted() == [], "in the program and not in the guide")
    if let table = text.range(of: "## Every option") {
      let listed = Documentation.options(in: String(text[table.upperBound...]))
      #expect(known.subtracting(listed).sorted() == [], "not under Every option")
    }
  }

  @Test(
    arguments: [
      ("$ ftpscope logs a", "ftpscope logs a", 0),
      ("$ ftpscope logs --fail-on clear a > b  # exit 1", "ftpscope logs --fail-on clear a > b", 1),
      ("$ cat a | ftpscope logs -", "cat a | ftpscope logs -", 0),
    ] as [(String, String, Int32)])
  func convention(line: String, text: String, status: Int32) {
    let page = "text\n\n  ```console\n  \(line)\noutput\n  ```\n\n```text\n$ not run\n```\n"
    let commands = Documentation.commands(in: page)
    #expect(commands.map(\.text) == [text])
    #expect(commands.map(\.status) == [status])
    #expect(commands.map(\.line) == [4])
  }
}

/// The project's pages, and the program they are about.
enum Documentation {
  struct Command {
    var text: String
    /// The exit status it has to end with.
    var status: Int32
    /// Its line in the page, from 1.
    var line: Int
  }

  struct Ran {
    var status: Int32
    var output: String
    var errors: String
  }

  static func commands(in page: String) -> [Command] {
    var commands: [Command] = []
    var fence: Substring?
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("```") {
        fence = fence == nil ? line.dropFirst(3) : nil
      } else if fence == "console" || fence == "sh", line.hasPrefix("$ ") {
        let parts = line.dropFirst(2).split(separator: "# exit ", maxSplits: 1)
        let status = parts.count > 1 ? Int32(parts[1]) ?? -1 : 0
        let text = parts[0].trimmingCharacters(in: .whitespaces)
        commands.append(Command(text: text, status: status, line: index + 1))
      }
    }
    return commands
  }

  /// What a page shows is printed, line by line; `[…]` stands for what is left out.
  static func expect(_ block: Substring, in output: String) throws {
    var printed = output.split(separator: "\n")[...]
    for shown in block.split(separator: "\n") where shown != "[…]" {
      let place = try #require(
        printed.firstIndex(of: shown), "not printed, or not in this order: \(shown)")
      printed = printed[(place + 1)...]
    }
  }

  /// What a link to a heading of a page says, as the usual hosts of Markdown make it.
  static func anchors(in page: String) -> Set<String> {
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("#") }
    return Set(
      headings.map { heading in
        let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
        let kept = words.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
        return kept.replacingOccurrences(of: " ", with: "-")
      })
  }

  /// The words that begin with two dashes and a letter.
  static func options(in text: String) -> Set<String> {
    var options: Set<String> = []
    for match in text.matches(of: #/(?:^|[^\w-])(--[a-z][a-z-]*[a-z])/#) {
      options.insert(String(match.1))
    }
    return options
  }

  /// Runs a command by the shell, with the program's folder first in PATH. In a pipe, the first
  /// that fails gives the status.
  static func run(_ command: String, in folder: URL) throws -> Ran {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-o", "pipefail", "-c", command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    let programs = CommandTests.Command.binary.deletingLastPathComponent().path
    environment["PATH"] = "\(programs):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["COLUMNS"] = "80"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    // Files and not pipes: nobody has to read them while the command runs.
    let files = try TemporaryFolder()
    let streams = try ["out", "err"].map { URL(filePath: try files.write("", $0)) }
    process.standardOutput = try FileHandle(forWritingTo: streams[0])
    process.standardError = try FileHandle(forWritingTo: streams[1])
    try process.run()
    process.waitUntilExit()
    let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Ran(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}

import Foundation
import TestSupport
import Testing

/// `make survey` and `make clean`, in a project of their own in which somebody has a survey; one
/// after the other, since the sensors of `make survey` have one address.
@Suite(.serialized) struct ScriptsTests {
  private let bench: TemporaryFolder

  init() throws {
    bench = try TemporaryFolder()
    for name in ["Makefile", "Scripts"] {
      try FileManager.default.copyItem(
        atPath: Project.path(name), toPath: bench.path(name))
    }
    _ = try bench.run("mkdir ftpscope-report .build Lab tmp bin")
    try bench.write("a year's work", "ftpscope-report/survey.db")
    // Neither installs nor scans anything.
    for name in ["Scripts/setup", "bin/nmap", "bin/curl"] {
      _ = try bench.run("printf '#!/bin/sh\\n' > \(name); chmod +x \(name)")
    }
  }

  /// What the user surveyed stays: the folder is `ftpscope survey`'s own default.
  @Test func cleanLeavesSurveys() throws {
    let result = try bench.run("make clean")
    #expect(result.status == 0, "\(result.errors)")
    let left = bench.names
    #expect(left.contains("ftpscope-report") && !left.contains(".build"), "\(left)")
  }

  /// An attacker that fails ends the demonstration: no sensor and no temporary folder is left, and
  /// the user's survey is as it was.
  @Test(.enabled(if: Command.has("python3"), "python3 is absent"))
  func surveyLeavesNothingRunning() throws {
    try bench.write(
      """
      import socket, sys
      socket.create_connection((sys.argv[1], int(sys.argv[2])), 60)
      sys.exit("the attacker fails")
      """, "Lab/attacker")
    try bench.write("of before", ".build/demo-report/index.html")
    // Files and not pipes, which a sensor that is left running would hold open.
    let result = try bench.run(
      "export TMPDIR=$PWD/tmp PATH=\"$PWD/bin:$PATH\"; "
        + "Scripts/survey \"$(command -v ftpscope)\" no >out 2>&1")
    let said = try bench.run("cat out").text
    #expect(result.status == 1 && said.contains("the attacker fails"), "\(said)")
    #expect(try bench.run("ls tmp").text == "")
    #expect(try bench.run("pgrep -f \"state-directory $PWD/tmp\"").text == "")
    #expect(try bench.run("cat ftpscope-report/survey.db").text == "a year's work")
    #expect(try bench.run("cat .build/demo-report/index.html").text == "of before")
  }

  /// A script that can't do what it is asked says why in one line.
  @Test(arguments: [
    ("Scripts/survey", "usage: Scripts/survey PROGRAM"),
    ("Scripts/survey ftpscope maybe", "LAB=yes or LAB=no"),
    ("Scripts/survey ./none no", "./none is not there"),
    ("flock .build/demo-report.lock Scripts/survey ftpscope no", "another make survey runs here"),
    ("Scripts/test-lab maybe", "LAB=yes or LAB=no"),
    ("Scripts/test-lab why-not maybe", "LAB=yes or LAB=no"),
    ("Scripts/manual", "usage: Scripts/manual PROGRAM"),
    ("Scripts/manual ./none", "./none is not there"),
  ])
  func refusals(_ command: String, _ words: String) throws {
    try bench.write("of before", ".build/demo-report/index.html")
    let result = try bench.run(command)
    #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(try bench.run("cat .build/demo-report/index.html").text == "of before")
  }

  /// A lab that runs is not begun, and not ended.
  @Test(.enabled(if: Command.has("python3"), "python3 is absent"))
  func surveyLeavesARunningLab() throws {
    try program("echo 0", "bin/id")
    try program("", "bin/apt-get")
    try program("", "bin/unshare")
    try program("exit 3", "Lab/setup")
    try program(
      "echo \"$1\" >> asked; for n in $(seq 2000); do echo \"up 127.44.0.$n:2121 x\"; done",
      "Lab/servers")
    try bench.write("import sys; sys.exit('the attacker fails')", "Lab/attacker")
    let result = try bench.run(
      "PATH=\"$PWD/bin:$PATH\" Scripts/survey \"$(command -v ftpscope)\" yes >out 2>&1")
    let said = try bench.run("cat out").text
    #expect(result.status == 1, "\(said)")
    #expect(try bench.run("cat asked").text == "status\n")
  }

  /// A toolchain that can't start says so itself.
  @Test func setupShowsWhyThereIsNoSwift() throws {
    try program("echo 'libxml2.so.2: no such file' >&2; exit 127", "bin/swift")
    let script = Project.path("Scripts/setup")
    let result = try bench.run("PATH=\"$PWD/bin:$PATH\" '\(script)'")
    #expect(result.status == 2 && result.errors.contains("libxml2.so.2: no such file"))
  }

  private func program(_ line: String, _ name: String) throws {
    try bench.write("#!/bin/sh\n\(line)\n", name)
    _ = try bench.run("chmod +x \(name)")
  }

  /// A program that this release has no package for does not keep the others away, and is named.
  @Test func setupLeavesOutWhatNoPackageHas() throws {
    let tools = [
      "swift": "echo Swift version 99.0", "id": "echo 0", "apt-get": "echo \"$*\" >> asked",
      "apt-cache": "test \"$2\" = ftpscope-known",
    ]
    for (name, line) in tools { try program(line, "bin/\(name)") }
    let script = Project.path("Scripts/setup")
    let result = try bench.run(
      "PATH=\"$PWD/bin:$PATH\" '\(script)' ftpscope-known ftpscope-unknown")
    let asked = try bench.run("cat asked").text
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("no ftpscope-unknown"))
    #expect(asked.contains("--no-upgrade"))
    #expect(asked.contains("ftpscope-known") && !asked.contains("ftpscope-unknown"), "\(asked)")
  }

  /// The tests' set-up brings what the schemas are checked with.
  @Test func testsBringTheSchemaChecker() throws {
    #expect(try bench.run("make -n test").text.contains("python3-jsonschema"))
  }
}

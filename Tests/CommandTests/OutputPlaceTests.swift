import Foundation
import TestSupport
import Testing

/// Where `--output` may and may not write.
@Suite struct OutputPlaceTests {
  /// What a command reads or keeps is not written over, by whatever name.
  @Test(arguments: [
    "scan 127.0.0.1 --ports 13 --store s.db --output s.db",
    "scan 127.0.0.1 --ports 13 --store s.db --output link",
    "scan 127.0.0.1 --ports 13 --store new.db --output ./new.db",
    "scan 127.0.0.1 --ports 13 --resume new --output new",
    "scan targets --output targets", "scan 127.0.0.1 --exclude targets --output hard",
    "scan - --output targets <targets",
    "logs x.log --output x.log", "logs '*.log' --output x.log", "logs . --output x.log",
    "names . --output ./targets", "identify . --output link", "report . --output s.db",
    "logs x.log --state new --output new", "logs x.log --store s.db --output s.db",
    "names targets --output targets", "names targets --store s.db --output s.db",
    "identify targets --output targets", "identify --output targets <targets",
    "identify targets --kev x.log --output x.log", "report --store s.db --output s.db",
    "report s.db --output s.db", "store export s.db --output s.db",
    "store export --store s.db --output s.db", "store info s.db --output s.db",
    "sensor timeline --store s.db --output s.db", "sensor timeline x.log --output x.log",
    "advisories list --kev x.log --output x.log",
    "fingerprints list --recog x.log --output x.log",
  ])
  func keepsWhatIsRead(_ line: String) throws {
    let bench = try TemporaryFolder()
    try bench.write(Logs.iis, "x.log")
    try bench.write("127.0.0.1\n", "targets")
    let made = try bench.run(
      "ln -s s.db link; ln targets hard; ftpscope logs x.log --store s.db --format jsonl && "
        + "sha256sum s.db x.log targets >sums")
    #expect(made.status == 0)
    let run = try bench.run("ftpscope \(line)")
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains("which this command uses otherwise; name another file"))
    #expect(try bench.run("sha256sum -c sums && ! ls new*").status == 0)
  }

  /// Pipes, devices and other files are written to as ever; a host's name is no file.
  @Test(arguments: [
    "logs /dev/stdin --output /dev/stdout <x.log", "logs - --output new <x.log",
    "logs . --output x.json", "scan localhost --ports 13 --output localhost",
  ])
  func otherFilesAreWritten(_ line: String) throws {
    let bench = try TemporaryFolder()
    try bench.write(Logs.iis, "x.log")
    let run = try bench.run("ftpscope \(line) | cat >out; cat x.log")
    #expect(run.text.hasSuffix(Logs.iis), "\(run.errors)")
    #expect(!run.errors.contains("otherwise"), "\(run.errors)")
  }

  /// A resumed scan goes on behind what is there, at the beginning of a line; of its own records
  /// the last is taken away where a crash cut it off.
  @Test(arguments: [
    (false, "{\"a\":1", "{\"a\":1\n"), (false, "", ""), (false, "x\n", "x\n"),
    (false, "{\"record\":\"service\",\"a", "{\"record\":\"service\",\"a\n"),
    (true, "x\n{\"record\":\"service\",\"a", "x\n"), (true, "x\n{\"rec", "x\n"),
    (true, "{\"record\":\"service\"}", "{\"record\":\"service\"}\n"),
    (true, "{\"a\":1", "{\"a\":1\n"),
  ])
  func goesOnBehindLines(_ hasRun: Bool, _ before: String, _ after: String) throws {
    let bench = try TemporaryFolder()
    let scan = "ftpscope scan 127.0.0.1 --ports 13 --resume state --output out"
    if hasRun { #expect(try bench.run(scan).status == 0) }
    try bench.write(before, "out")
    let run = try bench.run(scan)
    #expect(run.errors.contains("was cut off and is taken away") == (after.count < before.count))
    let text = try bench.run("cat out").text
    #expect(text.hasPrefix(after))
    #expect(
      text.dropFirst(after.count).isEmpty || text.dropFirst(after.count).hasPrefix("{\"record"))
  }

  /// What is left where no more can be written is whole lines, each once.
  @Test func leavesWholeLines() throws {
    let bench = try TemporaryFolder()
    try bench.write((0..<2000).map { "ftp.host\($0).example.org\n" }.joined(), "names")
    let run = try bench.run(
      "(trap '' XFSZ; ulimit -f 99; ftpscope names names --format jsonl --output out)")
    #expect(run.status == 2 && run.errors.contains("File too large"), "\(run.errors)")
    let left = try bench.run("cat out.*")
    #expect(left.text.hasSuffix("}\n") && left.records.count > 100, "\(run.errors)")
    #expect(Set(left.records.map { $0["name"] as? String }).count == left.records.count)
    #expect(left.text.split(separator: "\n").count == left.records.count)
  }

  @Test func dashIsStandardOutput() throws {
    let bench = try TemporaryFolder()
    try bench.write(Logs.iis, "x.log")
    let run = try bench.run("ftpscope logs x.log --format jsonl --output -")
    #expect(run.status == 0 && run.records.count == 2)
    #expect(try bench.run("test ! -e ./-").status == 0)
  }

  /// Help, version and completions that can't be written are an error like any other answer's.
  @Test(arguments: [
    "--help", "help scan", "scan --help", "--version", "", "--generate-completion-script bash",
  ])
  func answersThatCantBeWritten(_ line: String) throws {
    let bench = try TemporaryFolder()
    let run = try bench.run("ftpscope \(line)")
    #expect(run.status == 0 && !run.text.isEmpty && run.errors.isEmpty)
    let full = try bench.run("ftpscope \(line) >/dev/full")
    #expect(full.status == 2, "\(line)")
    #expect(full.errors == "ftpscope: standard output: No space left on device\n")
    #expect(try bench.run("ftpscope \(line) | true").errors.isEmpty)
  }
}

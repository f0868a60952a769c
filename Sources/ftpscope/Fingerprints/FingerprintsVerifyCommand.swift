import ArgumentParser
import Identification
import Inputs
import Report

/// `ftpscope fingerprints verify`.
struct FingerprintsVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds the fingerprints of Recog databases to their own examples.",
    discussion: """
      Every example has to be matched and to give its values, and every captured value wants an \
      example. An example that an earlier fingerprint takes, and a fingerprint without an example, \
      are warned of. Exit status 1 where something fails; 2 where a file can't be read.
      """)

  @Argument(help: ArgumentHelp("Databases, or folders of them.", valueName: "file"))
  var files: [String]

  @Flag(help: "Take warnings for failures.")
  var strict = false

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.verify() }
  }

  private func verify() throws {
    let (files, missing) = InputPaths.files(files)
    for problem in missing { tell("\(problem)") }
    var failures = 0
    let output = try Output(path: nil)
    for file in files where file.isNamed || file.path.hasSuffix(".xml") {
      let database = try Knowledge.database(file.path)
      var verifier = FingerprintVerifier(database) { name in
        Knowledge.example(name, of: database)
      }
      let findings = verifier.verify()
      var lines = database.problems.map { "\(file.path):\($0)" }
      lines += findings.map { "\(file.path):\($0.line): \($0.gravity.rawValue): \($0.text)" }
      let failed = findings.filter { strict || $0.gravity == .failure }.count
      failures += failed + database.problems.count
      lines.append(
        "\(file.path): \(database.fingerprints.count) fingerprints, "
          + "\(verifier.examplesVerified) examples right, "
          + "\(failed + database.problems.count) failures, "
          + "\(findings.count - failed) warnings")
      let text = lines.map { EscapedText($0).text + "\n" }.joined()
      try output.write(Array(text.utf8))
    }
    try output.finish()
    if !missing.isEmpty { throw Exit.failed }
    if failures > 0 { throw Exit.conditionHolds }
  }
}

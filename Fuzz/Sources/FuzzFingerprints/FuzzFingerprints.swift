import Bytes
import FuzzRun

@testable import Identification

/// All of the input is a database. What can be used of it is asked for its own examples, with its
/// index and without.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    let database = FingerprintDatabase.read(name: "fuzz", xml: input, folder: nil)
    check(database.fingerprints.allSatisfy { $0.line > 0 }, "a line for each")
    var verifier = FingerprintVerifier(database) { _ in nil }
    let findings = verifier.verify()
    let examples = database.fingerprints.flatMap(\.examples)
    check(verifier.examplesVerified <= examples.count, "examples are counted once")
    check(zip(findings, findings.dropFirst()).allSatisfy { $0.line <= $1.line }, "in order")
    var matcher = FingerprintMatcher([database])
    for example in examples.prefix(16) { checkMatches(example.text, &matcher) }
    checkMatches(Array(input.buffer), &matcher)
  }
}

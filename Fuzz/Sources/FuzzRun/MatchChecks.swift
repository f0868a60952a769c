import Bytes

@testable import Identification

/// The index leaves out nothing that matches, and what is said of a match is text.
public func checkMatches(_ bytes: [UInt8], _ matcher: inout FingerprintMatcher) {
  bytes.withUnsafeBufferPointer { buffer in
    withCopy(of: buffer) { text in
      let first = matcher.firstMatch(in: text)
      let plain = matcher.firstMatchUnindexed(in: text)
      let lines = [first, plain].map { $0?.fingerprint.line ?? 0 }
      check(lines[0] == lines[1], "line \(lines[1]), by index \(lines[0])")
      let all = matcher.allMatches(in: text)
      check(all.first?.fingerprint.line == first?.fingerprint.line, "the first of all is the first")
      for match in all {
        for field in match.fields() {
          check(!field.name.hasPrefix("_tmp."), "\(field.name) is nobody's business")
        }
      }
    }
  }
}

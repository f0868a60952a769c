import Bytes
import Inputs
import InternationalNames

/// Which ends of host names are nobody's own: `com`, `co.uk`, `*.ck`.
/// The Public Suffix List, https://publicsuffix.org/list/.
public struct PublicSuffixList: Sendable {
  /// Where Debian's package `publicsuffix` has it.
  public static let usualPath = "/usr/share/publicsuffix/public_suffix_list.dat"

  private struct Rule: OptionSet {
    let rawValue: UInt8
    /// The name is a suffix.
    static let exact = Rule(rawValue: 1)
    /// Each name right below it is one: `*.ck`.
    static let wildcard = Rule(rawValue: 2)
    /// It is none, although the wildcard above it says so: `!www.ck`.
    static let exception = Rule(rawValue: 4)
  }

  /// By digests of names in lower case and in ASCII.
  private var rules: [Digest128: Rule.RawValue] = [:]

  /// Whether a rule is for a name of one label, as no list of host names has.
  private var hasTopLevel = false

  /// The list's own date, where it has one: `VERSION` in its head.
  public private(set) var date: String?

  /// Reads a list in its usual form. Throws `FileProblem` where it can't be read, has no rules, or
  /// is something else.
  public init(path: String) throws {
    let source = try ByteSource(path: path)
    try source.decodeUnicode()
    func noRule(_ line: Int) -> FileProblem {
      FileProblem(path: path, reason: "is no Public Suffix List: line \(line) is no rule")
    }
    _ = try CandidateLines(needles: nil).read(source) { line in
      if !read(line.text.trimmed) { throw noRule(line.number) }
    } tooLong: { line in
      throw noRule(line)
    } goOn: { _ in
      true
    }
    if !hasTopLevel {
      throw FileProblem(
        path: path, reason: "is no Public Suffix List: no top-level domain is in it")
    }
  }

  /// False where a line is no rule.
  private mutating func read(_ line: ByteSlice) -> Bool {
    if line.starts(with: "// VERSION:") {
      date = String(line.dropFirst(11).trimmed.text.prefix(10))
    }
    // What follows a blank is a remark.
    var rest = line[0..<(line.buffer.firstIndex(where: \.isBlank) ?? line.count)]
    guard !rest.isEmpty, !rest.starts(with: "//") else { return true }
    var rule = Rule.exact
    if rest.starts(with: "!") {
      (rule, rest) = (.exception, rest.dropFirst(1))
    } else if rest.starts(with: "*.") {
      (rule, rest) = (.wildcard, rest.dropFirst(2))
    }
    guard let name = InternationalName.ascii(rest.text) else { return false }
    let labels = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(\.isLabelByte) })
    else { return false }
    // An exception is from the wildcard above it, and leaves a suffix.
    if rule == .exception, labels.count < 2 { return false }
    hasTopLevel = hasTopLevel || labels.count == 1
    let digest = Array(name.utf8).withSlice { Self.digest($0) }
    rules[digest, default: 0] |= rule.rawValue
    return true
  }

  private static func digest(_ name: ByteSlice) -> Digest128 {
    var digest = Digest128(seed: 11)
    digest.add(name)
    return digest
  }

  /// Suffixes have no more labels than this, a wildcard's included.
  private static let labelsMaximum = 8

  /// At which label the suffix of a name begins; the last one where no rule is known. The name is
  /// in lower case and in ASCII; `labels` says where each of them begins.
  func suffixLabel(of name: ByteSlice, labels: [Int]) -> Int {
    var suffix = labels.count - 1
    for label in (max(0, labels.count - Self.labelsMaximum)..<labels.count).reversed() {
      let raw = rules[Self.digest(name[labels[label]..<name.count])] ?? 0
      let rule = Rule(rawValue: raw)
      if rule.contains(.exception) { return label + 1 }
      if rule.contains(.exact) { suffix = min(suffix, label) }
      if rule.contains(.wildcard), label > 0 { suffix = min(suffix, label - 1) }
    }
    return suffix
  }
}

import Bytes
import CPCRE2

/// A regular expression over bytes (PCRE2, 8-bit, never in UTF mode), compiled once.
///
/// It never changes after it was made, so that any number of threads may share it; each matches
/// with a `PatternMatcher` of its own.
public final class Pattern: @unchecked Sendable {
  // Sendable: PCRE2's compiled code and match context are read only once they are set up, which
  // is done before `init` returns ("Multithreading", pcre2api(3)).

  /// Why an expression was refused.
  public struct Failure: Error, Equatable, CustomStringConvertible {
    /// PCRE2's words.
    public let reason: String
    /// The byte of the expression where it went wrong.
    let offset: Int

    public var description: String { "\(reason) at byte \(offset)" }
  }

  /// What bounds an expression's length and the work of one match.
  public enum Limits {
    /// Bytes of the expression.
    public static let expressionMaximum = 65_536
    /// Calls of PCRE2's internal `match()`, or what its JIT counts in their place.
    public static let stepsMaximum: UInt32 = 200_000
    /// Kibibytes of heap for backtracking.
    public static let heapKibibytesMaximum: UInt32 = 4096
  }

  /// How an expression is read.
  public struct Options: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Letters of ASCII match in both cases.
    public static let ignoresCase = Options(rawValue: 1)
    /// A dot takes line ends too.
    public static let dotTakesAll = Options(rawValue: 2)
    /// `^` and `$` hold at each line.
    public static let anchorsAtLines = Options(rawValue: 4)
    /// Not translated to machine code: for an expression that may never be asked.
    public static let interpreted = Options(rawValue: 8)

    fileprivate var bits: UInt32 {
      var bits = UInt32(PCRE2_NEVER_UTF) | UInt32(PCRE2_NEVER_UCP)
      bits |= UInt32(PCRE2_NEVER_BACKSLASH_C)
      if contains(.ignoresCase) { bits |= UInt32(PCRE2_CASELESS) }
      if contains(.dotTakesAll) { bits |= UInt32(PCRE2_DOTALL) }
      if contains(.anchorsAtLines) { bits |= UInt32(PCRE2_MULTILINE) }
      return bits
    }
  }

  /// The number of groups, the whole match not counted.
  public let groupCount: Int
  /// Bytes that a text has at least that matches, as far as PCRE2 can tell.
  public let lengthMinimum: Int
  /// The names of groups and their numbers.
  public let groups: [String: Int]

  fileprivate let code: OpaquePointer
  fileprivate let isMachineCode: Bool
  fileprivate let context: OpaquePointer

  /// Compiles an expression.
  public convenience init(_ expression: String) throws(Failure) {
    try self.init(Array(expression.utf8))
  }

  /// Compiles an expression of bytes.
  public init(_ bytes: [UInt8], _ options: Options = []) throws(Failure) {
    guard bytes.count <= Limits.expressionMaximum else {
      throw Failure(reason: "the expression is too long", offset: Limits.expressionMaximum)
    }
    var error: Int32 = 0
    var offset = 0
    let compiled = bytes.withUnsafeBufferPointer { buffer in
      let start = buffer.baseAddress ?? ByteSlice.empty.start
      return pcre2_compile_8(start, buffer.count, options.bits, &error, &offset, nil)
    }
    guard let compiled else { throw Failure(reason: Self.words(error), offset: offset) }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_code_free_8(compiled)
      throw Failure(reason: "no memory is left", offset: 0)
    }
    // Where PCRE2 was built without its JIT, this fails and the interpreter matches.
    isMachineCode =
      !options.contains(.interpreted)
      && pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
    pcre2_set_match_limit_8(context, Limits.stepsMaximum)
    pcre2_set_heap_limit_8(context, Limits.heapKibibytesMaximum)
    code = compiled
    self.context = context
    var count: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    var length: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_MINLENGTH), &length)
    lengthMinimum = Int(length)
    groups = Self.names(of: compiled)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  private static func words(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }

  /// Entries of PCRE2's name table: two bytes of the number, then the name, ended by a NUL.
  private static func names(of code: OpaquePointer) -> [String: Int] {
    var count: UInt32 = 0
    var size: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table, size > 2 else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<Int(count) {
      let entry = table + index * Int(size)
      let name = UnsafeBufferPointer(start: entry + 2, count: Int(size) - 2).prefix { $0 != 0 }
      let number = Int(entry[0]) << 8 | Int(entry[1])
      let key = String(decoding: name, as: UTF8.self)
      if names[key] == nil { names[key] = number }
    }
    return names
  }
}

/// Matches one pattern against slice after slice, in memory that is used again. A value: a copy
/// that matches on its own thread takes memory of its own first.
public struct PatternMatcher: @unchecked Sendable {
  // Sendable: the scratch memory is written only where this value is its one owner, and a copy that
  // another thread has is another owner. One can't appear meanwhile: that would be two threads at
  // one variable, which strict concurrency does not compile, whether exclusivity is checked or not.

  /// What came of a match.
  public enum Outcome: Sendable, Equatable {
    case matched, notMatched
    /// A limit of `Pattern.Limits` was reached.
    case gaveUp
  }

  private final class Scratch {
    let data: OpaquePointer?
    init(_ pattern: Pattern) { data = pcre2_match_data_create_from_pattern_8(pattern.code, nil) }
    deinit { pcre2_match_data_free_8(data) }
  }

  /// What is looked for.
  public let pattern: Pattern
  private var scratch: Scratch
  private var subject: ByteSlice = .empty
  /// Groups of the last match that may have been set; 0 where there was none.
  private var groupsSet: Int = 0

  public init(_ pattern: Pattern) {
    self.pattern = pattern
    scratch = Scratch(pattern)
  }

  /// Looks for the pattern anywhere in the bytes, which have to live as long as groups are asked
  /// for.
  public mutating func match(_ bytes: ByteSlice) -> Outcome {
    if !isKnownUniquelyReferenced(&scratch) { scratch = Scratch(pattern) }
    subject = bytes
    groupsSet = 0
    guard let data = scratch.data else { return .gaveUp }
    let match = pattern.isMachineCode ? pcre2_jit_match_8 : pcre2_match_8
    let result = match(pattern.code, bytes.start, bytes.count, 0, 0, data, pattern.context)
    if result == PCRE2_ERROR_NOMATCH { return .notMatched }
    guard result > 0 else { return .gaveUp }
    groupsSet = Int(result)
    return .matched
  }

  /// What a group took in the last match, the whole match being group 0; nil where it took no
  /// part.
  public func group(_ number: Int) -> ByteSlice? {
    guard number >= 0, number < groupsSet, let data = scratch.data,
      let vector = pcre2_get_ovector_pointer_8(data)
    else { return nil }
    let lower = vector[2 * number]
    let upper = vector[2 * number + 1]
    // PCRE2_UNSET is the greatest size; \K in a lookahead can put the end before the start.
    guard lower <= upper, upper <= subject.count else { return nil }
    return subject[lower..<upper]
  }
}

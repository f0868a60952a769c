import Bytes
import Patterns

/// What was refused in a file of signatures: where, what, and how to mend it.
public struct SignatureFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The line of it, from 1 on.
  public let line: Int
  /// What is wrong there, and the mend.
  public let reason: String

  public var description: String { "\(path):\(line): \(reason)" }
}

/// Reads signatures, one a line, eight columns between tabs: Signatures/Resources/signatures.tsv
/// tells what they are.
enum SignatureReader {
  static let columns = ["id", "where", "verbs", "phase", "needs", "pattern", "cve", "what"]
  /// Signatures of a file.
  static let countMaximum = 10_000

  static func read(_ text: String, path: String) throws(SignatureFailure) -> [Signature] {
    var signatures: [Signature] = []
    var ids: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      func failure(_ reason: String) -> SignatureFailure {
        SignatureFailure(path: path, line: index + 1, reason: reason)
      }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == columns.count else {
        throw failure(
          "has \(cells.count) columns: \(columns.joined(separator: ", ")) with tabs between")
      }
      guard signatures.count < countMaximum else {
        throw failure("has more than \(countMaximum) signatures: leave some out")
      }
      do throws(Refusal) {
        signatures.append(try signature(cells))
      } catch {
        throw failure(error.reason)
      }
      guard ids.insert(cells[0]).inserted else { throw failure("'\(cells[0])' is there twice") }
    }
    return signatures
  }

  private struct Refusal: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static func signature(_ cells: [String]) throws(Refusal) -> Signature {
    let isWord = cells[0].utf8.allSatisfy {
      $0.isLetterOrDigit || $0 == 0x2D
    }
    guard isWord, (1...64).contains(cells[0].utf8.count) else {
      throw Refusal("'\(cells[0])' is no id: use at most 64 letters, digits and hyphens")
    }
    guard let place = Signature.Place(rawValue: cells[1]) else {
      throw Refusal("where '\(cells[1])'? Use \(names(Signature.Place.self))")
    }
    guard let phase = Signature.Phase(rawValue: cells[3]) else {
      throw Refusal("phase '\(cells[3])'? Use \(names(Signature.Phase.self))")
    }
    let verbs = cells[2] == "*" ? [] : cells[2].split(separator: ",").map { Array($0.utf8) }
    let cve = cells[6] == "-" ? nil : cells[6]
    guard cve?.hasPrefix("CVE-") != false else {
      throw Refusal("'\(cells[6])' is no CVE: write CVE-2011-2523, or - where there is none")
    }
    return Signature(
      match: SignatureMatch(signature: cells[0], cve: cve), place: place, verbs: Set(verbs),
      phase: phase, needs: ByteSet(inBothCases(try needs(cells[4]))), test: try test(cells[5]),
      what: cells[7])
  }

  private static func names<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> String {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private static func test(_ text: String) throws(Refusal) -> Signature.Test {
    let rest = String(text.dropFirst())
    switch text.first {
    case "~":
      do {
        return .expression(try Pattern(Array(rest.utf8), [.ignoresCase, .dotTakesAll]))
      } catch {
        throw Refusal("'\(rest)' is no expression that PCRE2 takes: \(error)")
      }
    case "+":
      guard !rest.isEmpty else { throw Refusal("+ wants some bytes behind it") }
      return .bytes(rest.utf8.map(\.lowercasedASCII))
    case ">":
      guard let count = Int(rest), count > 0 else { throw Refusal("> wants a number behind it") }
      return .longerThan(count)
    default:
      throw Refusal("the pattern begins with ~ (an expression), + (some bytes) or > (a length)")
    }
  }

  /// Expressions take letters in both cases.
  private static func inBothCases(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte in
      let small = byte.lowercasedASCII
      return small == byte && !(0x61...0x7A).contains(byte) ? [byte] : [small, small & 0xDF]
    }
  }

  /// The bytes of a column, `*` alone being none and `\xNN` one byte.
  private static func needs(_ text: String) throws(Refusal) -> [UInt8] {
    switch text {
    case "*": return []
    case "{high}": return Array(0x80...0xFF)
    case "{control}": return Array(0x01...0x08) + [0x0B, 0x0C] + Array(0x0E...0x1F)
    default: break
    }
    var bytes: [UInt8] = []
    var rest = ArraySlice(text.utf8)
    while let byte = rest.popFirst() {
      guard byte == 0x5C else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "\\"): bytes.append(0x5C)
      case UInt8(ascii: "x"):
        let digits = Array(rest.prefix(2))
        guard digits.count == 2, let value = digits.withSlice({ $0.hexadecimalInteger }) else {
          throw Refusal("\\x wants two hexadecimal digits")
        }
        bytes.append(UInt8(value))
        rest = rest.dropFirst(2)
      default: throw Refusal("write \\t, \\r, \\n, \\\\ or \\xNN")
      }
    }
    return bytes
  }
}

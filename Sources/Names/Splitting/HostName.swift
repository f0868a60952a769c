import Bytes
import InternationalNames

/// A host name, split into its labels: reading one after another uses the same memory.
struct HostName {
  /// Why a text is no host name, or one that this is not about.
  enum Fault: Error {
    /// `*.ftp.example.org`, as in certificates: it stands for names and is none.
    case wildcard
    /// `_21._tcp.ftp.example.org`: names of services (RFC 8552) are no hosts.
    case service
    /// With the reason.
    case malformed(String)
  }

  /// Bytes of a name (RFC 1035 section 2.3.4, as text, without the last dot).
  private static let bytesMaximum = 253
  /// Bytes of a text that may become a name.
  private static let textMaximum = 1024

  /// In lower case, in ASCII, without a dot at the end.
  private(set) var bytes: [UInt8] = []
  /// Where each label begins.
  private(set) var labels: [Int] = []
  /// As people read it, where that differs.
  private(set) var unicode: String?

  /// Reads the next name.
  mutating func read(_ text: ByteSlice) throws(Fault) {
    bytes.removeAll(keepingCapacity: true)
    unicode = nil
    let text = text.last == 0x2E ? text.dropLast(1) : text
    if text.isEmpty { throw .malformed("the name is empty") }
    if text.count > Self.textMaximum { throw .malformed("the name is longer than 253 bytes") }
    var isPlain = true
    for byte in text.buffer {
      bytes.append(byte.lowercasedASCII)
      isPlain = isPlain && byte < 0x80
    }
    if !isPlain {
      guard let name = InternationalName.ascii(text.text) else {
        throw .malformed("the name is no international host name")
      }
      bytes = Array(name.utf8)
    }
    if bytes.count > Self.bytesMaximum { throw .malformed("the name is longer than 253 bytes") }
    let isInternational = try split()
    guard isInternational else { return }
    guard let name = InternationalName.unicode(String(decoding: bytes, as: UTF8.self)) else {
      throw .malformed("a label that begins with xn-- is none")
    }
    unicode = name
  }

  /// Finds the labels; returns whether one is an A-label.
  private mutating func split() throws(Fault) -> Bool {
    labels.removeAll(keepingCapacity: true)
    var start = 0
    var isInternational = false
    var fault: Fault?
    for end in 0...bytes.count where end == bytes.count || bytes[end] == 0x2E {
      let label = bytes[start..<end]
      if label.isEmpty { throw .malformed("a label is empty") }
      if label.count > 63 { throw .malformed("a label is longer than 63 bytes") }
      if start == 0, Self.isWildcard(label) {
        fault = .wildcard
      } else if label.first == 0x5F {
        fault = .service
      } else if !label.allSatisfy(\.isLabelByte) {
        throw .malformed("a label has other characters than letters, digits and hyphens")
      } else if label.first == 0x2D || label.last == 0x2D {
        throw .malformed("a label begins or ends with a hyphen")
      }
      isInternational = isInternational || label.starts(with: [0x78, 0x6E, 0x2D, 0x2D])
      labels.append(start)
      start = end + 1
    }
    if let fault { throw fault }
    if Self.isNumber(bytes[labels[labels.count - 1]...]) {
      throw .malformed("the last label is a number: an address is no host name")
    }
    return isInternational
  }

  /// Whether a label is `*`, which Route 53 writes in octal digits.
  private static func isWildcard(_ label: ArraySlice<UInt8>) -> Bool {
    label.first == 0x2A && label.count == 1
      || label.first == 0x5C && label.elementsEqual("\\052".utf8)
  }

  /// Whether a label is what may end an IPv4 address and no host name: digits, or `0x` and
  /// hexadecimal ones (RFC 3696 section 2; WHATWG, URL, "ends in a number").
  private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
    if label.allSatisfy(\.isDigit) { return true }
    return label.starts(with: [0x30, 0x78])
      && label.dropFirst(2).allSatisfy { $0.isDigit || (0x61...0x66).contains($0) }
  }
}

import TestSupport
import Testing

@testable import Inputs

@Suite struct UnicodeTests {
  static let text = "ftp.bücher.de\r\n😀\nx"

  static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBigEndian ? bytes.reversed() : bytes
    }
  }

  static let cases: [(name: String, stored: [UInt8], read: String)] = [
    ("nothing", [], ""),
    ("UTF-8", Array(text.utf8), text),
    ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8), text),
    ("only a mark", [0xEF, 0xBB, 0xBF], ""),
    ("little-endian with a mark", [0xFF, 0xFE] + utf16(text, isBigEndian: false), text),
    ("big-endian with a mark", [0xFE, 0xFF] + utf16(text, isBigEndian: true), text),
    ("little-endian", utf16(text, isBigEndian: false), text),
    ("big-endian", utf16(text, isBigEndian: true), text),
    ("half a pair", [0xFF, 0xFE, 0x3D, 0xD8, 0x41, 0x00], "\u{FFFD}A"),
    ("half a pair at the end", [0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8], "A\u{FFFD}"),
    ("half a unit at the end", [0xFF, 0xFE, 0x41, 0x00, 0x42], "A"),
    ("longer", [0xFF, 0xFE] + utf16(longer, isBigEndian: false), longer),
  ]

  /// Pairs over the edges of what is read at a time, whichever they are.
  static let longer = "x" + String(repeating: "😀", count: 100_000)

  @Test(arguments: cases.indices, [1, 2, 4096])
  func read(_ index: Int, pieces: Int) throws {
    let row = Self.cases[index]
    if pieces < 4096, row.stored.count > 1000 { return }
    let folder = try TemporaryFolder()
    let source = try ByteSource(path: try folder.write(row.stored, "names"))
    try source.decodeUnicode()
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieces)
    while true {
      let count = try piece.withUnsafeMutableBufferPointer { try source.read(into: $0) }
      if count == 0 { break }
      all += piece.prefix(count)
    }
    #expect(String(decoding: all, as: UTF8.self) == row.read, "\(row.name)")
  }

  @Test(
    arguments: [
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), ("bzip2", Array("BZh91AY".utf8)),
      ("zip", [0x50, 0x4B, 3, 4, 20]), ("7z", [0x37, 0x7A, 0xBC, 0xAF]),
      ("lz4", [0x04, 0x22, 0x4D, 0x18]),
    ] as [(String, [UInt8])])
  func packedOtherwise(name: String, head: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(head, "names")
    #expect(throws: FileProblem(path: path, reason: "is packed with \(name): unpack it first")) {
      try ByteSource(path: path)
    }
  }
}

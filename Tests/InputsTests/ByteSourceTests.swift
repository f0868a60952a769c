import Bytes
import Foundation
import TestSupport
import Testing

@testable import Inputs

@Suite struct ByteSourceTests {
  static let lines = Array((0..<3000).map { "line \($0) of a log\n" }.joined().utf8)
  static let short = Array("USER anna\nPASS ***\n".utf8)
  /// `short`, as gzip and zstd pack it.
  static let gzip = bytes(
    "1f8b08000000000002030b0d760d5248cccb4be40a700c0e56d0d2d2e202"
      + "00b26a00b313000000")
  static let zstd = bytes("28b52ffd04589900005553455220616e6e610a50415353202a2a2a0afd987e4d")

  static func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
      UInt8(hex.dropFirst($0).prefix(2), radix: 16)
    }
  }

  /// What a file holds, what is read from it, and why reading ends early.
  static let cases: [(name: String, stored: [UInt8], read: [UInt8], problem: String?)] = [
    ("empty", [], [], nil),
    ("one byte", [0x41], [0x41], nil),
    ("three bytes", [0x1F, 0x41, 0x42], [0x1F, 0x41, 0x42], nil),
    ("plain", lines, lines, nil),
    ("gzip", gzip, short, nil),
    ("gzip, several members", gzip + gzip + gzip, short + short + short, nil),
    ("gzip, cut off", gzip.dropLast(12), [], "cut off"),
    ("gzip, only its header", Array(gzip.prefix(10)), [], "cut off"),
    ("gzip, cut off in its second member", gzip + gzip.prefix(6), short, "cut off"),
    (
      "gzip, its checksum wrong", gzip.dropLast(8) + [0, 0, 0, 0] + gzip.suffix(4), short, "damaged"
    ),
    ("gzip, something else after it", gzip + short, short, "damaged"),
    ("zstd", zstd, short, nil),
    ("zstd, several frames", zstd + zstd, short + short, nil),
    ("zstd, cut off", zstd.dropLast(6), [], "cut off"),
    ("zstd, something else after it", zstd + short, short, "damaged"),
    (
      "zstd, a second checksum wrong", zstd + zstd.dropLast(4) + [0, 0, 0, 0], short + short,
      "damaged"
    ),
    ("zstd, only its magic", Array(zstd.prefix(4)), [], "cut off"),
  ]

  @Test func pieces() throws {
    let folder = try TemporaryFolder()
    let stored = Array(repeating: Self.lines, count: 5).flatMap { $0 }
    let source = try ByteSource(path: folder.write(stored, "long"))
    var (bytes, counts): ([UInt8], [Int]) = ([], [])
    while let piece = try source.nextPiece() {
      bytes += piece.buffer
      counts.append(piece.count)
    }
    #expect(bytes == stored)
    #expect(counts.count > 2 && counts.allSatisfy { $0 <= 65_536 })
  }

  @Test(arguments: cases.indices, [1, 7, 4096])
  func read(_ index: Int, pieces: Int) throws {
    let row = Self.cases[index]
    let folder = try TemporaryFolder()
    let (found, problem) = try readAll(try folder.write(row.stored, "log"), pieces: pieces)
    if row.problem == "cut off", row.read.isEmpty {
      #expect(Self.short.starts(with: found), "\(row.name)")
    } else {
      #expect(found == row.read, "\(row.name)")
    }
    if let expected = row.problem {
      #expect(problem?.contains(expected) == true, "\(row.name): \(problem ?? "no problem")")
    } else {
      #expect(problem == nil, "\(row.name)")
    }
  }

  /// A large file, packed by the tools that logs are packed with.
  @Test(arguments: ["gzip", "zstd"])
  func packedByItsTool(_ tool: String) throws {
    let folder = try TemporaryFolder()
    let log = try folder.write(Self.lines, "log")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool, "-q", "-k", log]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let packed = log + (tool == "gzip" ? ".gz" : ".zst")
    let source = try ByteSource(path: packed)
    #expect(source.isCompressed)
    #expect(!source.isStream)
    let (found, problem) = try readAll(packed, pieces: 1000)
    #expect(found == Self.lines)
    #expect(problem == nil)
  }

  /// Any cut and any changed byte end in a problem or in what was there, never in a trap.
  @Test(arguments: ["gzip", "zstd"])
  func damageNeverTraps(_ kind: String) throws {
    let packed = kind == "gzip" ? Self.gzip : Self.zstd
    let folder = try TemporaryFolder()
    for index in packed.indices {
      let cut = try readAll(try folder.write(Array(packed.prefix(index)), "cut"))
      if index >= 4 { #expect(cut.problem != nil, "cut at \(index)") }
      var changed = packed
      changed[index] ^= 0x55
      _ = try readAll(try folder.write(changed, "changed"), pieces: 5)
    }
  }

  @Test(arguments: [0, 1, 3, 4, 5, 18, 19, 20, 1000])
  func limit(_ limit: Int) throws {
    let folder = try TemporaryFolder()
    for stored in [Self.short, Self.gzip, Self.zstd] {
      let (found, problem) = try readAll(try folder.write(stored, "log"), pieces: 7, limit: limit)
      #expect(found == Array(Self.short.prefix(limit)))
      #expect(problem == nil)
    }
  }

  /// What a log reads as that has holes.
  @Test(arguments: [
    ("\0\0\0\0\0\0a\nb\n", "a\nb\n"), ("a\n\0\0\0b\n\0\0", "a\nb\n"), ("a\0b\n", "a\0b\n"),
    ("\0\0\0\0", ""), (String(repeating: "\0", count: 100_000) + "a\n\0", "a\n"),
  ])
  func holes(_ stored: String, _ read: String) throws {
    let folder = try TemporaryFolder()
    let log = try folder.write(Array(stored.utf8), "log")
    for pieces in [1, 3, 65_536] {
      let found = try readAll(log, pieces: pieces) { $0.passOverHoles() }
      #expect(found.bytes == Array(read.utf8))
      let again = try readAll(log, pieces: pieces) {
        _ = try $0.peek(4)
        $0.passOverHoles()
        #expect(try $0.peek(100) == Array(read.utf8))
      }
      #expect(again.bytes == Array(read.utf8))
    }
    #expect(try FileBytes(path: log).headOfText(3) == Array(read.utf8.prefix(3)))
  }

  /// A hole that the disk knows of takes no time, and no memory.
  @Test func sparse() throws {
    let folder = try TemporaryFolder()
    let log = try folder.write([], "log")
    #expect(truncate(log, 1 << 38) == 0)
    let file = try #require(FileHandle(forWritingAtPath: log))
    try file.seekToEnd()
    try file.write(contentsOf: Data(Self.short))
    try file.close()
    #expect(try readAll(log) { $0.passOverHoles() }.bytes == Self.short)
    #expect(try FileBytes(path: log).headOfText(4) == Array(Self.short.prefix(4)))
  }

  /// What was cut off while the file was read is told of.
  @Test(arguments: [4, 0]) func becomesShorter(_ kept: Int) throws {
    let folder = try TemporaryFolder()
    let log = try folder.write([UInt8](repeating: 0x61, count: 10_000), "log")
    let source = try ByteSource(path: log)
    #expect(truncate(log, off_t(kept)) == 0)
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(throws: FileProblem.self) {
      while try buffer.withUnsafeMutableBufferPointer({ try source.read(into: $0) }) > 0 {}
    }
  }

  @Test func peekedStaysToBeRead() throws {
    let folder = try TemporaryFolder()
    for stored in [Self.short, Self.gzip, Self.zstd] {
      let source = try ByteSource(path: try folder.write(stored, "log"))
      #expect(try source.peek(5) == Array(Self.short.prefix(5)))
      #expect(try source.peek(2) == Array(Self.short.prefix(2)))
      #expect(try source.peek(100) == Self.short)
      var buffer = [UInt8](repeating: 0, count: 3)
      var all: [UInt8] = []
      while case let count = try buffer.withUnsafeMutableBufferPointer({
        try source.read(into: $0)
      }), count > 0 {
        all += buffer.prefix(count)
      }
      #expect(all == Self.short)
    }
  }

  /// Of a stream all that it has, and not only the bytes that tell how it is packed.
  @Test func peekAtAStream() throws {
    for stored in [Self.short, Self.gzip, Self.zstd] {
      let pipe = Pipe()
      pipe.fileHandleForWriting.write(Data(stored))
      try pipe.fileHandleForWriting.close()
      let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
      #expect(try ByteSource(path: path).peek(100) == Self.short)
    }
  }

  /// The bytes before damage can be peeked at; reading meets the damage again.
  @Test func peekBeforeDamage() throws {
    let folder = try TemporaryFolder()
    let source = try ByteSource(path: try folder.write(Self.gzip + Self.short, "log"))
    #expect(try source.peek(100) == Self.short)
    let alone = try ByteSource(path: try folder.write(Array(Self.gzip.prefix(10)), "cut"))
    #expect(throws: FileProblem.self) { try alone.peek(100) }
  }

  @Test func notToBeOpened() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileProblem(path: folder.path, reason: "is a folder")) {
      try ByteSource(path: folder.path)
    }
    let missing = folder.path + "/missing"
    #expect(throws: FileProblem(path: missing, reason: "no such file or folder")) {
      try ByteSource(path: missing)
    }
  }

  @Test func seeks() throws {
    let folder = try TemporaryFolder()
    let file = try FileBytes(path: try folder.write(Self.short, "log"))
    #expect(file.size == Self.short.count)
    file.seek(to: 5)
    #expect(try file.read(4) == Array("anna".utf8))
    let again = try FileBytes(path: folder.path + "/log")
    #expect(again.identity == file.identity)
  }

  @Test func regularFiles() throws {
    let folder = try TemporaryFolder()
    let fifo = folder.path + "/fifo"
    try #require(mkfifo(fifo, 0o600) == 0)
    #expect(!FileBytes.isRegular(fifo) && !FileBytes.isRegular(folder.path))
    #expect(!FileBytes.isRegular(folder.path + "/missing"))
    #expect(FileBytes.isRegular(try folder.write(Self.short, "log")))
  }
}

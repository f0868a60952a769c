import TestSupport
import Testing

@testable import Inputs

/// Members as other tools write them, in whatever pieces they come.
@Suite struct GzipTests {
  static let text = ByteSourceTests.short
  /// The deflated text, its checksum and length, from `ByteSourceTests.gzip`.
  static let body = Array(ByteSourceTests.gzip.dropFirst(10))

  /// Written by zlib's `deflateSetHeader`: a text, with an extra field, name, comment and checksum.
  static let byZlib = ByteSourceTests.bytes(
    "1f8b081f00000000020306004150020078797673667470642e6c6f67006f66206674702e6578616d706c652e6f72"
      + "67000a400b0d760d5248cccb4be40a700c0e56d0d2d2e20200b26a00b313000000")

  /// A header with some fields, and with their checksum where that is wanted.
  static func header(
    extra: [UInt8]? = nil, name: [UInt8]? = nil, comment: [UInt8]? = nil, hasChecksum: Bool = false
  ) -> [UInt8] {
    var flags: UInt8 = hasChecksum ? 2 : 0
    var fields: [UInt8] = []
    if let extra {
      flags |= 4
      fields += [UInt8(extra.count & 0xFF), UInt8(extra.count >> 8)] + extra
    }
    for (text, flag) in [(name, UInt8(8)), (comment, 16)] {
      guard let text else { continue }
      flags |= flag
      fields += text + [0]
    }
    let bytes = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3] + fields
    let sum = crc32(bytes)
    return hasChecksum ? bytes + [UInt8(sum & 0xFF), UInt8(sum >> 8 & 0xFF)] : bytes
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    let table: [UInt32] = (0..<256).map { (byte: UInt32) -> UInt32 in
      var sum = byte
      for _ in 0..<8 { sum = sum % 2 == 1 ? sum / 2 ^ 0xEDB8_8320 : sum / 2 }
      return sum
    }
    var sum = UInt32.max
    for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
    return ~sum
  }

  /// What a decoder makes of pieces, asked for so many bytes at a time.
  static func read(
    _ pieces: [[UInt8]], room: Int = 4096
  ) throws -> (bytes: [UInt8], problem: String?) {
    let decoder = try gzipDecoder(path: "log.gz")
    var rest = pieces.filter { !$0.isEmpty }[...]
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: room)
    do {
      while true {
        let count = try buffer.withUnsafeMutableBufferPointer { buffer in
          try decoder.decode(into: buffer) { packed in
            guard let piece = rest.popFirst() else { return 0 }
            let count = min(piece.count, packed.count)
            if count < piece.count { rest = [Array(piece[count...])] + rest }
            return packed.update(fromContentsOf: piece[..<count])
          }
        }
        if count == 0 { return (all, nil) }
        all += buffer.prefix(count)
      }
    } catch let problem as FileProblem {
      return (all, problem.reason)
    }
  }

  static let name = Array("vsftpd.log".utf8)
  static let headers: [(name: String, bytes: [UInt8])] = [
    ("nothing", header()),
    ("a name", header(name: name)),
    ("an empty name", header(name: [])),
    ("a comment", header(comment: name)),
    ("an extra field", header(extra: Array("AP".utf8) + [2, 0, 1, 2])),
    ("an empty extra field", header(extra: [])),
    ("a checksum", header(hasChecksum: true)),
    ("a name and a checksum", header(name: name, hasChecksum: true)),
    ("an empty extra field and a checksum", header(extra: [], hasChecksum: true)),
    ("all", header(extra: [0, 0, 1, 0, 9], name: name, comment: name, hasChecksum: true)),
    (
      "the longest extra field",
      header(extra: [UInt8](repeating: 0, count: 0xFFFF), name: name, hasChecksum: true)
    ),
    ("a long name", header(name: [UInt8](repeating: 0x61, count: 100_000), hasChecksum: true)),
  ]

  @Test(arguments: headers.indices)
  func header(_ index: Int) throws {
    let (name, header) = Self.headers[index]
    let stored = header + Self.body
    let cuts = stored.count < 1000 ? Array(stored.indices) : [1, 11, 13, header.count - 1]
    for cut in cuts {
      let (found, problem) = try Self.read([Array(stored[..<cut]), Array(stored[cut...])])
      #expect(found == Self.text && problem == nil, "\(name), cut at \(cut): \(problem ?? "")")
    }
    let (found, problem) = try Self.read(stored.map { [$0] }, room: 1)
    #expect(found == Self.text && problem == nil, "\(name), byte by byte: \(problem ?? "")")
  }

  @Test func headerByZlib() throws {
    let folder = try TemporaryFolder()
    let (found, problem) = try readAll(try folder.write(Self.byZlib, "log.gz"))
    #expect(found == Self.text)
    #expect(problem == nil)
    for cut in Self.byZlib.indices {
      let (found, problem) = try Self.read([
        Array(Self.byZlib[..<cut]), Array(Self.byZlib[cut...]),
      ])
      #expect(found == Self.text && problem == nil, "cut at \(cut)")
    }
  }

  /// Members with different headers one after another, cut into pieces of each size.
  @Test(arguments: [1, 2, 3, 5, 7, 11, 64, 1000])
  func members(_ size: Int) throws {
    let headers = Self.headers.filter { $0.bytes.count < 1000 }
    let stored = headers.flatMap { $0.bytes + Self.body }
    let pieces = stride(from: 0, to: stored.count, by: size).map {
      Array(stored[$0..<min($0 + size, stored.count)])
    }
    let (found, problem) = try Self.read(pieces, room: size)
    #expect(found == headers.flatMap { _ in Self.text })
    #expect(problem == nil)
  }

  /// Cut off anywhere in a member, what there was is given, and then the problem is told.
  @Test func cutOff() throws {
    let stored = Self.byZlib + Self.header() + Self.body
    for count in stored.indices where count != Self.byZlib.count {
      let (found, problem) = try Self.read([Array(stored.prefix(count))])
      #expect((Self.text + Self.text).starts(with: found), "\(count)")
      #expect(found.count >= (count > Self.byZlib.count ? Self.text.count : 0), "\(count)")
      #expect(problem?.contains("cut off") == true, "\(count): \(problem ?? "no problem")")
    }
  }

  /// A header that is wrong at any byte that has to be right.
  static let damaged: [(name: String, bytes: [UInt8])] = {
    func changed(_ bytes: [UInt8], _ index: Int, _ mask: UInt8) -> [UInt8] {
      var bytes = bytes
      bytes[index] ^= mask
      return bytes
    }
    let all = header(extra: [1, 2, 3], name: name, comment: name, hasChecksum: true)
    return [
      ("another method", changed(all, 2, 1)),
      ("a flag that nobody knows", changed(header(), 3, 0x20)),
      ("its time", changed(all, 5, 1)), ("its extra field", changed(all, 13, 1)),
      ("its name", changed(all, 17, 1)), ("its checksum", changed(all, all.count - 1, 1)),
      ("a name without an end", header(name: [UInt8](repeating: 0x61, count: 1 << 20))),
    ]
  }()

  @Test(arguments: damaged.indices, [1, 3, 65_536])
  func damagedHeader(_ index: Int, size: Int) throws {
    let (name, header) = Self.damaged[index]
    let stored = Self.byZlib + header + Self.body
    let pieces = stride(from: 0, to: stored.count, by: size).map {
      Array(stored[$0..<min($0 + size, stored.count)])
    }
    let (found, problem) = try Self.read(pieces)
    #expect(found == Self.text, "\(name)")
    #expect(problem?.contains("damaged") == true, "\(name): \(problem ?? "no problem")")
  }
}

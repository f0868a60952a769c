import Bytes
import Glibc
import Inputs
import TestSupport
import Testing

@testable import Survey

@Suite struct JournalTests {
  static func identity(_ change: (inout ScanIdentity) -> Void = { _ in }) -> ScanIdentity {
    var identity = ScanIdentity(
      seed: .max, shard: .whole, targets: Digest128(seed: 1), ports: Digest128(seed: 2),
      options: Digest128(seed: 3), isStreamed: false)
    change(&identity)
    return identity
  }

  static let names = ["a.example": [IPAddress(v4: 7), IPAddress(v6: 9)], "b.example": []]

  func journal(_ path: String, appendedLimit: Int = 1 << 20) throws -> ScanJournal {
    try ScanJournal(
      path: path, identity: Self.identity(), names: Self.names,
      saved: try ScanJournal.load(path), appendedLimit: appendedLimit)
  }

  @Test(arguments: [0, 200, 1 << 20]) func keepsWhatIsNoted(_ appendedLimit: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    #expect(try ScanJournal.load(path) == nil)
    var generator = SplitMix64(seed: 2)
    var wanted = IntervalSet<UInt64>()
    for turn in 0..<30 {
      let journal = try journal(path, appendedLimit: appendedLimit)
      #expect(journal.saved.done == wanted)
      for _ in 0..<20 {
        let first = UInt64.random(in: 0...500, using: &generator)
        let interval = IntervalSet<UInt64>.Interval(
          first, first + .random(in: 0...3, using: &generator))
        try journal.note([interval], mark: StreamMark(specs: UInt64(turn), digest: Digest128()))
        wanted.insert(interval)
      }
    }
    let saved = try #require(try ScanJournal.load(path))
    #expect(saved.done == wanted && saved.names == Self.names)
    #expect(saved.identity == Self.identity() && saved.mark.specs == 29)
  }

  /// What the records showed is kept, however the file is written; states of version 1 lack it.
  @Test(arguments: [0, 1 << 20]) func keepsConditions(_ appendedLimit: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    do {
      let journal = try journal(path, appendedLimit: appendedLimit)
      try journal.note([.init(0, 0)], conditions: ["no-tls"])
      try journal.note([.init(1, 1)], conditions: ["no-tls", "clear-login"])
      try journal.note([.init(2, 2)])
    }
    #expect(try ScanJournal.load(path)?.conditions == ["no-tls", "clear-login"])
    let new = SavedScan(identity: Self.identity(), names: [:])
    let text = String(decoding: new.text, as: UTF8.self)
    let old = try folder.write(text.replacing("\"version\":3", with: "\"version\":1"), "old")
    #expect(try ScanJournal.load(old)?.conditions == [])
  }

  /// A device, or a pipe, that could be read for ever; and a large file of somebody else's.
  @Test func isNoState() throws {
    let folder = try TemporaryFolder()
    for path in ["/dev/zero", "/dev/null", folder.path] {
      #expect(throws: FileProblem(path: path, reason: "is no file; name one for --resume")) {
        try ScanJournal.load(path)
      }
    }
    let large = folder.path("large")
    let file = try #require(fopen(large, "w"))
    fputs("192.0.2.1\n", file)
    ftruncate(fileno(file), 1 << 36)
    fclose(file)
    #expect(throws: FileProblem.self) { try ScanJournal.load(large) }
  }

  /// Names that had no address at first keep their places.
  @Test func keepsLateNames() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    let late: [SavedScan.LateName] = [
      .init("z.example", addresses: [IPAddress(v4: 1)]), .init("b.example", addresses: []),
    ]
    for _ in 0..<2 {
      _ = try ScanJournal(
        path: path, identity: Self.identity(), names: [:], late: late,
        saved: try ScanJournal.load(path))
      #expect(try ScanJournal.load(path)?.late == late)
    }
  }

  @Test func staysSmall() throws {
    let folder = try TemporaryFolder()
    let journal = try journal(folder.path("state"), appendedLimit: 1000)
    for position in 0..<20_000 as Range<UInt64> {
      try journal.note([.init(position, position)])
    }
    #expect(try folder.bytes("state").count < 3000)
  }

  /// Cut off anywhere, a file gives what its whole lines say.
  @Test func cutOff() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    do {
      let journal = try journal(path)
      try journal.note([.init(0, 4), .init(7, 7)], mark: StreamMark(specs: 3, digest: Digest128()))
      try journal.note([.init(5, 5)])
    }
    let bytes = try folder.bytes("state")
    let header = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
    for count in header..<bytes.count {
      let saved = try bytes[0..<count].withUnsafeBufferPointer { try SavedScan(ByteSlice($0)) }
      let lines = bytes[0..<count].count { $0 == 0x0A }
      #expect(saved.done.count == (lines < 5 ? 0 : 6), "\(lines) lines")
    }
    for count in 0..<header {
      #expect(throws: MalformedTarget.self) {
        try bytes[0..<count].withUnsafeBufferPointer { try SavedScan(ByteSlice($0)) }
      }
    }
  }

  @Test func refusesOthers() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    do { _ = try journal(path) }
    let saved = try ScanJournal.load(path)
    let changes: [((inout ScanIdentity) -> Void, String)] = [
      ({ $0.seed = 1 }, "with another seed (18446744073709551615)"),
      ({ $0.shard = (try? Shard("2/3")) ?? .whole }, "as shard 1/1"),
      ({ $0.ports = Digest128() }, "with other ports"),
      ({ $0.options = Digest128() }, "with other options"),
      ({ $0.isStreamed = true }, "without standard input"),
      ({ $0.targets = Digest128() }, "with other targets or exclusions"),
    ]
    for (change, reason) in changes {
      #expect(
        throws: FileProblem(
          path: path,
          reason: "this scan was begun \(reason); use the same, or another file for --resume")
      ) {
        try ScanJournal(path: path, identity: Self.identity(change), names: [:], saved: saved)
      }
    }
  }

  @Test func oneScanAtATime() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    let first = try journal(path)
    #expect(throws: FileProblem.self) { try journal(path) }
    try first.note([.init(1, 1)])
  }

  /// What another scan did to the file since it was loaded is not undone.
  @Test func refusesWhatIsNoLongerSo() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("state")
    do { _ = try journal(path) }
    let saved = try ScanJournal.load(path)
    do { try journal(path).note([.init(1, 1)]) }
    for loaded in [saved, nil] {
      #expect(
        throws: FileProblem(path: path, reason: "another scan has just used it; try again")
      ) {
        try ScanJournal(path: path, identity: Self.identity(), names: [:], saved: loaded)
      }
    }
    #expect(try ScanJournal.load(path)?.done.count == 1)
  }

  @Test(arguments: [
    ("hello\n", "no state of ftpscope scan; name another file for --resume"),
    (
      "{\"ftpscope\":\"logs\",\"version\":1}\n",
      "no state of ftpscope scan; name another file for --resume"
    ),
    ("{\"ftpscope\":\"scan\",\"version\":4}\n", "the state of a newer ftpscope (version 4)"),
    ("HEADER\nx 1\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\nd 4-1\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\nd 99999999999999999999\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\ns 1 zz\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\nn a.example x\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\nl a.example x\n", "the state is damaged; remove it to begin anew"),
    ("HEADER\n\n", "the state is damaged; remove it to begin anew"),
  ])
  func refusesWhatIsNoState(_ text: String, _ reason: String) throws {
    let folder = try TemporaryFolder()
    let state = SavedScan(identity: Self.identity(), names: [:]).text
    let header = String(decoding: state.dropLast(), as: UTF8.self)
    let path = try folder.write(text.replacing("HEADER", with: header), "state")
    #expect(throws: FileProblem(path: path, reason: reason)) { try ScanJournal.load(path) }
  }

  @Test func refusesWhatCantBeWritten() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileProblem.self) { try journal(folder.path("no/such/folder")) }
    #expect(throws: FileProblem.self) { try journal(folder.path) }
  }
}

import Bytes
import Testing

@testable import Sensor

@Suite struct ListingTests {
  static let now = Timestamp(year: 2026, month: 11, day: 26, hour: 14, minute: 13)!

  static func entry(
    _ name: String, folder: Bool = false, size: Int = 1024, _ time: Timestamp, mode: UInt16 = 0o644
  ) -> FileEntry {
    FileEntry(
      name: Array(name.utf8), isFolder: folder, size: size, modified: time,
      mode: folder ? 0o755 : mode, owner: "ftp", group: "ftp", unique: 255)
  }

  static let recent = Timestamp(year: 2026, month: 9, day: 5, hour: 0, minute: 7)!
  static let old = Timestamp(year: 2024, month: 3, day: 15, hour: 22, minute: 21)!

  static let cases: [(Persona.ListingStyle, FileEntry, String)] = [
    (.unix, entry("a", recent), "-rw-r--r--    1 ftp      ftp          1024 Sep 05 00:07 a"),
    (.unix, entry("a", old), "-rw-r--r--    1 ftp      ftp          1024 Mar 15  2024 a"),
    (
      .unix, entry("d", folder: true, old),
      "drwxr-xr-x    2 ftp      ftp          4096 Mar 15  2024 d"
    ),
    (
      .unix, entry("big", size: 12_345_678_901, old, mode: 0o600),
      "-rw-------    1 ftp      ftp      12345678901 Mar 15  2024 big"
    ),
    // What Debian's servers show of such files.
    (.proFTPD, entry("a", recent), "-rw-r--r--   1 ftp      ftp          1024 Sep  5 00:07 a"),
    (
      .proFTPD, entry("d", folder: true, old),
      "drwxr-xr-x   2 ftp      ftp          4096 Mar 15  2024 d"
    ),
    (
      .proFTPD, entry("huge", size: 12_345_678_901, recent),
      "-rw-r--r--   1 ftp      ftp      12345678901 Sep  5 00:07 huge"
    ),
    (
      .pureFTPd, entry("a", recent),
      "-rw-r--r--    1 ftp        ftp              1024 Sep  5 00:07 a"
    ),
    (
      .pureFTPd, entry("d", folder: true, old),
      "drwxr-xr-x    2 ftp        ftp              4096 Mar 15  2024 d"
    ),
    (
      .pureFTPd, entry("huge", size: 12_345_678_901, old),
      "-rw-r--r--    1 ftp        ftp               12345678901 Mar 15  2024 huge"
    ),
    (.dos, entry("w", folder: true, old), "03-15-24  10:21PM       <DIR>          w"),
    (.dos, entry("r.htm", size: 589, recent), "09-05-26  12:07AM                  589 r.htm"),
    (.fileZilla, entry("a", recent), "-rw-r--r-- 1 ftp ftp           1024 Sep 05 00:07 a"),
    (
      .fileZilla, entry("d", folder: true, old),
      "drwxr-xr-x 1 ftp ftp              0 Mar 15  2024 d"
    ),
    (.unix, entry("a\nb\0", old), "-rw-r--r--    1 ftp      ftp          1024 Mar 15  2024 a?b?"),
  ]

  @Test(arguments: cases) func anEntryIsALineAsItsServerWritesIt(
    _ style: Persona.ListingStyle, _ entry: FileEntry, _ line: String
  ) {
    let bytes = ListingWriter(style: style, now: Self.now).lines(of: [entry], hasTotal: true)
    #expect(String(decoding: bytes, as: UTF8.self) == line + "\r\n")
  }

  @Test func theTotalIsOfBlocksOfAKibibyteByFours() {
    let entries = [Self.entry("a", size: 5000, Self.old), Self.entry("b", size: 1, Self.old)]
    let bytes = ListingWriter(style: .unixTotal, now: Self.now).lines(of: entries, hasTotal: true)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("total 12\r\n-rw"))
  }

  /// Half a year back is a year; a day ahead is a clock that is set wrong.
  @Test func recentOrNot() {
    for (days, isRecent) in [
      (0, true), (181, true), (182, false), (400, false), (-1, true), (-2, false),
    ] {
      let time = Self.now.adding(milliseconds: Int64(-days) * 86_400_000)
      let bytes = ListingWriter(style: .unix, now: Self.now).lines(
        of: [Self.entry("x", time)], hasTotal: false)
      #expect(bytes.contains(0x3A) == isRecent, "\(days)")
    }
  }

  @Test func factsStandInTheOrderAskedForBeforeTheName() {
    let facts = ["type", "size", "modify", "perm", "unique", "UNIX.mode", "unix.owner"].compactMap {
      ListingFact(name: $0)
    }
    var bytes: [UInt8] = []
    ListingFact.append(
      Self.entry("a b", Self.old), name: Array("a b".utf8), place: .inFolder, facts: facts,
      style: .unix, to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "type=file;size=1024;modify=20240315222100;perm=adfrw;unique=ff;UNIX.mode=0644;unix.owner=0; a b"
    )
    #expect(ListingFact(name: "fish") == nil)
  }

  @Test func aTimeIsReadWholeOrNotAndWrittenInFourteenDigits() {
    #expect(ListingTime.read(Array("20240315222100".utf8)) == Self.old)
    #expect(ListingTime.read(Array("20240315222100.123".utf8)) == Self.old)
    for bad in [
      "", "2024", "20241315222100", "2024031522210", "2024031522210a", "20240315222100.x",
    ] {
      #expect(ListingTime.read(Array(bad.utf8)) == nil, "\(bad)")
    }
    for extreme in [Int64.min, Int64.max, -1, 0, 253_402_300_800_000] {
      let text = ListingTime(Timestamp(milliseconds: extreme)).compact
      #expect(text.count == 14 && text.allSatisfy(\.isDigit))
    }
  }

  @Test(arguments: [
    ("", "", ""), ("pub", "", "pub"), ("-la", "a", ""), ("-la pub", "a", "pub"),
    ("-l -R  x y", "R", "x y"),
    ("-q", "", ""), ("-x9", "", "-x9"), ("-- -l", "", "-l"), ("-", "", "-"), ("-A .", "A", "."),
    ("-trS a", "", "a"), ("-file", "", "-file"),
  ])
  func lettersAreOptionsAndTheRestIsAPath(_ argument: String, _ letters: String, _ path: String) {
    let options = ListOptions(Array(argument.utf8))
    #expect(String(decoding: options.path, as: UTF8.self) == path)
    #expect(options.showsHidden == letters.contains { $0 == "a" || $0 == "A" })
    #expect(options.isRecursive == letters.contains("R"))
  }

  @Test(arguments: [
    ("*", "abc", true), ("*", ".abc", false), (".*", ".abc", true), ("a?c", "abc", true),
    ("a?c", "ac", false), ("*.txt", "a.txt", true), ("*.txt", "a.txt.gz", false),
    ("[a-c]x", "bx", true),
    ("[!a-c]x", "bx", false), ("[^a]x", "bx", true), ("[]a]x", "]x", true), ("[a", "[a", true),
    ("\\*", "*", true), ("\\*", "a", false), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false),
    ("", "", true), ("", "a", false), ("***", "x", true), ("[a-]", "-", true), ("[", "[", true),
    ("[!", "[!", true), ("\\", "\\", true),
  ])
  func aPatternMatchesWholeNamesAndNoHiddenOnes(_ pattern: String, _ name: String, _ matches: Bool)
  {
    #expect(GlobPattern(pattern: Array(pattern.utf8)).matches(Array(name.utf8)) == matches)
  }

  /// vsftpd's patterns have neither sets nor escapes; braces are a choice, and not nested.
  @Test(arguments: [
    ("{x1,y}", "y", true), ("{x1,y}", "x2", false), ("a{b,c}d{e,f}", "acdf", true),
    ("a{b,c}d{e,f}", "acd", false), ("{a,b}*", "bcd", true), ("[xy]1", "x1", false),
    ("[xy]1", "[xy]1", true), ("\\x", "x", false), ("*", ".abc", true), ("?b", ".b", true),
    ("{a", "{a", true), ("a}", "a}", true), ("", "", true),
    (String(repeating: "{a,b}", count: 20), "aaaaaaaaaaaaaaaaaaaa", false),
  ])
  func alternatives(_ pattern: String, _ name: String, _ matches: Bool) {
    var steps = 100_000
    let patterns = GlobPattern.alternatives(Array(pattern.utf8), steps: &steps)
    #expect(patterns.count <= GlobPattern.alternativesMaximum)
    #expect(patterns.contains { $0.matches(Array(name.utf8)) } == matches)
  }

  /// A folder's links are those of the folders in it, too.
  @Test(arguments: [
    (Persona.ListingStyle.unix, 7, "drwxr-xr-x    7 ftp"), (.proFTPD, 3, "drwxr-xr-x   3 ftp"),
    (.pureFTPd, 12, "drwxr-xr-x   12 ftp"),
  ])
  func links(_ style: Persona.ListingStyle, _ links: Int, _ line: String) {
    var entry = Self.entry("d", folder: true, Self.old)
    entry.links = links
    let bytes = ListingWriter(style: style, now: Self.now).lines(of: [entry], hasTotal: false)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix(line))
  }

  /// A pattern that others take exponential time for.
  @Test func patternsAreBounded() {
    let pattern = GlobPattern(pattern: Array(String(repeating: "a*", count: 500).utf8) + [0x62])
    #expect(!pattern.matches([UInt8](repeating: 0x61, count: 2000)))
  }

  /// Braces of one choice make no more patterns, however many they are: so copies are counted.
  @Test func bracesAreBounded() {
    let pattern =
      String(repeating: "{a,b}", count: 5) + String(repeating: "{c}", count: 1350)
    var steps = 100_000
    #expect(GlobPattern.alternatives(Array(pattern.utf8), steps: &steps).isEmpty)
    #expect(steps <= 0 && steps > -5000)
    steps = 100_000
    #expect(GlobPattern.alternatives(Array("a{b,c}{d,e}f".utf8), steps: &steps).count == 4)
    #expect(steps > 99_900 && steps < 100_000)
  }

  /// Sets that never end are looked at to the end, again and again: so the steps are counted.
  @Test func setsAreBounded() {
    let sets = [UInt8](repeating: 0x5B, count: 2000)
    let pattern = GlobPattern(pattern: [0x2A] + sets + [0x78])
    var steps = 100_000
    #expect(!pattern.matches(sets + sets, steps: &steps))
    #expect(steps <= 0 && steps > -4000)
    steps = 100
    #expect(GlobPattern(pattern: Array("[ab]*".utf8)).matches(Array("bcd".utf8), steps: &steps))
    #expect(steps > 80)
  }

  @Test(arguments: [
    ("a", "/x", "/x/a", false), ("/a//b/", "/x", "/a/b", false), ("..", "/x", "/", false),
    ("../..", "/x", "/", true), ("/..", "/x", "/", true), ("~", "/x", "/h", false),
    ("~/q", "/x", "/h/q", false), ("~q", "/x", "/x/~q", false), (".", "/x", "/x", false),
    ("", "/x/y", "/x/y", false), ("a/../../b", "/", "/b", true), ("a\\b", "/", "/a\\b", false),
  ])
  func aPathIsResolvedAndNeverLeavesTheRoot(
    _ words: String, _ folder: String, _ path: String, _ leaves: Bool
  ) {
    let found = FilePath.resolve(
      Array(words.utf8), in: Array(folder.utf8), home: Array("/h".utf8))
    #expect(String(decoding: found.path, as: UTF8.self) == path)
    #expect(found.leavesRoot == leaves)
  }

  @Test func backslashesPartAPathWhereTheServerIsWindows() {
    let found = FilePath.resolve(
      Array("..\\..\\a\\b".utf8), in: Array("/x".utf8), home: [0x2F], hasBackslashes: true)
    #expect(found.path == Array("/a/b".utf8) && found.leavesRoot)
  }
}

extension GlobPattern {
  fileprivate func matches(_ name: [UInt8]) -> Bool {
    var steps = Int.max
    return matches(name, steps: &steps)
  }
}

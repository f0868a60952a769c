import Bytes
import Foundation
import Identification

/// Measures matching alone. Prints `name value` lines.
///
///     MatchingBenchmark make COUNT      greetings, a line each, in which `\n` stands for a line end
///     MatchingBenchmark measure GREETINGS [DATABASE…]     databases beside the program's own
@main
struct MatchingBenchmark {
  /// Unindexed matching is measured on one greeting in so many.
  static let sparse = 25
  static let longest = 65_536

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first) {
    case ("make", let count?): make(Int(count) ?? 0)
    case ("measure", let greetings?): try measure(greetings, Array(arguments.dropFirst(2)))
    default:
      FileHandle.standardError.write(
        Data("usage: MatchingBenchmark make COUNT | measure GREETINGS [DATABASE…]\n".utf8))
      exit(64)
    }
  }

  /// One in two is an example of the program's database, the others are of words that none knows.
  static func make(_ count: Int) {
    let known = FingerprintLibrary.embedded().databases.filter { $0.matches == "ftp.banner" }
      .flatMap { $0.fingerprints.flatMap(\.examples) }
      .map { String(decoding: $0.text, as: UTF8.self).replacing("\n", with: "\\n") }
    let words = [
      "files", "archive", "mirror", "public", "data", "company", "intranet", "service", "welcome",
      "server", "ready", "host", "node", "backup", "transfer", "upload",
    ]
    var state: UInt64 = 1
    func random(_ below: Int) -> Int {
      // Knuth, MMIX.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for number in 0..<count {
      if number % 2 == 0 {
        print(known[random(known.count)])
      } else {
        let some = (0..<(2 + random(8))).map { _ in words[random(words.count)] }
        print(
          some.joined(separator: " "), (0..<4).map { _ in "\(random(256))" }.joined(separator: "."))
      }
    }
  }

  static func measure(_ path: String, _ databases: [String]) throws {
    let text = try String(contentsOfFile: path, encoding: .isoLatin1)
    let greetings = text.split(separator: "\n").map { line in
      line.replacing("\\n", with: "\n").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
    let files = try databases.map { try Data(contentsOf: URL(filePath: $0)) }

    let began = now()
    let others = files.enumerated().map { number, data in
      Array(data).withSlice { FingerprintDatabase.read(name: "\(number)", xml: $0, folder: nil) }
    }
    print("loading_milliseconds", (now() - began) * 1000)
    let library = FingerprintLibrary(databases: FingerprintLibrary.embedded().databases + others)
    guard var matcher = library.matcher(for: "ftp.banner") else { return }
    let count = library.databases.filter { $0.matches == "ftp.banner" }
      .reduce(0) { $0 + $1.fingerprints.count }
    print("fingerprints", count)

    let found = greetings.count { $0.withSlice { matcher.firstMatch(in: $0) } != nil }
    print("named", found)
    print("indexed_per_second", rate(greetings) { matcher.firstMatch(in: $0) != nil })
    let few = greetings.enumerated().filter { $0.offset % sparse == 0 }.map(\.element)
    print("unindexed_per_second", rate(few) { matcher.firstMatchUnindexed(in: $0) != nil })
    for (name, line) in longLines {
      var slowest = 0.0
      line.withSlice { line in
        for _ in 0..<3 {
          let began = now()
          _ = matcher.firstMatch(in: line)
          slowest = max(slowest, now() - began)
        }
      }
      print("longest_line_milliseconds_\(name)", slowest * 1000)
    }
  }

  /// Greetings a second of processor time.
  static func rate(_ greetings: [[UInt8]], _ match: (ByteSlice) -> Bool) -> Double {
    let began = now()
    var found = 0
    for greeting in greetings where greeting.withSlice({ match($0) }) { found += 1 }
    precondition(found >= 0)
    return Double(greetings.count) / (now() - began)
  }

  /// Lines of 64 KiB of what patterns like least.
  static var longLines: [(String, [UInt8])] {
    let texts = [
      "spaces": " ", "letters": "a", "digits": "1.", "words": "FTP server (Version 1.2) ",
      "names": "ProFTPD Serv-U Microsoft FTP Service ready ", "brackets": "((([[[", "lines": "\n",
    ]
    return texts.sorted { $0.key < $1.key }.map { name, text in
      (
        name,
        Array(String(repeating: text, count: longest / text.utf8.count + 1).utf8.prefix(longest))
      )
    }
  }

  /// Seconds of this process's time.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

import Foundation
import TestSupport
import Testing

/// `--threads N` bounds the processors that every command uses.
@Suite struct ThreadsTests {
  /// Of commands that work on one thread, while others help: all of their threads keep to one
  /// processor. The command waits at a pipe until somebody writes.
  @Test(arguments: ["names p", "identify p", "report p", "sensor timeline p"])
  func bound(line: String) throws {
    let bench = try TemporaryFolder()
    let result = try bench.run(
      """
      mkfifo p
      ftpscope \(line) --threads 1 > /dev/null 2> errors &
      exec 3> p
      grep -h Cpus_allowed_list "/proc/$!/task/"*/status | sort -u
      exec 3>&-
      wait
      """)
    #expect(result.lines.count == 1 && result.text.hasPrefix("Cpus_allowed_list"), "\(result)")
    #expect(!result.text.contains("-") && !result.text.contains(","), "\(result.text)")
  }

  @Test(arguments: ["names", "identify", "report r", "sensor timeline e", "logs x", "scan x"])
  func refused(line: String) throws {
    for number in ["0", "1025", "9223372036854775807"] {
      let result = try TemporaryFolder().run("ftpscope \(line) --threads \(number) < /dev/null")
      #expect(result.status == 64 && result.errors.contains("--threads wants 1 to 1024"))
    }
  }
}

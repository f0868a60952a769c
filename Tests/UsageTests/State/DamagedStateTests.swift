import Foundation
import Testing

@testable import Usage

/// What a run makes of a state file that is not as one was left.
@Suite struct DamagedStateTests {
  private static let log = """
    Thu Oct  1 10:00:00 2026 [pid 7] CONNECT: Client "192.0.2.8"
    Thu Oct  1 10:00:00 2026 [pid 7] FTP command: Client "192.0.2.8", "USER amy"

    """

  private static func reason(_ state: Data) throws -> String? {
    let folder = try LogFolder()
    try folder.hold(["state.json": state])
    do {
      _ = try LogState.load(folder.path + "/state.json")
      return nil
    } catch let problem as LogProblem {
      return problem.description.replacing(folder.path + "/state.json: ", with: "")
    }
  }

  /// A state as a run leaves it.
  private static func state() async throws -> Data {
    let folder = try LogFolder()
    try folder.hold(["x.log": log])
    let (_, state) = try await folder.run(from: LogState())
    let path = folder.path + "/state.json"
    try state.save(path)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Whatever byte is another, and wherever the file ends, nothing is read of it.
  @Test func anyByte() async throws {
    let whole = try await Self.state()
    #expect(try Self.reason(whole) == nil)
    let header = try #require(whole.firstIndex(of: 0x0A))
    for place in whole.indices {
      var damaged = whole
      damaged[place] ^= 1
      let reason = try Self.reason(damaged)
      #expect(reason != nil)
      if place > header { #expect(reason == "the state is damaged; remove it to begin anew") }
      #expect(try Self.reason(whole[..<place]) != nil)
    }
    #expect(try Self.reason(whole + [0x0A]) == "the state is damaged; remove it to begin anew")
  }

  @Test func folder() throws {
    let folder = try LogFolder()
    #expect(throws: LogProblem("\(folder.path): the state can't be read: Is a directory")) {
      _ = try LogState.load(folder.path)
    }
    _ = try LogState.load(folder.path + "/none.json")
  }

  @Test(arguments: [
    ("", "no state of ftpscope logs; name another file for --state"),
    ("[1]\n", "no state of ftpscope logs; name another file for --state"),
    (#"{"files":[],"version":6}"#, "the state of an older ftpscope (version 6); remove it"),
    (#"{"version":12}"# + "\n{}", "the state of a newer ftpscope (version 12)"),
    (#"{"version":11}"# + "\n{}", "the state is damaged; remove it to begin anew"),
  ]) func others(_ text: String, _ reason: String) throws {
    #expect(try Self.reason(Data(text.utf8))?.hasPrefix(reason) == true)
  }
}

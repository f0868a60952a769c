import Foundation
import Glibc
import TestSupport
import Testing

@testable import Sensor

/// What is given to the user that the sensor becomes.
@Suite(.enabled("only root gives files away") { geteuid() == 0 }) struct AccountTests {
  /// Whose files are given, two folders deep, and no link's target, inside or outside.
  @Test func linksAreNotFollowed() throws {
    let nobody = try #require(Account("nobody"))
    let folder = try TemporaryFolder()
    let base = folder.path
    for file in ["own/a", "own/one/b", "own/one/two/c", "other/d", "other/folder/e"] {
      try folder.write("", file)
    }
    try folder.makeFolder("own/one/two/three")
    for (link, target) in [("own/file", "other/d"), ("own/one/folder", "other/folder")] {
      try folder.link(link, to: folder.path(target))
    }
    #expect(nobody.own("\(base)/own") == [])
    for path in ["own", "own/a", "own/one", "own/one/b", "own/one/two"] {
      #expect(Self.owner("\(base)/\(path)") == nobody.id, "\(path)")
    }
    for path in ["own/file", "own/one/two/c", "other/d", "other/folder", "other/folder/e"] {
      #expect(Self.owner("\(base)/\(path)") == 0, "\(path)")
    }
    #expect(nobody.own("\(base)/own/one/folder") == [])
    #expect(nobody.own("\(base)/own/none") == [])
    #expect(Self.owner("\(base)/other/folder/e") == 0)
  }

  /// A file that has a name elsewhere may be anybody's; a name may be any bytes.
  @Test func hardLinksStay() throws {
    let nobody = try #require(Account("nobody"))
    let folder = try TemporaryFolder(["secret": ""])
    let base = folder.path
    try folder.makeFolder("own")
    try FileManager.default.linkItem(atPath: "\(base)/secret", toPath: "\(base)/own/mine")
    let latin = Array("\(base)/own/caf".utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    close(open(latin, O_CREAT | O_WRONLY, 0o600))
    #expect(mkfifo("\(base)/own/pipe", 0o600) == 0)
    #expect(nobody.own("\(base)/own") == ["\(base)/own/mine: has other names too (hard links)"])
    #expect(Self.owner("\(base)/secret") == 0)
    var about = stat()
    lstat(latin, &about)
    #expect(about.st_uid == nobody.id)
    #expect(nobody.own("\(base)/own").count == 1)
  }

  private static func owner(_ path: String) -> uid_t? {
    var about = stat()
    return lstat(path, &about) == 0 ? about.st_uid : nil
  }
}

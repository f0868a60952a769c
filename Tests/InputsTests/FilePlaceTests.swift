import Inputs
import Testing

@Suite struct FilePlaceTests {
  @Test(arguments: [
    ("x.log", ".", "x.log"), ("./x.log", ".", "x.log"), ("logs/x.log", "logs", "x.log"),
    ("/x.log", "/", "x.log"), ("/var/log/x.log", "/var/log", "x.log"), ("-", ".", "-"),
  ])
  func parts(_ path: String, _ folder: String, _ name: String) {
    #expect(FilePlace.folder(of: path) == folder)
    #expect(FilePlace.name(of: path) == name)
  }

  @Test func joined() {
    #expect(FilePlace.path(of: "x.log", in: "/") == "/x.log")
    #expect(FilePlace.path(of: "x.log", in: ".") == "./x.log")
    #expect(FilePlace.path(of: "x.log", in: "/var/log") == "/var/log/x.log")
    #expect(FilePlace.path(of: "x.log", in: "logs/") == "logs/x.log")
  }
}

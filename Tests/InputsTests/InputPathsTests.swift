import TestSupport
import Testing

@testable import Inputs

@Suite struct InputPathsTests {
  /// The folder's files for some arguments in it: `!` before those a user named.
  private func found(_ folder: TemporaryFolder, _ names: String...) -> (
    files: [String], problems: Int
  ) {
    let root = folder.path + "/"
    let (files, problems) = InputPaths.files(names.map { $0 == "-" ? $0 : root + $0 })
    let names = files.map { file in
      let name = file.path.hasPrefix(root) ? String(file.path.dropFirst(root.count)) : file.path
      return (file.isNamed ? "!" : "") + name
    }
    return (names, problems.count)
  }

  private func furnished() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["b.log", "a.log", "c.txt", "old/z.log", "old/older/y.log", ".hidden"] {
      try folder.write("x\n", name)
    }
    return folder
  }

  @Test func filesAndFolders() throws {
    let folder = try furnished()
    #expect(found(folder, "b.log", "a.log").files == ["!b.log", "!a.log"])
    #expect(found(folder, "old").files == ["old/older/y.log", "old/z.log"])
    #expect(found(folder, "old/").files == ["old/older/y.log", "old/z.log"])
    #expect(
      found(folder, "").files == [
        ".hidden", "a.log", "b.log", "c.txt", "old/older/y.log", "old/z.log",
      ])
    #expect(found(folder, "-", "-").files == ["!-"])
  }

  /// A sensor's quarantine is not looked into; a file of it that is named is read.
  @Test func quarantine() throws {
    let folder = try furnished()
    try folder.write("x\n", "old/older/\(InputPaths.quarantineMark)")
    #expect(found(folder, "old").files == ["old/z.log"])
    #expect(found(folder, "old/*/y.*").files == [])
    #expect(found(folder, "old/*").files == ["!old/z.log"])
    #expect(found(folder, "old/older").problems == 1)
    #expect(found(folder, "old/older/y.log").files == ["!old/older/y.log"])
  }

  /// What lies too deep is not passed over in silence.
  @Test func depth() throws {
    let folder = try TemporaryFolder()
    let deepest = String(repeating: "d/", count: InputPaths.depthMaximum)
    try folder.write("x\n", deepest + "a.log")
    #expect(found(folder, "").files == [deepest + "a.log"] && found(folder, "").problems == 0)
    try folder.write("x\n", deepest + "d/b.log")
    #expect(found(folder, "").files == [deepest + "a.log"] && found(folder, "").problems == 1)
    #expect(found(folder, deepest + "d").files == [deepest + "d/b.log"])
  }

  @Test func patterns() throws {
    let folder = try furnished()
    #expect(found(folder, "*.log").files == ["!a.log", "!b.log"])
    #expect(found(folder, "[bc].*").files == ["!b.log", "!c.txt"])
    #expect(found(folder, "o*").files == ["old/older/y.log", "old/z.log"])
    #expect(found(folder, "*.none").files.isEmpty)
    #expect(found(folder, "*.none").problems == 1)
    try folder.write("x\n", "[1].log")
    #expect(found(folder, "[1].log").files == ["![1].log"])
  }

  @Test func missing() throws {
    let folder = try furnished()
    let (files, problems) = InputPaths.files([folder.path + "/no.log", folder.path + "/a.log"])
    #expect(files.map(\.path) == [folder.path + "/a.log"])
    #expect(
      problems == [FileProblem(path: folder.path + "/no.log", reason: "no such file or folder")])
    #expect(InputPaths.files([]).files.isEmpty)
    let empty = try TemporaryFolder()
    let none = InputPaths.files([empty.path])
    #expect(none.problems == [FileProblem(path: empty.path, reason: "the folder has no files")])
  }

  @Test func onceEach() throws {
    let folder = try furnished()
    #expect(found(folder, "a.log", "a.log").files == ["!a.log"])
    #expect(found(folder, "old", "old/z.log").files == ["old/older/y.log", "!old/z.log"])
    #expect(found(folder, "old", "./old").files == ["old/older/y.log", "old/z.log"])
  }

  @Test func links() throws {
    let folder = try furnished()
    try folder.link("old/current", to: "z.log")
    try folder.link("old/gone", to: "nowhere.log")
    try folder.link("old/up", to: "..")
    #expect(found(folder, "old").files == ["old/z.log", "old/older/y.log"])
    #expect(found(folder, "old").problems == 0)
    #expect(found(folder, "old/current").files == ["!old/current"])
    #expect(found(folder, "old/current", "old/z.log").files == ["!old/z.log"])
    #expect(found(folder, "old/up/a.log").files == ["!old/up/a.log"])
  }
}

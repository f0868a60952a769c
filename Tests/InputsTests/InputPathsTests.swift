import Testing

@testable import Inputs

@Suite struct InputPathsTests {
  /// The workshop's files for some arguments in it: `!` before those a user named.
  private func found(_ workshop: Workshop, _ names: String...) -> (files: [String], problems: Int) {
    let root = workshop.path + "/"
    let (files, problems) = InputPaths.files(names.map { $0 == "-" ? $0 : root + $0 })
    let names = files.map { file in
      let name = file.path.hasPrefix(root) ? String(file.path.dropFirst(root.count)) : file.path
      return (file.isNamed ? "!" : "") + name
    }
    return (names, problems.count)
  }

  private func furnished() throws -> Workshop {
    let workshop = try Workshop()
    for name in ["b.log", "a.log", "c.txt", "old/z.log", "old/older/y.log", ".hidden"] {
      try workshop.write(name)
    }
    return workshop
  }

  @Test func filesAndFolders() throws {
    let workshop = try furnished()
    #expect(found(workshop, "b.log", "a.log").files == ["!b.log", "!a.log"])
    #expect(found(workshop, "old").files == ["old/older/y.log", "old/z.log"])
    #expect(found(workshop, "old/").files == ["old/older/y.log", "old/z.log"])
    #expect(
      found(workshop, "").files == [
        ".hidden", "a.log", "b.log", "c.txt", "old/older/y.log", "old/z.log",
      ])
    #expect(found(workshop, "-", "-").files == ["!-"])
  }

  /// A sensor's quarantine is not looked into; a file of it that is named is read.
  @Test func quarantine() throws {
    let workshop = try furnished()
    try workshop.write("old/older/\(InputPaths.quarantineMark)")
    #expect(found(workshop, "old").files == ["old/z.log"])
    #expect(found(workshop, "old/*/y.*").files == [])
    #expect(found(workshop, "old/*").files == ["!old/z.log"])
    #expect(found(workshop, "old/older").problems == 1)
    #expect(found(workshop, "old/older/y.log").files == ["!old/older/y.log"])
  }

  @Test func patterns() throws {
    let workshop = try furnished()
    #expect(found(workshop, "*.log").files == ["!a.log", "!b.log"])
    #expect(found(workshop, "[bc].*").files == ["!b.log", "!c.txt"])
    #expect(found(workshop, "o*").files == ["old/older/y.log", "old/z.log"])
    #expect(found(workshop, "*.none").files.isEmpty)
    #expect(found(workshop, "*.none").problems == 1)
    try workshop.write("[1].log")
    #expect(found(workshop, "[1].log").files == ["![1].log"])
  }

  @Test func missing() throws {
    let workshop = try furnished()
    let (files, problems) = InputPaths.files([workshop.path + "/no.log", workshop.path + "/a.log"])
    #expect(files.map(\.path) == [workshop.path + "/a.log"])
    #expect(
      problems == [FileProblem(path: workshop.path + "/no.log", reason: "no such file or folder")])
    #expect(InputPaths.files([]).files.isEmpty)
    let empty = try Workshop()
    let none = InputPaths.files([empty.path])
    #expect(none.problems == [FileProblem(path: empty.path, reason: "the folder has no files")])
  }

  @Test func onceEach() throws {
    let workshop = try furnished()
    #expect(found(workshop, "a.log", "a.log").files == ["!a.log"])
    #expect(found(workshop, "old", "old/z.log").files == ["old/older/y.log", "!old/z.log"])
    #expect(found(workshop, "old", "./old").files == ["old/older/y.log", "old/z.log"])
  }

  @Test func links() throws {
    let workshop = try furnished()
    try workshop.link("old/current", to: "z.log")
    try workshop.link("old/gone", to: "nowhere.log")
    try workshop.link("old/up", to: "..")
    #expect(found(workshop, "old").files == ["old/z.log", "old/older/y.log"])
    #expect(found(workshop, "old").problems == 0)
    #expect(found(workshop, "old/current").files == ["!old/current"])
    #expect(found(workshop, "old/current", "old/z.log").files == ["!old/z.log"])
    #expect(found(workshop, "old/up/a.log").files == ["!old/up/a.log"])
  }
}

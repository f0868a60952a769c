import Bytes
import Testing

@testable import Names

@Suite struct KeptNamesTests {
  private static func kept(_ texts: [String], _ body: (inout KeptNames, [ByteSlice]) -> Void) {
    let arena = ByteArena()
    var names = KeptNames()
    body(&names, texts.map { arena.keep(Array($0.utf8)) })
  }

  /// As few, which are looked through, and as many, which are not.
  @Test(arguments: [1, 16, 17, 40]) func anyCase(_ count: Int) {
    let texts = (0..<count).map { "Ftp\($0).a.org" }
    Self.kept(texts + ["fTP0.A.org", "ftp0.a.org.", "ftp0.a.or", ""]) { names, slices in
      for name in slices.prefix(count) { names.add(name) }
      #expect(names.contains(slices[count]) && names.contains(slices[count + 1]))
      #expect(!names.contains(slices[count + 2]) && !names.contains(slices[count + 3]))
      #expect(names.all.map(\.text) == texts)
      names.removeAll()
      #expect(names.isEmpty && !names.contains(slices[0]))
    }
  }

  @Test(arguments: [0, 40]) func firstLabelsAlone(_ more: Int) {
    let others = (0..<more).map { "ftp\($0)" }
    Self.kept(["ftp", "www", "ftp.a.org"] + others) { names, slices in
      for name in slices { names.add(name) }
      #expect(names.withoutShort.map(\.text) == ["www", "ftp.a.org"] + others)
    }
  }
}

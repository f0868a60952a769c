import Bytes

/// A line as the runtimes below Kubernetes (containerd, CRI-O) write it:
///
///     2026-10-02T12:00:11.123456789Z stdout F …
///
/// `P` stands before a piece that the next line goes on with.
struct ContainerLine: LineWrapper {
  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    var cursor = ByteCursor(line)
    guard PrefixedLine.time(&cursor, decimalsMinimum: 0) else { return nil }
    let isError = cursor.skip("stderr ")
    guard isError || cursor.skip("stdout ") else { return nil }
    let beginning = line[0..<(line.count - cursor.rest.count - 7)]
    let goesOn = cursor.skip("P ")
    guard goesOn || cursor.skip("F ") || cursor.rest == "F" else { return nil }
    let text = cursor.rest == "F" ? .empty : cursor.rest
    return WrappedLine(text: text, beginning: beginning, goesOn: goesOn, isError: isError)
  }
}

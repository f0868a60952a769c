import Bytes
import FuzzRun
import Records

@testable import Names

/// Each line is read in every form, and JSON in pieces too; what is found is a host name that is
/// found again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    var formats: [any NameFormat] = [
      JSONNames(needles: nil), PlainNames(), ZoneFile(), DNSMessages(), TableNames(needles: nil),
      ZeekNames(needles: nil), UnboundCache(),
    ]
    let head = SourceHead(input.copied)
    _ = (input.isBinary, head.tellsOfNames(isAll: true))
    _ = InputForm.form(of: input, isAll: true, isStream: false)
    for place in formats.indices {
      var rest = input
      while !rest.isEmpty {
        let end = rest.firstIndex(of: 0x0A) ?? rest.count
        try? formats[place].read(rest[0..<end]) { checkName($0.name) }
        rest = rest.dropFirst(end + 1)
      }
      try? formats[place].finish { checkName($0.name) }
    }
    checkPieces(input)
  }
}

/// What comes in two pieces, where it is cut in the middle, is what comes in one.
private func checkPieces(_ input: ByteSlice) {
  func names(_ cuts: [Int]) -> [[UInt8]]? {
    var json = JSONNames(needles: nil)
    var found: [[UInt8]] = []
    var start = 0
    for (place, cut) in cuts.enumerated() {
      let used = try? json.read(input[start..<cut], isLast: place == cuts.count - 1) {
        found.append($0.name.copied)
      }
      guard let used else { return nil }
      start += used
    }
    return found
  }
  check(names([input.count]) == names([input.count / 2, input.count]), "the same in pieces")
}

private func checkName(_ text: ByteSlice) {
  var host = HostName()
  guard (try? host.read(text)) != nil else { return }
  check(host.bytes.count <= 253 && !host.labels.isEmpty, "a name within limits")
  check(host.bytes.allSatisfy { $0 == 0x2E || $0.isLabelByte }, "of letters, digits, hyphens")
  var again = HostName()
  let isRead = (try? host.bytes.withSlice { try again.read($0) }) != nil
  check(isRead && again.bytes == host.bytes, "the same when it is read again")
}

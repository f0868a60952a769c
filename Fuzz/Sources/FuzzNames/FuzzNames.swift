import Bytes
import FuzzRun
import Records

@testable import Names

/// Each line is read in every form; what is found is a host name that is found again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    var formats: [any NameFormat] = [JSONNames(), PlainNames(), ZoneFile()]
    _ = ZoneFile.recognises(Array(input.buffer))
    for place in formats.indices {
      var rest = input
      while !rest.isEmpty {
        let end = rest.firstIndex(of: 0x0A) ?? rest.count
        try? formats[place].read(rest[0..<end]) { checkName($0.name) }
        rest = rest.dropFirst(end + 1)
      }
    }
  }
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

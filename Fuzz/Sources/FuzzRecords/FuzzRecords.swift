import Bytes
import FuzzRun
import Records

/// All of the input is a line that may be a record: what is read is written, and read the same
/// again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    checkValue(input)
    guard let record = Record(line: input) else {
      check(!Record.problem(of: input).isEmpty, "it is said why it is none")
      return
    }
    let line = written(record)
    check(!line.contains { $0 < 0x20 }, "a line is one, without controls")
    let again = line.withSlice { Record(line: $0) }
    check(again == record, "a \(record.kind) is read again")
    check(again.map(written) == line, "a \(record.kind) is written again")
    check(again?.id == record.id, "one id")
    if case .service(let service) = record { checkService(service) }
  }
}

/// What no record has a field for is kept as a tree.
private func checkValue(_ input: ByteSlice) {
  guard let value = JSONValue(input) else { return }
  var json = JSONWriter()
  json.value(value)
  check(json.bytes.withSlice { JSONValue($0) } == value, "a value is read again")
}

private func written(_ record: Record) -> [UInt8] {
  var json = JSONWriter()
  record.write(to: &json)
  return json.bytes
}

/// What follows from a record alone.
private func checkService(_ record: ServiceRecord) {
  check(Set(record.faults).count == record.faults.count, "a fault is there once")
  check(record.isFTPService || record.faults.isEmpty, "faults are of FTP services")
}

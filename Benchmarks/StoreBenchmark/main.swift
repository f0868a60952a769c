import Bytes
import Foundation
import Records
import Store

// Reads the record files that are named into memory, then puts them into a new store, and prints
// how many at a time and how many a second.

let insertsAtATime = 20_000
let arguments = CommandLine.arguments
let text = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
let records = text.split(separator: 0x0A).compactMap { line in
  Array(line).withSlice { Record(line: $0) }
}
let store = try SQLiteStore(path: arguments[1], .write)
let clock = ContinuousClock()
let elapsed = try clock.measure {
  for start in stride(from: 0, to: records.count, by: insertsAtATime) {
    try store.insert(Array(records[start..<min(start + insertsAtATime, records.count)]))
  }
}
print("inserts_at_a_time \(insertsAtATime)")
print("inserts_per_second \(Int(Double(records.count) / (elapsed / .seconds(1))))")
store.close()

import Bytes
import Places

// Looks up addresses drawn with a fixed seed, and prints how many a second.

let paths = Array(CommandLine.arguments.dropFirst())
let finder = try PlaceFinder(databases: paths, ranges: CloudRanges())
let count = 5_000_000
var state: UInt64 = 42
var found = 0
let clock = ContinuousClock()
let elapsed = clock.measure {
  for _ in 0..<count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    if finder.place(of: IPAddress(v4: UInt32(truncatingIfNeeded: state >> 32))) != nil {
      found += 1
    }
  }
}
print("lookups_per_second \(Int(Double(count) / (elapsed / .seconds(1))))")
print("found \(found)")

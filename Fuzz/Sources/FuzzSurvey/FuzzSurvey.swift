import Bytes
import FuzzRun

/// The first byte chooses the mode and what is asked; then each event begins with a byte: which it
/// is, and how many bytes that follow came over the wire.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard let first = input.first else { return }
    var survey = SurveyRun(first)
    var rest = input.dropFirst(1)
    while let event = rest.first, !survey.isOver {
      rest = rest.dropFirst(1)
      let length = Int(event >> 3) * 4
      survey.take(event & 7, rest[0..<length])
      if event & 7 < 4 { rest = rest.dropFirst(length) }
    }
    survey.end()
  }
}

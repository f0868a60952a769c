import Bytes
import Foundation
import FuzzRun
import Records

/// A text that may be one JSON object.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    var fields = JSONFields()
    let isRead = fields.read(input)
    let arena = ByteArena()
    let text = fields.text("a", in: arena)
    let nested = fields.text("a", "b", in: arena)
    _ = (fields.integer("a"), fields.truth("a"), fields.has("a", "b", "c"), fields.raw("id.orig_p"))
    _ = (fields.text("message", in: arena), fields.text("", in: arena))
    guard isRead else { return }
    check(input.trimmed.first == 0x7B && input.trimmed.last == 0x7D, "an object is in braces")
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(input.copied)) as? [String: Any],
      hasOnce(input, "\"a\"")
    else { return }
    compare(text, object["a"])
    compare(nested, (object["a"] as? [String: Any])?["b"], isNested: true, input)
  }
}

/// Foundation takes the last of two fields with one name, and a name with escapes for what they
/// mean: only where a name stands once, and plain, must both read the same.
private func hasOnce(_ input: ByteSlice, _ name: StaticString) -> Bool {
  input.firstRange(of: name) == input.lastRange(of: name) && input.firstRange(of: "\\") == nil
}

private func compare(
  _ text: ByteSlice?, _ value: Any?, isNested: Bool = false, _ input: ByteSlice = .empty
) {
  if isNested, !hasOnce(input, "\"b\"") { return }
  if let text, let wanted = value as? String, String(validating: text.buffer, as: UTF8.self) != nil
  {
    check(Array(wanted.utf8) == text.copied, "\(wanted) read as \(text.text)")
  }
}

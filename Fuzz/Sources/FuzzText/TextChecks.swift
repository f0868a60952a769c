import Bytes
import Foundation
import FuzzRun
import Records

@testable import Escaping

/// Texts are shown without loss and without harm.
enum TextChecks {
  /// Bytes as text: UTF-8 as it is, other bytes as `\xNN`.
  static func escaped(_ bytes: ByteSlice) {
    let text = bytes.escapedText
    if let whole = String(validating: bytes.buffer, as: UTF8.self) {
      check(text.utf8.elementsEqual(whole.utf8), "valid UTF-8 stays as it is")
    } else {
      check(text.contains("\\x"), "other bytes are shown")
    }
    check(marks(text) == marks(bytes.text, ofValid: bytes), "no byte becomes U+FFFD")
    var writer = JSONWriter()
    writer.object { $0.field("text", text) }
    let object = try? JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: String]
    check(object?["text"].map { $0.utf8.elementsEqual(text.utf8) } ?? false, "JSON keeps a text")
    check(!writer.bytes.contains { $0 < 0x20 || $0 == 0x7F }, "no controls in JSON")
  }

  private static func marks(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $1 == "\u{FFFD}" ? $0 + 1 : $0 }
  }

  /// U+FFFD that the bytes themselves have.
  private static func marks(_ text: String, ofValid bytes: ByteSlice) -> Int {
    var count = 0
    var from = 0
    while let found = bytes.firstRange(of: "\u{FFFD}", from: from) {
      count += 1
      from = found.upperBound
    }
    return count
  }

  /// What a terminal and a spreadsheet are given.
  static func shown(_ bytes: ByteSlice) {
    let escaped = EscapedText(bytes.escapedText)
    let harmful = escaped.text.unicodeScalars.first {
      $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || (0x202A...0x202E).contains($0.value)
        || (0x2066...0x2069).contains($0.value) || (0xE0000...0xE007F).contains($0.value)
    }
    check(harmful == nil, "a terminal would act on it")
    for columns in [0, 1, 7, 80] {
      let start = EscapedText(escaped.truncated(to: columns))
      let end = EscapedText(escaped.truncatedAtStart(to: columns))
      check(start.width <= columns && end.width <= columns, "too wide for \(columns)")
    }
    let cell = CSVCell(bytes.escapedText).text
    check(!cell.utf8.contains { $0 < 0x20 }, "a cell is on one line")
    let first = cell.utf8.first { $0 != 0x22 && $0 != 0x20 }
    check(first.map { !Array("=+@-\t\r".utf8).contains($0) } ?? true, "a cell is no formula")
  }
}

extension ByteSlice {
  /// The fields of a row of CSV (RFC 4180), without the quotes around them; two quotes within stay
  /// two. A separator is a field's own where a quote is open, and where the last of `count` columns
  /// is in no quotes: some do not quote.
  public func csvFields(separator: UInt8, count columns: Int = .max) -> [ByteSlice] {
    var fields: [ByteSlice] = []
    var begin = 0
    var isInQuotes = false
    for index in 0..<count {
      let byte = start[index]
      if byte == 0x22 { isInQuotes.toggle() }
      guard byte == separator, !isInQuotes else { continue }
      if fields.count == columns - 1, self[begin] != 0x22 { continue }
      fields.append(self[begin..<index].withoutQuotes)
      begin = index + 1
    }
    fields.append(self[begin..<count].withoutQuotes)
    return fields
  }

  private var withoutQuotes: ByteSlice {
    let text = trimmed
    let isQuoted = text.count >= 2 && text.first == 0x22 && text.last == 0x22
    return isQuoted ? text.dropFirst(1).dropLast(1) : text
  }
}

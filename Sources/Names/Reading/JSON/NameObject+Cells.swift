import Bytes

extension NameObject {
  /// Takes what the cell of a table's column says.
  mutating func take(cell: ByteSlice, _ column: NameKey?, _ needles: Needles?) {
    switch column {
    case .name, .question: takeNames(cell, needles, isAsked: column == .question)
    case .type: take(type: cell)
    case .value, .data: add(value: cell)
    case .time: take(time: cell)
    case .outcome: take(NameOutcome(code: cell))
    case .code: take(NameOutcome(code: cell) ?? NameOutcome(number: cell))
    case .error: takeError()
    case .disabled: if cell.equalsIgnoringCase("true") { disable() }
    case .issuer, nil: return
    }
  }

  /// Takes the names of a cell: `ftp.a.org`, `DNS:ftp.a.org, DNS:b.org`, `["ftp.a.org"]`,
  /// `CN=ftp.a.org, O=FTP`. Of several words those with a dot are names.
  private mutating func takeNames(_ cell: ByteSlice, _ needles: Needles?, isAsked: Bool) {
    var rest = cell
    while !rest.isEmpty {
      let end = rest.buffer.firstIndex { !$0.isHostNameByte } ?? rest.count
      let name = rest[0..<end]
      rest = rest.dropFirst(end + 1)
      let isName = name.count == cell.count || name.firstIndex(of: 0x2E) != nil
      if name.isEmpty || !isName { continue }
      add(name, needles?.stand(in: name) ?? true, isAsked: isAsked)
    }
  }
}

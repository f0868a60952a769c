import Bytes

extension ByteSlice {
  /// Whether one of several words of letters stands by itself, but in the name of a host: digits
  /// and marks may stand beside it. Letters of either case are the same.
  func saysByItself(anyOf words: [StaticString]) -> Bool {
    anyPart { part in
      var isHostName: Bool?
      var place = 0
      while place < part.count {
        var end = place
        while end < part.count, part[end].isLetter { end += 1 }
        let letters = part[place..<end]
        place = end + 1
        guard !letters.isEmpty, words.contains(where: letters.equalsIgnoringCase) else { continue }
        let isPartOfName = isHostName ?? part.isHostName
        if !isPartOfName { return true }
        isHostName = isPartOfName
      }
      return false
    }
  }

  /// Whether something holds of one of the parts between blanks.
  func anyPart(_ holds: (ByteSlice) -> Bool) -> Bool {
    var place = 0
    while place < count {
      var end = place
      while end < count, !self[end].isBlank { end += 1 }
      if end > place, holds(self[place..<end]) { return true }
      place = end + 1
    }
    return false
  }

  /// Whether the bytes are a host's name, whatever brackets and marks stand around it: labels with
  /// dots between them, the last of which begins with a letter. So are addresses of mail and pages.
  var isHostName: Bool {
    var name = self
    while let first = name.first, !first.isDigit, !first.isLetter { name = name.dropFirst(1) }
    while let last = name.last, !last.isDigit, !last.isLetter { name = name.dropLast(1) }
    guard let dot = name.lastIndex(of: 0x2E), name[dot + 1].isLetter else { return false }
    let marks = "-._@:/" as StaticString
    return name.buffer.allSatisfy { byte in
      byte.isDigit || byte.isLetter || marks.bytes.firstIndex(of: byte) != nil
    }
  }
}

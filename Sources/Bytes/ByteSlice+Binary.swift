extension ByteSlice {
  /// Of so many bytes of a text one may be a control character.
  private static let controlsApart = 32

  /// Whether it is no text: control characters that texts do not have, in such numbers that they
  /// are no accident within a line.
  public var isBinary: Bool {
    let controls = buffer.count { byte in
      switch byte {
      // Tab to carriage return; the escape of colours.
      case 0x09...0x0D, 0x1B: false
      default: byte < 0x20 || byte == 0x7F
      }
    }
    return controls * Self.controlsApart > count
  }
}

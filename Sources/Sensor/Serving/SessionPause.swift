import Bytes

/// A time in which a session takes nothing, and what comes meanwhile.
struct SessionPause {
  private(set) var isOn = false
  /// Tells the latest pause from those before it.
  private(set) var generation: UInt32 = 0
  private var held: [UInt8] = []

  mutating func begin() {
    isOn = true
    generation &+= 1
  }

  /// Keeps what came; false where there is no pause.
  mutating func hold(_ bytes: ByteSlice) -> Bool {
    if isOn { held.append(contentsOf: bytes.buffer) }
    return isOn
  }

  mutating func end() { isOn = false }

  /// What came meanwhile.
  mutating func takeHeld() -> [UInt8] {
    defer { held = [] }
    return held
  }
}

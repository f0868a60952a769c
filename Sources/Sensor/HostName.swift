/// The name that a sensor's machine pretends to have, by its seed and persona: in replies, and in
/// the certificates that servers' packages make at their first start, which have it for a subject.
public enum HostName {
  /// A persona's.
  public static func made(seed: UInt64, for persona: Persona) -> String {
    var random = SeededNumbers(seed, of: Array("host \(persona.name)".utf8))
    if persona.machine == .windows {
      // As Windows names a machine that nobody has named.
      return "WIN-" + String((0..<11).map { _ in random.pick(letters) })
    }
    let word = random.pick(words)
    return word + random.pick(marks) + (random.pick(["", "0"]) + "\(random.next() % 9 + 1)")
  }

  private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let words = [
    "srv", "web", "ftp", "files", "host", "vps", "data", "store", "node", "debian", "server", "app",
    "backup", "www", "mail", "db", "lamp", "box", "cloud", "vm",
  ]
  private static let marks = ["", "", "-", "-prod-", "-a", "-fr", "-eu"]
}

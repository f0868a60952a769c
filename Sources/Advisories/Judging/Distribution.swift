import Records

/// Who put an old version with new mends into a package, or into a device's firmware: its number
/// does not tell which mends it has.
enum Distribution {
  /// Its name, as far as the system or the greeting tell it; nil where nothing does.
  static func name(of record: ServiceRecord) -> String? {
    let system = words(of: record.product?.os ?? "").map(\.text)
    if let name = names.first(where: { stands($0.words, in: system) })?.name { return name }
    if isApplication(record), let maker = makers.first(where: { stands($0.words, in: system) }) {
      return maker.name
    }
    let greeting = record.banner ?? ""
    for line in greeting.split(separator: "\n") {
      let words = words(of: line)
      if let name = names.first(where: { isNamed($0.words, in: words) })?.name { return name }
    }
    return package(record.product?.version ?? "", greeting)
  }

  /// Distributions that put a mend into an old version and keep its number.
  private static let names: [(words: [String], name: String)] = [
    (["debian"], "Debian"), (["ubuntu"], "Ubuntu"), (["raspbian"], "Raspbian"),
    (["red", "hat"], "Red Hat"), (["redhat"], "Red Hat"), (["rhel"], "Red Hat"),
    (["centos"], "CentOS"), (["fedora"], "Fedora"), (["rocky", "linux"], "Rocky Linux"),
    (["almalinux"], "AlmaLinux"), (["amazon", "linux"], "Amazon Linux"), (["suse"], "SUSE"),
    (["opensuse"], "SUSE"), (["sles"], "SUSE"), (["openwrt"], "OpenWrt"),
  ]

  /// Makers whose systems come with others' servers, which they mend themselves.
  private static let makers: [(words: [String], name: String)] = [
    (["qts"], "QNAP"), (["quts"], "QNAP"), (["dsm"], "Synology"), (["adm"], "ASUSTOR"),
    (["freenas"], "TrueNAS"), (["truenas"], "TrueNAS"), (["nas4free"], "XigmaNAS"),
    (["xigmanas"], "XigmaNAS"), (["openmediavault"], "OpenMediaVault"),
    (["readynas"], "NETGEAR"),
    (["hp-ux"], "HP-UX"), (["openserver"], "SCO"), (["firmware"], "the device's maker"),
  ]

  /// What follows a distribution's name where it is meant: `Debian GNU/Linux 12`.
  private static let followers: Set = [
    "linux", "gnu/linux", "package", "packages", "release", "server", "edition",
  ]
  private static let leaders: Set = ["on", "for", "running", "by"]

  private struct Word {
    var text: String
    /// Whether a bracket stands before it, or behind.
    var isFirst = false
    var isLast = false
  }

  private static func words(of line: some StringProtocol) -> [Word] {
    line.lowercased().split(separator: " ").compactMap { part in
      let text = part.drop { "([{\"'".contains($0) }.prefix { !")]}\"',;!".contains($0) }
      guard !text.isEmpty else { return nil }
      return Word(
        text: String(text), isFirst: part.first.map { "([{".contains($0) } ?? false,
        isLast: part.contains { ")]}".contains($0) })
    }
  }

  private static func stands(_ name: [String], in words: [String]) -> Bool {
    words.indices.contains { words[$0...].starts(with: name) }
  }

  /// Whether a line means the distribution, not a word or a host that is called so: `(Debian)`,
  /// `Ubuntu 22.04`, `on CentOS`, but not `ftp.debian.example.org` or `Fedora hats`.
  private static func isNamed(_ name: [String], in words: [Word]) -> Bool {
    words.indices.contains { start in
      let end = start + name.count
      guard end <= words.count, words[start..<end].map(\.text) == name else { return false }
      if words[start].isFirst, words[end - 1].isLast { return true }
      if start == 0, end == words.count { return true }
      if start > 0, leaders.contains(words[start - 1].text) { return true }
      guard end < words.count, !words[end - 1].isLast else { return false }
      return followers.contains(words[end].text) || words[end].text.first?.isNumber == true
    }
  }

  /// A package by its version alone: `2.6.1-16`, `1.3.8+dfsg`, `3.0.3-28.el8`.
  private static func package(_ version: String, _ greeting: String) -> String? {
    guard version.contains(".") else { return nil }
    let shown = greeting.firstRange(of: version).map { range in
      greeting[range.lowerBound...].prefix { !$0.isWhitespace && !"()[]".contains($0) }
    }
    guard
      let text = [version[...], shown ?? ""].first(where: {
        ProductVersion.namesPackage(String($0))
      })
    else { return nil }
    let lower = text.lowercased()
    if lower.contains("ubuntu") { return "Ubuntu" }
    if lower.contains("+dfsg") || lower.contains("+deb") { return "Debian" }
    if lower.contains(".el"), lower.contains("-") { return "Red Hat" }
    return "the package's maker"
  }

  private static func isApplication(_ record: ServiceRecord) -> Bool {
    record.product?.cpe23.flatMap { CPEName($0) }?.part == .application
  }
}

/// What machines have: a company's file server, or what devices keep for themselves.
extension BaitPlan {
  mutating func build(_ machine: Persona.Machine) {
    switch machine {
    case .unix, .windows: company(machine)
    case .router: router()
    case .printer: addFolder(Array("/PORT1".utf8), daysAgo: number(200...900))
    }
  }

  /// RouterOS: what `/system backup save` and `/export` write, and the folder of WebFig's skins.
  private mutating func router() {
    let root = pick(["", "/flash"])
    addFolder(Array("\(root)/skins".utf8), daysAgo: number(300...1200))
    let name = pick(["MikroTik", "gw", "router", "core", "edge"]) + pick(["", "1", "2", "-hq"])
    for _ in 0..<number(2...5) {
      let age = number(3...700)
      let clock = "\(number(10...23))\(number(10...59))"
      add(
        "\(root)/\(name)-\(Self.compact(date(age)))-\(clock).backup", .routerBackup,
        size: size(18_000...90_000), daysAgo: age, mode: 0o660)
    }
    let export = pick(["export", "config", name, "before-upgrade"])
    add(
      "\(root)/\(export).rsc", .routerExport, size: size(3_000...24_000),
      daysAgo: number(20...600), mode: 0o660)
  }
}

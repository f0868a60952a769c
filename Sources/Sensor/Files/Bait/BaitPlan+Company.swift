import Bytes

/// What a small company keeps where its FTP server can reach it.
extension BaitPlan {
  mutating func company(_ machine: Persona.Machine) {
    backups(machine)
    website(machine)
    departments()
    exchange()
    homes(machine)
    if number(0...2) > 0 {
      let name = pick(["README", "readme", "INFO", "Readme"])
      add("/\(name).txt", .notes, size: size(300...900), daysAgo: number(150...900))
    }
    if number(0...1) == 0 { addFolder(Array("/incoming".utf8), daysAgo: number(5...90)) }
    addFolder(Array(pick(["/upload", "/uploads", "/inbox"]).utf8), daysAgo: number(1...20))
  }

  /// Nightly dumps of the last days, and one a month.
  private mutating func backups(_ machine: Persona.Machine) {
    let folder = pick(["/backup", "/backups", "/Backup", "/db_backup"])
    let database = pick(["crm", "erp", "shop", "intranet", "wordpress"])
    let begin = number(1...3)
    for day in begin..<(begin + number(4...9)) {
      let night = night(day)
      add(
        "\(folder)/\(database)_\(Self.compact(night.fields)).sql.gz", .gzip,
        sizes: 2_000_000...48_000_000, night: night, mode: 0o640)
    }
    // The first of this month, and of those before.
    var first = night(0)
    for _ in 1...number(2...6) {
      first = CalendarDay(number: first.number - Int32(first.fields.day - 1))
      add(
        "\(folder)/monthly/full-\(Self.compact(first.fields)).tar.gz", .gzip,
        sizes: 80_000_000...900_000_000, night: first)
      first = CalendarDay(number: first.number - 1)
    }
    add(
      "\(folder)/\(pick(BaitWords.tables)).sql", .sqlDump, size: size(60_000...900_000),
      daysAgo: number(5...200))
    guard machine == .unix else { return }
    let script = pick(["backup", "dump", "nightly", "mysqlbackup", "run"])
    let age = number(200...900)
    add("\(folder)/\(script).sh", .shellScript, size: size(500...1400), daysAgo: age, mode: 0o755)
    if number(0...1) == 0 {
      let name = pick(["id_rsa", "id_rsa.bak", "id_rsa.old", "backup_rsa"])
      add("\(folder)/\(name)", .privateKey, size: BaitKey.size, daysAgo: age + 30, mode: 0o600)
    }
  }

  private mutating func website(_ machine: Persona.Machine) {
    let root =
      machine == .windows
      ? pick(["/wwwroot", "/htdocs", "/inetpub/wwwroot", "/web", "/sites"])
      : pick(["/www", "/htdocs", "/public_html", "/web", "/html"])
    let age = number(40...300)
    add("\(root)/index.php", .html, size: size(400...6000), daysAgo: age)
    add("\(root)/.htaccess", .iniConfig, size: size(120...500), daysAgo: age + 20)
    add("\(root)/robots.txt", .notes, size: size(60...200), daysAgo: age + 300)
    if number(0...1) == 0 {
      add("\(root)/wp-config.php", .phpConfig, size: size(2600...3400), daysAgo: age)
      for name in ["login", "content/themes/\(company)/style", "includes/version"] {
        add("\(root)/wp-\(name).php", .html, size: size(900...9000), daysAgo: age)
      }
    } else {
      add("\(root)/config.php", .phpConfig, size: size(700...2000), daysAgo: age)
      add("\(root)/.env", .envFile, size: size(500...1300), daysAgo: age)
    }
    for index in 1...number(4...14) {
      let name = pick(["team", "office", "product", "banner", "slide", "news"])
      add(
        "\(root)/img/\(name)\(index).jpg", .jpeg, size: size(18_000...420_000), daysAgo: age + index
      )
    }
    add("\(root)/img/logo.png", .png, size: size(4_000...30_000), daysAgo: age + 400)
    add("\(root)/logs/access.log", .accessLog, sizes: 40_000...700_000, night: night(0))
  }

  private mutating func departments() {
    let root = pick(["/shared", "/data", "/company", "/share", "/files"])
    for department in shuffled(BaitWords.departments).prefix(number(3...5)) {
      for _ in 0..<number(3...8) { paper(in: "\(root)/\(department)") }
    }
    let it = pick(["it", "admin", "systems", "edv"])
    let secrets = pick(["passwords", "logins", "accounts", "access", "credentials"])
    add(
      "\(root)/\(it)/\(secrets).xlsx", .spreadsheet, size: size(9_000...22_000),
      daysAgo: number(30...300))
    let plan = pick(["network", "servers", "ip-plan", "vpn", "firewall"])
    add("\(root)/\(it)/\(plan).txt", .notes, size: size(600...2400), daysAgo: number(60...500))
    let people = pick(["employees", "staff", "payroll", "salaries"])
    add(
      "\(root)/\(pick(["hr", "personnel"]))/\(people)_\(date(0).year).csv", .csv,
      size: size(4_000...26_000), daysAgo: number(5...90))
  }

  private mutating func paper(in folder: String) {
    let age = number(2...900)
    let date = self.date(age)
    let word = pick(BaitWords.papers)
    let number = number(1000...9999)
    switch self.number(0...3) {
    case 0:
      add("\(folder)/\(word)_\(number).pdf", .pdf, size: size(40_000...900_000), daysAgo: age)
    case 1:
      let quarter = (date.month + 2) / 3
      add(
        "\(folder)/\(date.year)/\(word)_Q\(quarter)_\(date.year).xlsx", .spreadsheet,
        size: size(9_000...180_000), daysAgo: age)
    case 2:
      let person = pick(BaitWords.familyNames)
      add(
        "\(folder)/\(word) \(person) \(Self.dashed(date)).docx", .document,
        size: size(14_000...160_000), daysAgo: age)
    default:
      add(
        "\(folder)/archive/\(BaitWords.plural(word))_\(date.year).zip", .zip,
        size: size(900_000...40_000_000),
        daysAgo: age)
    }
  }

  /// What partners fetch and bring.
  private mutating func exchange() {
    let partner = pick(BaitWords.companies)
    let root = pick(["/partners/\(partner)", "/edi/\(partner)", "/transfer/\(partner)"])
    let goods = pick(["orders", "stock", "prices", "deliveries"])
    for day in 0..<number(3...8) {
      let night = night(day + 1)
      add(
        "\(root)/out/\(goods)_\(Self.compact(night.fields)).csv", .csv, sizes: 1_500...38_000,
        night: night)
    }
    addFolder(Array("\(root)/in".utf8), daysAgo: number(1...30))
    let settings = pick(["sftp", "transfer", "partner", "connect"])
    add("\(root)/\(settings).ini", .iniConfig, size: size(300...900), daysAgo: number(100...700))
  }

  private mutating func homes(_ machine: Persona.Machine) {
    let root = pick(machine == .windows ? ["/users", "/Users"] : ["/home", "/users"])
    for _ in 0..<number(2...4) {
      let name = pick(BaitWords.givenNames)
      let folder = "\(root)/\(name)"
      addFolder(Array(folder.utf8), daysAgo: number(1...200))
      if number(0...1) == 0 {
        add("\(folder)/notes.txt", .notes, size: size(200...3000), daysAgo: number(3...400))
      }
      let scan = pick(["scan", "Scan_", "doc", "IMG_"])
      let first = number(1...400)
      for index in 1...number(1...5) {
        add(
          "\(folder)/\(scan)\(first + index).pdf", .pdf, size: size(120_000...2_400_000),
          daysAgo: number(3...500))
      }
    }
  }

  static func compact(_ date: (year: Int, month: Int, day: Int)) -> String {
    var bytes: [UInt8] = []
    bytes.append(date.year, digits: 4)
    bytes.append(date.month, digits: 2)
    bytes.append(date.day, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func dashed(_ date: (year: Int, month: Int, day: Int)) -> String {
    var bytes: [UInt8] = []
    bytes.append(date.year, digits: 4)
    bytes.append(0x2D)
    bytes.append(date.month, digits: 2)
    bytes.append(0x2D)
    bytes.append(date.day, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }
}

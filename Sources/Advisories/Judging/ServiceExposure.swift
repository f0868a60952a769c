import Records

/// Which parts of a product an FTP service shows that it has.
struct ServiceExposure {
  enum Part: Equatable {
    case shown, unknown
    case absent(String)
  }

  private let offersTLS: Bool?
  private let isAnonymousAllowed: Bool?
  private let system: String?
  private let site: String
  private let knowsSite: Bool
  /// The distribution whose package it seems to be, which mends old versions.
  let distribution: String?

  init(_ record: ServiceRecord) {
    let features = record.features.map { $0 + (record.featuresInsideTLS ?? []) }
    let hasAuth = features?.contains { $0.uppercased().hasPrefix("AUTH") }
    // A service that took AUTH offers TLS, whatever became of the handshake.
    let isReached = record.mode == .implicit || record.mode == .explicit
    offersTLS = record.tls != nil || isReached ? true : hasAuth
    let answers = (record.replies + record.repliesInsideTLS).filter {
      ["HELP", "SITE HELP", "HELP SITE", "SITE"].contains($0.verb.uppercased())
        && (200..<300).contains($0.code)
    }
    let lists = answers.map(\.text) + (features ?? []).filter { $0.uppercased().hasPrefix("SITE") }
    site = lists.joined(separator: "\n").uppercased()
    knowsSite = answers.contains { $0.verb.uppercased().contains("SITE") }
    isAnonymousAllowed =
      switch record.anonymous {
      case .accepted: true
      case .refused: false
      default: nil
      }
    system = record.product?.os?.lowercased()
    distribution = Distribution.name(of: record)
  }

  /// Whether the service shows what an advisory needs: a part of its product, and what else.
  func part(_ advisory: Advisory) -> Part {
    var part = part(advisory.component)
    // What no reply can show, and no module of its own stands for.
    if part == .shown, advisory.condition != nil, !isModule(advisory.component),
      advisory.requirements.isEmpty
    {
      part = .unknown
    }
    for requirement in advisory.requirements {
      switch (part, self.part(requirement)) {
      case (.absent, _): return part
      case (_, .absent(let why)): return .absent(why)
      case (_, .unknown): part = .unknown
      case (_, .shown): break
      }
    }
    return part
  }

  private func part(_ requirement: Advisory.Requirement) -> Part {
    switch requirement {
    case .setting: return .unknown
    case .anonymous:
      guard let isAnonymousAllowed else { return .unknown }
      return isAnonymousAllowed ? .shown : .absent("The service refuses anonymous users.")
    case .linux, .windows:
      guard let system, ["linux", "windows"].contains(where: { system.contains($0) }) else {
        return .unknown
      }
      return system.contains(requirement.rawValue) ? .shown : .absent("The system is \(system).")
    }
  }

  private func isModule(_ component: String) -> Bool { component.hasPrefix("mod_") }

  private func part(_ component: String) -> Part {
    switch component {
    case "ftpd", "product", "backdoor", "login": return .shown
    case "ftps", "mod_tls":
      guard let offersTLS else { return .unknown }
      return offersTLS ? .shown : .absent("The service offers no TLS.")
    case "mod_copy": return module(component, signs: ["CPFR", "CPTO", "SITE COPY"])
    case "mod_site_misc": return module(component, signs: ["MKDIR", "SYMLINK", "UTIME"])
    case "mod_sftp": return .absent("mod_sftp is reached by SSH, not by FTP.")
    case Advisory.componentUnknown: return .unknown
    case _ where isModule(component): return .unknown
    default: return .absent("The \(component) part is not reached by FTP.")
    }
  }

  private func module(_ name: String, signs: [String]) -> Part {
    if signs.contains(where: { site.contains($0) }) { return .shown }
    return knowsSite ? .absent("SITE HELP shows no command of \(name).") : .unknown
  }
}

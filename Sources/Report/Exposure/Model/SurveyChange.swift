import Records
import Store

/// Whether things got better since an earlier survey, and by which rule.
public struct SurveyChange: Sendable {
  public enum Direction: String, Sendable {
    case better, worse, stuck
  }

  /// One share that is compared.
  public struct Part: Equatable, Sendable {
    public var words: String
    public var before: Int
    public var servicesBefore: Int
    public var now: Int
    public var servicesNow: Int

    /// By how many percentage points the share rose.
    var points: Double {
      Double(now) / Double(max(1, servicesNow)) * 100
        - Double(before) / Double(max(1, servicesBefore)) * 100
    }
  }

  /// Percentage points from which on a share has changed.
  static let pointsMinimum = 1.0

  public let direction: Direction
  public let parts: [Part]
  public let servicesBefore: Int
  /// Services that both surveys found.
  public let shared: Int
  public let why: String

  /// Nil where either survey has no service.
  init?(_ now: ServiceFindings?, _ before: ServiceFindings?, shared: Int) {
    guard let now, let before, now.services > 0, before.services > 0 else { return nil }
    func part(_ words: String, _ number: (ServiceFindings) -> Int) -> Part {
      Part(
        words: words, before: number(before), servicesBefore: before.services, now: number(now),
        servicesNow: now.services)
    }
    parts = [
      part("services without TLS") { $0.faults[.noTLS, default: 0] },
      part("services that take passwords in clear") { $0.faults[.passwordsInClear, default: 0] },
      part("services with a confirmed vulnerability") { $0.vulnerable[.confirmed, default: 0] },
    ]
    servicesBefore = before.services
    self.shared = shared
    let better = parts.filter { $0.points <= -Self.pointsMinimum }.count
    let worse = parts.filter { $0.points >= Self.pointsMinimum }.count
    direction = better > worse ? .better : worse > better ? .worse : .stuck
    let shares = parts.map { part in
      "\(part.words): \(Figures.percent(part.before, of: part.servicesBefore)) then, "
        + "\(Figures.percent(part.now, of: part.servicesNow)) now"
    }
    why =
      Figures.sentence(shares.joined(separator: "; "))
      + ". The rule: a share has changed when it moved by a percentage point or more; better "
      + "where more of the three fell than rose, worse where more rose, else stuck."
  }
}

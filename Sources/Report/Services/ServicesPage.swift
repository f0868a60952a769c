import Bytes

/// A scan as one HTML page that needs nothing else: no script, no font, no image, nothing fetched,
/// under a Content-Security-Policy that would stop it if it did.
public struct ServicesPage: Sendable {
  private let tally: ServiceTally
  private let title: String
  private let generated: Timestamp

  /// Services that the page lists; a tally for it need keep no more.
  public static let rowsMaximum = PageTable.rowsMaximum

  /// - Parameters:
  ///   - tally: what was found.
  ///   - title: the page's heading.
  ///   - generated: when the page was made.
  public init(_ tally: ServiceTally, title: String, generated: Timestamp) {
    self.tally = tally
    self.title = title
    self.generated = generated
  }

  /// The page as UTF-8 text. Throws where a template in the package is broken.
  public func html() throws -> String {
    try PageTemplates.render(Model(tally, title: title, generated: generated), with: .services)
  }

  private struct Model {
    let styleHash = PageStyle.hash
    let css = PageStyle.css
    let pageTitle: String
    let found: String
    let generated: String
    let generatedMachine: String
    let exposed: ExposedPart
    let origin = "a scan"

    init(_ tally: ServiceTally, title: String, generated: Timestamp) {
      pageTitle = EscapedText(title).truncated(to: 200)
      found =
        "\(Figures.count(tally.services, "service")) among "
        + Figures.count(tally.records, "address and port", "addresses and ports")
      self.generated = generated.minuteText + " UTC"
      generatedMachine = generated.rfc3339
      exposed = ExposedPart(tally)
    }
  }
}

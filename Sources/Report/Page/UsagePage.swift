import Bytes
import Usage

/// A summary as one HTML page that needs nothing else: no script, no font, no image, nothing
/// fetched, under a Content-Security-Policy that would stop it if it did.
public struct UsagePage: Sendable {
  private let summary: UsageSummary
  private let title: String
  private let generated: Timestamp
  private let services: ServiceTally?

  /// - Parameters:
  ///   - title: the page's heading.
  ///   - generated: when the page was made.
  ///   - services: what a scan found, for a section of its own.
  public init(
    summary: UsageSummary, title: String, generated: Timestamp, services: ServiceTally? = nil
  ) {
    self.summary = summary
    self.title = title
    self.generated = generated
    self.services = services
  }

  /// The page as UTF-8 text. Throws where the template in the package is broken.
  public func html() throws -> String {
    try PageTemplates.render(
      PageModel(summary, services, title: title, generated: generated), with: .usage)
  }
}

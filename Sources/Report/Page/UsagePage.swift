import Bytes
import Mustache
import Usage

/// A summary as one HTML page that needs nothing else: no script, no font, no image, nothing
/// fetched, under a Content-Security-Policy that would stop it if it did.
public struct UsagePage: Sendable {
  private let summary: UsageSummary
  private let title: String
  private let generated: Timestamp

  /// - Parameters:
  ///   - title: the page's heading.
  ///   - generated: when the page was made.
  public init(summary: UsageSummary, title: String, generated: Timestamp) {
    self.summary = summary
    self.title = title
    self.generated = generated
  }

  /// The page as UTF-8 text. Throws where the template in the package is broken.
  public func html() throws -> String {
    MustacheContentTypes.register(VisibleHTML(), named: VisibleHTML.name)
    let template = try MustacheTemplate(
      string: String(decoding: PackageResources.usage_mustache, as: UTF8.self))
    return template.render(PageModel(summary, title: title, generated: generated))
  }
}

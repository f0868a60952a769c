import Mustache

/// The templates of the pages, and the parts that they share; the raw values are the names of
/// their files.
enum PageTemplates: String, CaseIterable {
  case usage, services, report
  case head, table, exposed, chart, shares

  /// Fills in a page. Throws where a template is broken.
  ///
  /// - Parameter own: a team's templates, by name, instead of those of the package.
  static func render(
    _ model: some Any, with page: Self, own: [String: String] = [:]
  ) throws -> String {
    MustacheContentTypes.register(VisibleHTML(), named: VisibleHTML.name)
    var library = MustacheLibrary()
    for template in allCases {
      let name = template.rawValue
      do {
        try library.register(own[name] ?? template.text, named: name)
      } catch  where own[name] != nil {
        throw TemplateProblem(name: name, reason: "\(error)")
      }
    }
    return library.render(model, withTemplate: page.rawValue) ?? ""
  }

  private var text: String {
    let bytes =
      switch self {
      case .usage: PackageResources.usage_mustache
      case .services: PackageResources.services_mustache
      case .report: PackageResources.report_mustache
      case .head: PackageResources.head_mustache
      case .table: PackageResources.table_mustache
      case .exposed: PackageResources.exposed_mustache
      case .chart: PackageResources.chart_mustache
      case .shares: PackageResources.shares_mustache
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A template of a team's own that can't be read as one.
public struct TemplateProblem: Error, CustomStringConvertible {
  public let name: String
  public let reason: String

  public var description: String { "\(name).mustache: is no template: \(reason)" }
}

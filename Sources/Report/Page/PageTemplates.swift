import Mustache

/// The templates of the pages, and the parts that they share; the raw values are the names of
/// their files.
enum PageTemplates: String, CaseIterable {
  case usage, services, report
  case head, table, exposed, chart, shares

  /// Fills in a page. Throws `TemplateProblem` where a template can't be used.
  ///
  /// - Parameter own: a team's templates, by name, instead of those of the package.
  static func render(
    _ model: some Any, with page: Self, own: [String: String] = [:]
  ) throws -> String {
    try library(own).render(model, withTemplate: page.rawValue) ?? ""
  }

  /// The templates as they can be filled in. Throws `TemplateProblem` for a team's own that are
  /// none, that use one that there is not, or that use themselves: these would have no end.
  static func library(_ own: [String: String]) throws -> MustacheLibrary {
    MustacheContentTypes.register(VisibleHTML(), named: VisibleHTML.name)
    var library = MustacheLibrary()
    for template in allCases {
      let name = template.rawValue
      do {
        try library.register(own[name] ?? template.text, named: name)
      } catch let error as MustacheTemplate.ParserError where own[name] != nil {
        throw TemplateProblem(name, error)
      }
    }
    let texts = Dictionary(
      uniqueKeysWithValues: allCases.map { ($0.rawValue, own[$0.rawValue] ?? $0.text) })
    if !own.isEmpty { try TemplateUses(texts).check(own.keys.sorted()) }
    return library
  }

  /// The one of the package.
  var text: String {
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

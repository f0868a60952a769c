import Mustache

/// The templates of the pages, and the parts that they share.
enum PageTemplates: String, CaseIterable {
  case usage, services
  case head, table, exposed

  /// Fills in a page. Throws where a template in the package is broken.
  static func render(_ model: some Any, with page: Self) throws -> String {
    MustacheContentTypes.register(VisibleHTML(), named: VisibleHTML.name)
    var library = MustacheLibrary()
    for template in allCases { try library.register(template.text, named: template.rawValue) }
    return library.render(model, withTemplate: page.rawValue) ?? ""
  }

  private var text: String {
    let bytes =
      switch self {
      case .usage: PackageResources.usage_mustache
      case .services: PackageResources.services_mustache
      case .head: PackageResources.head_mustache
      case .table: PackageResources.table_mustache
      case .exposed: PackageResources.exposed_mustache
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import Mustache

/// Why a template of a team's own can't be used.
public struct TemplateProblem: Error, Equatable, CustomStringConvertible {
  /// The template's name, without `.mustache`.
  public let name: String
  /// The place, both from 1.
  public let line: Int
  /// Characters from the beginning of the line.
  let column: Int
  /// What is wrong, in words.
  public let reason: String

  init(_ name: String, line: Int, column: Int, _ reason: String) {
    self.name = name
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// What Mustache's parser stopped at.
  init(_ name: String, _ error: MustacheTemplate.ParserError) {
    self.init(
      name, line: error.context.lineNumber, column: error.context.columnNumber,
      Self.words(error.error))
  }

  public var description: String { "\(name).mustache:\(line):\(column): \(reason)" }

  private static func words(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "a section is closed that is not the one that is open"
    case .unfinishedName: "the tag has no end, or its name has a character that no name has"
    case .expectedSectionEnd: "a section is not closed"
    case .invalidSetDelimiter: "delimiters are set as in {{=<% %>=}}"
    case .transformAppliedToInheritanceSection: "a block has no transforms"
    case .illegalTokenInsideInheritSection, .textInsideInheritSection:
      "only blocks, {{$name}}, may stand in a template that is inherited from"
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
      "only {{% CONTENT_TYPE: VISIBLE_HTML}}, HTML or TEXT can be set"
    case nil: "it ends within a tag"
    }
  }
}

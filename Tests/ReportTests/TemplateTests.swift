import Testing

@testable import Report

/// A team's own templates are filled in, or refused with the place of what is wrong.
@Suite struct TemplateTests {
  @Test(
    arguments: [
      (["report": "{{> head}}{{> table}}"], nil),
      (["report": "{{! {{> report}} }}{{{found}}}{{&found}}"], nil),
      (["report": "{{#parts}}{{=<% %>=}}<%> head%><%/parts%>{{> shares}}"], nil),
      (["report": "{{#parts}}{{=<% %>=}}<%/parts%><%> nosuch%>"], nil),
      (["report": "{{< head}}{{$title}}a{{/title}}{{/head}}"], nil),
      (["report": "a\n {{> nosuch}}"], "report.mustache:2:2: no template has the name 'nosuch'"),
      (["report": "{{> *parts}}"], "report.mustache:1:1: a template that is used has to be named"),
      (["report": "{{< *parts}}{{/*parts}}"], "report.mustache:1:1: a template that is used"),
      (["report": "{{> report}}"], "report.mustache:1:1: it would have no end: report > report"),
      (["report": "{{=<% %>=}}<%> report%>"], "report.mustache:1:12: it would have no end"),
      (["report": "{{#parts}}{{< report}}{{/report}}{{/parts}}"], "report.mustache:1:11: it would"),
      (
        ["head": "{{> table}}", "table": "é{{> head}}"],
        "head.mustache:1:1: it would have no end: head > table > head"
      ),
      (["head": "{{> report}}"], "head.mustache:1:1: it would have no end: head > report > head"),
      (["head": "{{#a}}\n{{/b}}"], "head.mustache:2:4: a section is closed that is not"),
      (["head": "{{#a}}"], "head.mustache:1:7: a section is not closed"),
      (["head": "x\n{{> a"], "head.mustache:2:6: "), (["head": "{{a b}}"], "head.mustache:1:5: "),
      (["head": "{{% NONE: x}}"], "head.mustache:1:14: only"),
      (["head": "{{= a}}"], "head.mustache:1:"), (["head": "{{{a}}"], "head.mustache:1:7: "),
    ] as [([String: String], String?)])
  func own(_ templates: [String: String], _ words: String?) {
    var told: String?
    do { try ReportPage.check(templates) } catch { told = "\(error)" }
    if let words {
      #expect(told?.hasPrefix(words) == true, "\(told ?? "taken")")
    } else {
      #expect(told == nil)
    }
  }

  /// The program's own use only what there is.
  @Test func theProgramsOwn() throws {
    let texts = Dictionary(
      uniqueKeysWithValues: PageTemplates.allCases.map { ($0.rawValue, $0.text) })
    try ReportPage.check(texts)
  }
}

import Records
import Testing

@Suite struct CPENameTests {
  @Test(arguments: [
    ("cpe:/a:microsoft:iis:7.5", "cpe:2.3:a:microsoft:iis:7.5:*:*:*:*:*:*:*"),
    ("cpe:/o:microsoft:windows_nt:-", "cpe:2.3:o:microsoft:windows_nt:-:*:*:*:*:*:*:*"),
    ("cpe:/a:proftpd:proftpd", "cpe:2.3:a:proftpd:proftpd:*:*:*:*:*:*:*:*"),
    ("cpe:/a:x:y%21:1", "cpe:2.3:a:x:y\\!:1:*:*:*:*:*:*:*"),
    (
      "cpe:2.3:a:pcman\\'s_ftp_server_project:pcman\\'s_ftp_server:2.0.7",
      "cpe:2.3:a:pcman\\'s_ftp_server_project:pcman\\'s_ftp_server:2.0.7:*:*:*:*:*:*:*"
    ),
    ("cpe:2.3:a:a:b:15.4.2 HF1", "cpe:2.3:a:a:b:15.4.2_hf1:*:*:*:*:*:*:*"),
    ("cpe:2.3:a:a:b\\:c:1", "cpe:2.3:a:a:b\\:c:1:*:*:*:*:*:*:*"),
    (
      "cpe:2.3:a:proftpd:proftpd:1.3.3:a:*:*:*:*:*:*",
      "cpe:2.3:a:proftpd:proftpd:1.3.3:a:*:*:*:*:*:*"
    ),
  ])
  func readsBothForms(_ text: String, _ formatted: String) {
    #expect(CPEName(text)?.text == formatted)
    #expect(CPEName(text).flatMap { CPEName($0.text) } == CPEName(text))
  }

  @Test(arguments: [
    "", "cpe:2.3:a", "cpe:/x:a:b", "cpe:/a:b", "a:b:c", "cpe:2.3:a:*:b", "cpe:/a:::",
  ])
  func refusesWhatIsNone(_ text: String) { #expect(CPEName(text) == nil) }

  @Test(arguments: [
    ("1.3.5", "1.3.5"), ("15.4.2 HF1", "15.4.2_hf1"), ("8.6.0(123)", "8.6.0\\(123\\)"),
    ("1+2", "1\\+2"), ("", "*"), ("-", "*"), ("a\u{7}é", "a??"), ("a*b", "a\\*b"),
  ])
  func escapesValues(_ value: String, _ component: String) {
    #expect(CPEName.escaped(value) == component)
  }

  @Test(arguments: [
    ("cpe:/a:microsoft:iis:7.5", "cpe:2.3:a:microsoft:internet_information_services:7.5"),
    ("cpe:/a:ipswitch:ws_ftp:8.6", "cpe:2.3:a:progress:ws_ftp_server:8.6"),
    ("cpe:/a:serv-u:serv-u:15.1", "cpe:2.3:a:solarwinds:serv-u:15.1"),
    ("cpe:/a:solarwinds:serv-u_ftp_server:15.1", "cpe:2.3:a:solarwinds:serv-u:15.1"),
    ("cpe:/a:example:other:1", "cpe:2.3:a:example:other:1"),
  ])
  func joinsAliases(_ text: String, _ own: String) {
    #expect(CPEName(text)?.canonical == CPEName(own))
  }
}

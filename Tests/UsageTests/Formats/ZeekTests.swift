import Bytes
import Records
import Testing

@testable import Usage

@Suite struct ZeekTests {
  @Test func ftp() {
    let table = eventTable(
      ZeekFTP.format,
      #"""
      #separator \x09
      #set_separator	,
      #empty_field	(empty)
      #unset_field	-
      #path	ftp
      #open	2024-01-01-00-00-00
      #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	user	password	command	arg	mime_type	file_size	reply_code	reply_msg
      1700000000.250000	C1	192.0.2.7	40284	192.0.2.1	21	<unknown>	-	<init>	-	-	-	220	ready
      1700000001.000000	C1	192.0.2.7	40284	192.0.2.1	21	<unknown>	-	USER	b\xc3\xb6b	-	-	331	give it
      1700000002.000000	C1	192.0.2.7	40284	192.0.2.1	21	b\xc3\xb6b	secret	PASS	secret	-	-	530	no
      1700000003.000000	C1	192.0.2.7	40284	192.0.2.1	21	bob	<hidden>	PASV	-	-	-	227	yes
      1700000003.500000	C1	192.0.2.7	40284	192.0.2.1	21	bob	<hidden>	RETR	ftp://192.0.2.1/a\\b	-	77	226	done
      1700000004.000000	C1	192.0.2.7	40284	192.0.2.1	21	bob	<hidden>	AUTH	TLS	-	-	234	go
      XXXXXXXXXX.XXXXXX	C2	192.0.2.7	40284	192.0.2.1	21	<unknown>	-	-	-	-	-	-	-
      1700000004.000000	C1	192.0.2.7	40284	192.0.2.1	21	bob
      #close	2024-01-01-00-00-00
      #path	http
      #fields	ts	uid	method
      1700000004.000000	C1	GET
      #path	ssl
      """#)
    #expect(
      table == [
        "2023-11-14T22:13:20.250Z seen client=192.0.2.7:40284 server=192.0.2.1:21 may-begin",
        "2023-11-14T22:13:21Z command USER böb 331 client=192.0.2.7:40284 server=192.0.2.1:21 may-begin",
        "2023-11-14T22:13:22Z command PASS 530 client=192.0.2.7:40284 server=192.0.2.1:21 user=böb may-begin",
        "2023-11-14T22:13:23Z login client=192.0.2.7:40284 server=192.0.2.1:21 user=bob succeeded clear may-begin",
        "2023-11-14T22:13:23Z command PASV 227 client=192.0.2.7:40284 server=192.0.2.1:21 user=bob may-begin",
        "2023-11-14T22:13:23.500Z login client=192.0.2.7:40284 server=192.0.2.1:21 user=bob succeeded clear may-begin",
        #"2023-11-14T22:13:23.500Z command RETR ftp://192.0.2.1/a\b 226 client=192.0.2.7:40284 server=192.0.2.1:21 user=bob sent=77 may-begin"#,
        "2023-11-14T22:13:24Z command AUTH TLS 234 client=192.0.2.7:40284 server=192.0.2.1:21 user=bob may-begin",
        "1970-01-01T00:00:00Z seen client=192.0.2.7:40284 server=192.0.2.1:21 may-begin",
        #"malformed("the row has too few columns")"#,
        "skipped",
        "foreign",
      ])
  }

  /// `zeek-cut -C` puts the columns in any order.
  @Test func otherColumnsFirst() {
    let table = eventTable(
      ZeekFTP.format,
      #"""
      #separator \x09
      #path	ftp
      #fields	uid	ts	id.orig_h	id.orig_p	id.resp_h	id.resp_p	user	password	command	arg	reply_code	reply_msg
      C1	1700000003.500000	192.0.2.7	40284	192.0.2.1	21	bob	<hidden>	RETR	ftp://192.0.2.1/a	226	done
      """#)
    #expect(table.contains { $0.contains("RETR") && $0.contains("user=bob") })
    #expect(!table.contains("foreign"))
  }

  @Test func ssl() {
    let table = eventTable(
      ZeekSSL.format,
      #"""
      #separator \x09
      #set_separator	,
      #empty_field	(empty)
      #unset_field	-
      #path	ssl
      #open	2024-01-01-00-00-00
      #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	version	established
      1700000000.250000	C1	192.0.2.7	40284	192.0.2.1	21	TLSv13	T
      1700000000.250000	C3	192.0.2.7	40284	192.0.2.1	443	TLSv13	F
      1700000000.250000	C4	192.0.2.7	40284	192.0.2.1	990	TLSv12	T
      1700000000.250000	C5	192.0.2.7	40284	192.0.2.1	990	-	F
      1700000000.250000	C5	192.0.2.7	40284	192.0.2.1	990	-	-
      """#)
    #expect(
      table == [
        "2023-11-14T22:13:20.250Z handshakeFinished client=192.0.2.7:40284 server=192.0.2.1:21",
        "2023-11-14T22:13:20.250Z handshakeFailed client=192.0.2.7:40284 server=192.0.2.1:443",
        "2023-11-14T22:13:20.250Z opened client=192.0.2.7:40284 server=192.0.2.1:990 start=implicit may-begin",
        "2023-11-14T22:13:20.250Z handshakeFinished client=192.0.2.7:40284 server=192.0.2.1:990",
        "2023-11-14T22:13:20.250Z seen client=192.0.2.7:40284 server=192.0.2.1:990",
        "2023-11-14T22:13:20.250Z opened client=192.0.2.7:40284 server=192.0.2.1:990 start=implicit may-begin",
        "2023-11-14T22:13:20.250Z handshakeFailed client=192.0.2.7:40284 server=192.0.2.1:990",
      ])
  }

  @Test func conn() {
    let table = eventTable(
      ZeekConn.format,
      #"""
      #separator \x09
      #set_separator	,
      #empty_field	(empty)
      #unset_field	-
      #path	conn
      #open	2024-01-01-00-00-00
      #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	conn_state
      1700000000.250000	C1	192.0.2.7	40284	192.0.2.1	21	tcp	ssl,ftp	23.881319	SF
      1700000000.250000	C2	192.0.2.7	40284	192.0.2.1	21	tcp	ftp	-	SF
      1700000000.250000	C3	192.0.2.7	40284	192.0.2.1	20	tcp	ftp-data,ssl	1.0	SF
      1700000000.250000	C3	192.0.2.7	40284	192.0.2.1	443	tcp	-	1.0	SF
      1700000000.250000	C4	192.0.2.7	40284	192.0.2.1	990	tcp	ssl	1.0	SF
      1700000000.250000	C5	192.0.2.7	40284	192.0.2.1	990	tcp	-	1.0	S0
      """#)
    #expect(
      table == [
        "2023-11-14T22:13:44.131Z handshakeFinished client=192.0.2.7:40284 server=192.0.2.1:21 start=clear may-begin",
        "2023-11-14T22:13:20.250Z seen client=192.0.2.7:40284 server=192.0.2.1:21",
        "2023-11-14T22:13:44.131Z closed client=192.0.2.7:40284 server=192.0.2.1:21",
        "2023-11-14T22:13:20.250Z seen client=192.0.2.7:40284 server=192.0.2.1:21 start=unknown may-begin",
        "2023-11-14T22:13:20.250Z closed client=192.0.2.7:40284 server=192.0.2.1:21",
        "skipped",
        "skipped",
        "2023-11-14T22:13:21.250Z seen client=192.0.2.7:40284 server=192.0.2.1:990 start=implicit may-begin",
        "2023-11-14T22:13:20.250Z seen client=192.0.2.7:40284 server=192.0.2.1:990",
        "2023-11-14T22:13:21.250Z closed client=192.0.2.7:40284 server=192.0.2.1:990",
        "skipped",
      ])
  }

  /// Alone, `conn.log` tells when connections began, and of port 990.
  @Test func connAlone() async throws {
    let log = """
      #separator \\x09
      #set_separator	,
      #empty_field	(empty)
      #unset_field	-
      #path	conn
      #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	conn_state
      1700000000.250000	C1	192.0.2.7	40284	192.0.2.1	21	tcp	ssl,ftp	86400.0	SF
      1700000000.250000	C4	192.0.2.7	40284	192.0.2.1	990	tcp	ssl	1.0	SF

      """
    let found = try await Analysed(log: log)
    #expect(
      found.words == [
        "- explicit - none none 0/0/0 blind-after-auth",
        "- implicit - none none 0/0/0 blind-after-auth",
      ])
    #expect(
      found.sessions.map { $0.start?.rfc3339 } == [
        "2023-11-14T22:13:20.250Z", "2023-11-14T22:13:20.250Z",
      ])
    #expect(
      Set(found.sessions.map { $0.end?.rfc3339 }) == [
        "2023-11-15T22:13:20.250Z", "2023-11-14T22:13:21.250Z",
      ])
  }

  /// A handshake on an implicit port that did not finish is no use of FTP, whatever `conn.log` has.
  @Test(arguments: [
    (true, UInt16(990), ["- implicit - none none 0/0/0 blind-after-auth"]),
    (false, 990, ["- none - none none 0/0/0 certain"]),
    (true, 2990, ["- implicit - none none 0/0/0 blind-after-auth"]),
    (false, 2990, ["- none - none none 0/0/0 certain"]),
    (true, 443, []), (false, 443, []),
  ])
  func implicitPorts(_ isEstablished: Bool, _ port: UInt16, _ expected: [String]) async throws {
    // Some stores of records take no dots in names.
    for dot in [".", "_"] {
      let head =
        #"{"ts":1591367999.5,"uid":"C9","id\#(dot)orig_h":"192.0.2.7","id\#(dot)orig_p":46378,"#
        + #""id\#(dot)resp_h":"192.0.2.1","id\#(dot)resp_p":\#(port),"#
      let ssl = #"\#(head)"version":"TLSv12","established":\#(isEstablished)}"# + "\n"
      let conn = #"\#(head)"service":"ssl","duration":2.5,"conn_state":"SF"}"# + "\n"
      for files in [["ssl.log": ssl], ["ssl.log": ssl, "conn.log": conn]] {
        let found = try await Analysed(files: files) { $0.implicitPorts.insert(2990) }
        #expect(found.words == expected)
      }
    }
  }

  /// GridFTP is FTP behind AUTH GSSAPI, whose handshake Zeek sees as TLS'.
  @Test func gridFTP() async throws {
    let head =
      #""uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":2811,"#
    let conn =
      #"{"ts":1591367999.5,\#(head)"proto":"tcp","service":"ftp,ssl,gridftp","duration":2.5,"conn_state":"SF"}"#
    let ssl = #"{"ts":1591368000.0,\#(head)"version":"TLSv12","established":true}"#
    let found = try await Analysed(files: ["conn.log": conn + "\n", "ssl.log": ssl + "\n"])
    #expect(found.words == ["- unknown - none none 0/0/0 other-mechanism"])
  }

  /// `conn.log` has `ssl` where TLS began, and `ssl.log` whether its handshake finished.
  @Test(arguments: [
    (true, "- explicit - none none 0/0/0 blind-after-auth"),
    (false, "- none - none none 0/0/0 certain"),
  ])
  func beganTLS(_ isEstablished: Bool, _ expected: String) async throws {
    let head =
      #""uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":463,"id.resp_h":"192.0.2.1","id.resp_p":21,"#
    let ssl = #"{"ts":1591367999.9,\#(head)"version":"TLSv13","established":\#(isEstablished)}"#
    let conn =
      #"{"ts":1591367999.5,\#(head)"service":"ftp,ssl","duration":2.5,"conn_state":"SF"}"#
    let found = try await Analysed(files: ["conn.log": conn + "\n", "ssl.log": ssl + "\n"])
    #expect(found.words == [expected])
  }

  /// A handshake that failed in the millisecond of its AUTH, as on a LAN, is of that AUTH.
  @Test(arguments: ["0000", "0009", "0011"])
  func handshakeFailsAtOnce(_ fraction: String) async throws {
    let head =
      #""uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":463,"id.resp_h":"192.0.2.1","id.resp_p":21,"#
    let ftp =
      #"{"ts":1591367999.0001,\#(head)"command":"AUTH","arg":"TLS","reply_code":234}"#
    let ssl = #"{"ts":1591367999.\#(fraction),\#(head)"established":false}"#
    let conn =
      #"{"ts":1591367998.5,\#(head)"service":"ftp,ssl","duration":2.5,"conn_state":"SF"}"#
    let found = try await Analysed(
      files: ["ftp.log": ftp + "\n", "conn.log": conn + "\n", "ssl.log": ssl + "\n"])
    #expect(
      found.words == ["- none - none none 0/0/0 certain [AUTH 234: the TLS handshake failed]"])
  }

  @Test func jsonFTP() {
    let table = eventTable(
      ZeekFTP.format,
      #"""
      {"ts":1591367999.305988,"uid":"C9","id.orig_h":"::ffff:192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":21,"user":"bob","password":"secret","command":"STOR","arg":"ftp://192.0.2.1/x","file_size":5,"reply_code":226,"reply_msg":"ok"}
      {"ts":"2024-01-01T10:00:00.500000Z","uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":21,"command":"PASS","arg":"x","reply_code":230}
      {"ts":1591367999305,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":21,"command":"PASS","arg":"x","reply_code":230}
      {"ts":1591367999.305988,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"command":"PASS
      {"ts":1591367999.305988,"uid":"C9","id.orig_h":"192.0.2.7","established":true}
      {"x":1}
      """#)
    #expect(
      table == [
        "2020-06-05T14:39:59.305Z login client=192.0.2.7:46378 server=192.0.2.1:21 user=bob succeeded clear may-begin",
        "2020-06-05T14:39:59.305Z command STOR ftp://192.0.2.1/x 226 client=192.0.2.7:46378 server=192.0.2.1:21 user=bob received=5 may-begin",
        "2024-01-01T10:00:00.500Z command PASS 230 client=192.0.2.7:46378 server=192.0.2.1:21 may-begin",
        "2020-06-05T14:39:59.305Z command PASS 230 client=192.0.2.7:46378 server=192.0.2.1:21 may-begin",
        #"malformed("the line is no whole JSON object")"#,
        "foreign",
        "foreign",
      ])
  }

  /// Keys in the alphabet's order and with spaces, as others put them who send records on.
  @Test func jsonSentOn() {
    let table = eventTable(
      ZeekFTP.format,
      #"""
      {"@timestamp": "2020-06-05T14:40:00Z", "arg": "ftp://192.0.2.1/x \"id.resp_h\":1", "command": "STOR", "id.orig_h": "192.0.2.7", "id.orig_p": 46378, "id.resp_h": "192.0.2.1", "id.resp_p": 21, "reply_code": 226, "ts": 1591367999.305988, "uid": "C9"}
      """#)
    #expect(
      table == [
        "2020-06-05T14:39:59.305Z command STOR ftp://192.0.2.1/x \"id.resp_h\":1 226 client=192.0.2.7:46378 server=192.0.2.1:21 may-begin"
      ])
  }

  @Test func jsonOthers() {
    let table = eventTable(
      ZeekConn.format,
      #"""
      {"ts":1591367999.5,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":21,"proto":"tcp","service":"ftp,ssl","duration":2.5,"conn_state":"SF"}
      {"ts":1591367999.5,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":80,"method":"GET"}
      {"ts":1591367999.5,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"id.resp_h":"192.0.2.1","id.resp_p":443,"established":true}
      """#)
    #expect(
      table == [
        "2020-06-05T14:40:02Z handshakeFinished client=192.0.2.7:46378 server=192.0.2.1:21 start=clear may-begin",
        "2020-06-05T14:39:59.500Z seen client=192.0.2.7:46378 server=192.0.2.1:21",
        "2020-06-05T14:40:02Z closed client=192.0.2.7:46378 server=192.0.2.1:21",
        "skipped",
        "foreign",
      ])
  }

  /// What stands in the column of the password crossed in clear, whatever came of it.
  @Test(arguments: [
    (["EPSV\t-\t502", "PORT\t192,0,2,5,1,1\t500"], "clear none"),
    (["EPSV\t-\t502", "PASV\t-\t227"], "clear succeeded"),
    (["PASV\t-\t227"], "clear succeeded"),
    (["PASS\tx\t530", "EPSV\t-\t502"], "clear failed"),
  ])
  func password(_ commands: [String], _ expected: String) async throws {
    let head = #"""
      #separator \x09
      #unset_field	-
      #path	ftp
      #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	user	password	command	arg	reply_code	reply_msg

      """#
    let connection = "C1\t192.0.2.5\t40000\t10.0.0.7\t21\tbob\t<hidden>"
    let rows = commands.enumerated().map { number, command in
      "170000000\(number).1\t\(connection)\t\(command)\tx\n"
    }
    let found = try await Analysed(log: head + rows.joined())
    #expect(found.sessions.map { "\($0.credentials.rawValue) \($0.login.rawValue)" } == [expected])
  }
}

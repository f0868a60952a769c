import Records
import Testing

@testable import Usage

@Suite struct FileZilla09Tests {
  @Test func explicitSession() {
    let table = eventTable(
      FileZilla09.format,
      #"""
      FileZilla Server 0.9.60 beta started
      (000007) 3/25/2019 11:59:58 PM - (not logged in) (192.0.2.7)> Connected on port 21, sending welcome message...
      (000007) 3/25/2019 11:59:58 PM - (not logged in) (192.0.2.7)> 220-FileZilla Server 0.9.60 beta
      (000007) 3/25/2019 11:59:58 PM - (not logged in) (192.0.2.7)> 220 Please visit https://filezilla-project.org/
      (000007) 3/25/2019 11:59:58 PM - (not logged in) (192.0.2.7)> AUTH TLS
      (000007) 3/25/2019 11:59:58 PM - (not logged in) (192.0.2.7)> 234 Using authentication type TLS
      (000007) 3/25/2019 11:59:59 PM - (not logged in) (192.0.2.7)> TLS connection established
      (000007) 3/25/2019 11:59:59 PM - (not logged in) (192.0.2.7)> USER anna
      (000007) 3/25/2019 11:59:59 PM - (not logged in) (192.0.2.7)> 331 Password required for anna
      (000007) 3/25/2019 11:59:59 PM - (not logged in) (192.0.2.7)> PASS secret
      (000007) 3/26/2019 12:00:00 AM - anna (192.0.2.7)> 230 Logged on
      (000007) 3/26/2019 12:00:01 AM - anna (192.0.2.7)> prot p
      (000007) 3/26/2019 12:00:01 AM - anna (192.0.2.7)> 200 Protection level set to P
      (000007) 3/26/2019 12:00:02 AM - anna (192.0.2.7)> STOR a b.txt
      (000007) 3/26/2019 12:00:02 AM - anna (192.0.2.7)> 150 Opening data channel for file upload to server of "/a b.txt"
      (000007) 3/26/2019 12:00:02 AM - anna (192.0.2.7)> 226 Successfully transferred "/a b.txt"
      (000007) 3/26/2019 12:00:03 AM - anna (192.0.2.7)> disconnected.
      """#)
    #expect(
      table == [
        "2019-03-25T23:59:58Z opened client=192.0.2.7 server=:21",
        "2019-03-25T23:59:58Z replied 220 client=192.0.2.7",
        "2019-03-25T23:59:58Z asked AUTH TLS client=192.0.2.7",
        "2019-03-25T23:59:58Z replied 234 client=192.0.2.7",
        "2019-03-25T23:59:59Z handshakeFinished client=192.0.2.7",
        "2019-03-25T23:59:59Z asked USER anna client=192.0.2.7",
        "2019-03-25T23:59:59Z replied 331 client=192.0.2.7",
        "2019-03-25T23:59:59Z asked PASS client=192.0.2.7",
        "2019-03-26T00:00:00Z replied 230 client=192.0.2.7 user=anna",
        "2019-03-26T00:00:01Z asked PROT p client=192.0.2.7 user=anna",
        "2019-03-26T00:00:01Z replied 200 client=192.0.2.7 user=anna",
        "2019-03-26T00:00:02Z asked STOR a b.txt client=192.0.2.7 user=anna",
        "2019-03-26T00:00:02Z replied 226 client=192.0.2.7 user=anna",
        "2019-03-26T00:00:03Z closed client=192.0.2.7 user=anna",
      ])
  }

  @Test func repliesOfSeveralLines() {
    let table = eventTable(
      FileZilla09.format,
      #"""
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> FEAT
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> 211-Features:
      (000002)15.05.2017 15:32:13 - (not logged in) (2001:db8::7)> Connected on port 990, sending welcome message...
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> MDTM
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> 230 no reply
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> 211 End
      (000001)15.05.2017 15:32:13 - (not logged in) (::ffff:192.0.2.7)> 214-The following
      (000001)15.05.2017 15:32:14 - (not logged in) (::ffff:192.0.2.7)> could not send reply, disconnected.
      """#)
    #expect(
      table == [
        "2017-05-15T15:32:13Z asked FEAT client=192.0.2.7",
        "2017-05-15T15:32:13Z opened client=2001:db8::7 server=:990",
        "2017-05-15T15:32:13Z replied 211 client=192.0.2.7",
        "2017-05-15T15:32:14Z closed client=192.0.2.7",
      ])
  }

  @Test func lineWithoutDate() {
    let table = eventTable(
      FileZilla09.format,
      #"""
      (000001) - (not logged in) (192.0.2.7)> Connected, sending welcome message...
      (000001)- (not logged in) (192.0.2.7)> 421 Connection timed out.
      """#)
    #expect(
      table == [
        "1970-01-01T00:00:00Z opened client=192.0.2.7",
        "1970-01-01T00:00:00Z replied 421 client=192.0.2.7",
      ])
  }

  /// Before 0.9.42 no line names the port; AUTH would have been seen.
  @Test func implicitWithoutPort() async throws {
    let log = """
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> Connected, sending welcome message...
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> 220 FileZilla Server version 0.9.41 beta
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> SSL connection established
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> USER bob
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> 331 Password required for bob
      (000001) 5/21/2014 10:14:58 AM - (not logged in) (192.0.2.9)> PASS ******
      (000001) 5/21/2014 10:14:58 AM - bob (192.0.2.9)> 230 Logged on
      (000001) 5/21/2014 10:14:59 AM - bob (192.0.2.9)> disconnected.

      """
    #expect(
      try await Analysed(log: log).words == ["bob implicit P protected succeeded 0/0/0 certain"])
  }

  @Test func hostile() {
    let table = eventTable(
      FileZilla09.format,
      #"""
      (000001) 1/21/2019 1:39:01 AM - a (x)> b (192.0.2.7)> PASS x
      (000001) 1/21/2019 1:39:01 AM - (not logged in) (192.0.2.7)> 
      (000001) 1/21/2019 1:39:01 AM - (not logged in) (192.0.2.7)> PASSWORD x
      (000001) 1/21/2019 1:39:01 AM - (not logged in) (192.0.2
      (000001) 99/99/2019 1:39:01 AM - (not logged in) (192.0.2.7)> USER x
      (12) 1/21/2019 1:39:01 AM - (not logged in) (192.0.2.7)> USER x
      (
      """#)
    #expect(
      table == [
        #"malformed("the line breaks off before the client\'s text")"#,
        "2019-01-21T01:39:01Z asked ? client=192.0.2.7",
        #"malformed("the line breaks off before the client\'s text")"#,
        #"malformed("the date has no known form")"#,
        "foreign",
        "foreign",
      ])
  }

  /// A transfer may take longer than any silence.
  @Test func transferOfADay() async throws {
    let who = "bob (192.0.2.7)>"
    let found = try await Analysed(
      log: """
        (000006)01.09.2026 09:10:01 - (not logged in) (192.0.2.7)> Connected on port 21, sending welcome message...
        (000006)01.09.2026 09:10:08 - (not logged in) (192.0.2.7)> USER bob
        (000006)01.09.2026 09:10:08 - (not logged in) (192.0.2.7)> 331 Password required for bob
        (000006)01.09.2026 09:10:08 - (not logged in) (192.0.2.7)> PASS ****
        (000006)01.09.2026 09:10:08 - \(who) 230 Logged on
        (000006)01.09.2026 09:10:12 - \(who) STOR a
        (000006)01.09.2026 09:10:12 - \(who) 150 Opening data channel
        (000006)02.09.2026 11:10:12 - \(who) 226 Transfer OK
        (000006)02.09.2026 11:10:13 - \(who) disconnected.

        """)
    #expect(found.words == ["bob clear - clear succeeded 1/0/0 certain"])
  }

  /// Where AM and PM have words that are not known, sessions are told without a time.
  @Test func unknownHalf() async throws {
    let found = try await Analysed(
      log: """
        (000006)25/9/2026 9:10:01 Asubuhi - (not logged in) (192.0.2.7)> Connected on port 21, sending welcome message...
        (000006)25/9/2026 9:10:08 Asubuhi - (not logged in) (192.0.2.7)> USER bob
        (000006)25/9/2026 9:10:08 Asubuhi - (not logged in) (192.0.2.7)> 331 Password required for bob

        """)
    #expect(found.sessions.map(\.control) == [.clear])
    #expect(found.sessions.map(\.start) == [nil])
    #expect(
      found.summary.sources.map { $0.note?.contains("is in the morning can't be told") } == [true])
  }
}

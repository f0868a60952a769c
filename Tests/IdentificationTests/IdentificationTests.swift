import Identification
import Records
import Testing

/// How clues are put together.
@Suite struct IdentificationTests {
  private static func clue(
    _ source: Trace.Source, _ certainty: Double, _ product: String, version: String? = nil,
    family: String? = nil, cpe: String? = nil
  ) -> Clue {
    var fields = [Clue.Field("service.product", product)]
    if let version { fields.append(.init("service.version", version)) }
    if let family { fields.append(.init("service.family", family)) }
    if let cpe { fields.append(.init("service.cpe23", cpe)) }
    return Clue(
      source, database: "test", fingerprint: product, certainty: certainty, fields: fields)
  }

  @Test func nothingIsNothing() { #expect(Identification([]) == nil) }

  @Test func whatAgreesRaisesCertainty() throws {
    let alone = try #require(Identification([Self.clue(.greeting, 0.8, "ProFTPD")]))
    let both = try #require(
      Identification([
        Self.clue(.greeting, 0.8, "ProFTPD", version: "1.3.5"),
        Self.clue(.features, 0.7, "proftpd"),
      ]))
    #expect(alone.product?.certainty == 0.8)
    #expect(both.product?.certainty == 0.94)
    #expect(both.product?.version == "1.3.5")
    #expect(both.product?.evidence == "greeting, FEAT")
    #expect(both.conflicts.isEmpty)
  }

  @Test func whatConflictsIsSaid() throws {
    let both = try #require(
      Identification([
        Self.clue(.greeting, 0.6, "IIS"), Self.clue(.replies, 0.9, "vsftpd"),
        Self.clue(.features, 0.5, "vsftpd"),
      ]))
    #expect(both.winner?.name == "vsftpd")
    #expect(both.conflicts == ["greeting: IIS; replies, FEAT: vsftpd"])
    #expect(try #require(both.product?.certainty) < 0.95)
  }

  /// A greeting that many servers have names none, and takes nothing from one that is named.
  @Test func aWeakClueNamesNothing() throws {
    let alone = try #require(Identification([Self.clue(.greeting, 0.3, "OpenCanary")]))
    #expect(alone.winner == nil && alone.product == nil && alone.conflicts.isEmpty)
    #expect(alone.candidates.map(\.name) == ["OpenCanary"])
    let beside = try #require(
      Identification([
        Self.clue(.greeting, 0.4, "OpenCanary"), Self.clue(.replies, 0.9, "vsftpd"),
      ]))
    #expect(beside.product?.product == "vsftpd" && beside.product?.certainty == 0.9)
    #expect(beside.candidates.count == 2 && beside.conflicts.isEmpty)
  }

  /// A daemon's version is not its system's.
  @Test func aSystemsNameHasTheSystemsVersion() throws {
    func product(_ more: [Clue.Field]) -> ServiceProduct? {
      let fields = [
        Clue.Field("service.product", "AIX ftpd"), .init("service.version", "4.2"),
        .init("os.cpe23", "cpe:2.3:o:ibm:aix:*:*:*:*:*:*:*:*"),
      ]
      let clue = Clue(
        .greeting, database: "test", fingerprint: "AIX", certainty: 1, fields: fields + more)
      return Identification([clue])?.product
    }
    #expect(product([])?.version == "4.2")
    #expect(product([])?.cpe23 == "cpe:2.3:o:ibm:aix:*:*:*:*:*:*:*:*")
    #expect(product([.init("os.version", "7.1")])?.cpe23 == "cpe:2.3:o:ibm:aix:7.1:*:*:*:*:*:*:*")
  }

  /// One product under two names of NVD's is one product.
  @Test func aliasesAgree() throws {
    let both = try #require(
      Identification([
        Self.clue(.greeting, 0.9, "IIS", version: "7.5", cpe: "cpe:/a:microsoft:iis:7.5"),
        Self.clue(
          .replies, 0.8, "Internet Information Services",
          cpe: "cpe:2.3:a:microsoft:internet_information_services:*:*:*:*:*:*:*:*"),
      ]))
    #expect(both.candidates.count == 1)
    #expect(
      both.product?.cpe23 == "cpe:2.3:a:microsoft:internet_information_services:7.5:*:*:*:*:*:*:*")
  }

  /// A version that another clue showed stands in the name too.
  @Test(arguments: ["*", "-"]) func versionReachesTheName(_ component: String) throws {
    let both = try #require(
      Identification([
        Self.clue(.greeting, 0.9, "X", cpe: "cpe:2.3:a:x:x:\(component):*:*:*:*:*:*:*"),
        Self.clue(.help, 0.5, "X", version: "1 (b)"),
      ]))
    #expect(both.product?.cpe23 == "cpe:2.3:a:x:x:1_\\(b\\):*:*:*:*:*:*:*")
  }

  @Test func systemIsNamedWhereTheServiceIsNot() throws {
    let clue = Clue(
      .greeting, database: "test", fingerprint: "MikroTik", certainty: 0.9,
      fields: [
        .init("service.product", "RouterOS FTP"), .init("os.vendor", "MikroTik"),
        .init("os.product", "RouterOS"), .init("os.version", "6.48.6"),
        .init("os.cpe23", "cpe:2.3:o:mikrotik:routeros:6.48.6:*:*:*:*:*:*:*"),
      ])
    let product = try #require(Identification([clue])?.product)
    #expect(product.version == "6.48.6")
    #expect(product.os == "MikroTik RouterOS 6.48.6")
    #expect(product.cpe23 == "cpe:2.3:o:mikrotik:routeros:6.48.6:*:*:*:*:*:*:*")
  }
}

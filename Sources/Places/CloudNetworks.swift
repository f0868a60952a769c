/// Which networks are those of cloud and hosting providers.
///
/// The numbers are those under which the providers are registered with the regional registries
/// (ARIN, RIPE NCC, APNIC, LACNIC; https://www.iana.org/numbers), as far as a provider runs them
/// for its customers. Written down in 2026-11 and not compared with the registries' files: a
/// network that changed hands is wrong here, and published ranges (`CloudRanges`) go before.
enum CloudNetworks {
  /// A provider and the numbers of its autonomous systems.
  struct Provider: Sendable {
    /// What it is called.
    let name: String
    /// The numbers of its autonomous systems.
    let networks: [Int]

    init(_ name: String, _ networks: [Int]) {
      self.name = name
      self.networks = networks
    }
  }

  /// The provider whose network has a number; nil where none has.
  static func provider(ofNetwork number: Int) -> String? { byNumber[number] }

  /// Those that are known.
  static let providers = [
    Provider("Amazon", [16509, 14618, 8987, 7224]),
    Provider("Microsoft", [8075, 8068, 8069, 12076]),
    Provider("Google", [15169, 396982, 19527]),
    Provider("Alibaba", [45102, 37963, 134963]),
    Provider("Tencent", [45090, 132203]),
    Provider("OVH", [16276]),
    Provider("Hetzner", [24940, 213230, 212317]),
    Provider("DigitalOcean", [14061, 62567, 393406, 200130, 201229, 202018, 202109]),
    Provider("Linode", [63949]),
    Provider("Oracle", [31898]),
    Provider("IBM", [36351]),
    Provider("Cloudflare", [13335, 209242]),
    Provider("Akamai", [20940, 16625]),
    Provider("Fastly", [54113]),
    Provider("Rackspace", [33070, 27357, 19994, 15395, 10532]),
    Provider("GoDaddy", [26496, 398101]),
    Provider("IONOS", [8560]),
    Provider("STRATO", [6724]),
    Provider("Contabo", [51167, 40021, 141995]),
    Provider(
      "Leaseweb", [60781, 28753, 30633, 7203, 396362, 394380, 395954, 16265, 59253, 205544]),
    Provider("Vultr", [20473]),
    Provider("Scaleway", [12876]),
    Provider("Hostinger", [47583]),
    Provider("Newfold", [46606, 29873]),
    Provider("Aruba", [31034]),
    Provider("home.pl", [12824]),
    Provider("Sakura Internet", [9370, 9371, 7684]),
    Provider("Huawei Cloud", [136907, 55990]),
    Provider("UCloud", [135377, 59077]),
    Provider("Baidu", [38365, 55967]),
    Provider("Liquid Web", [32244]),
    Provider("DreamHost", [26347]),
    Provider("Namecheap", [22612]),
    Provider("Gandi", [29169]),
    Provider("Infomaniak", [29222]),
    Provider("TransIP", [20857]),
    Provider("one.com", [51468]),
    Provider("Yandex Cloud", [200350]),
    Provider("Selectel", [49505, 50340]),
    Provider("xneelo", [37153]),
    Provider("Locaweb", [27715]),
    Provider("Naver Cloud", [23576]),
    Provider("QuadraNet", [8100, 46261]),
    Provider("ColoCrossing", [36352]),
    Provider("Hivelocity", [29802]),
    Provider("UpCloud", [202053]),
  ]

  private static let byNumber: [Int: String] = {
    var names: [Int: String] = [:]
    for provider in providers {
      for network in provider.networks { names[network] = provider.name }
    }
    return names
  }()
}

/// What a client has set by its commands; REIN takes all of it back.
struct ClientSettings {
  var folder: [UInt8] = [0x2F]
  /// Where the login led.
  var home: [UInt8] = [0x2F]
  var isBinary = false
  /// The offset that REST gave.
  var restart = 0
  /// What RNFR named.
  var renameFrom: [UInt8]?
  /// What SITE CPFR named.
  var copyFrom: [UInt8]?
  /// Whether EPSV ALL was said.
  var isExtendedOnly = false
  var hasPBSZ = false
  /// The facts that OPTS MLST chose; nil: all of the persona's.
  var facts: [ListingFact]?
}

/// What a session was. The first rule that holds decides, in this order.
enum SessionClass: String, Sendable, CaseIterable {
  /// It tried a known attack, or to reach others through the sensor.
  case exploitation
  case upload
  /// It took files.
  case download
  /// A research scanner, by what its operator publishes.
  case research = "research-scanner"
  case bruteForce = "brute-force"
  case anonymous = "anonymous-probe"
  /// It spoke another protocol.
  case foreign = "foreign-protocol"
  /// It sent nothing.
  case silent
  /// It took the greeting and left.
  case bannerGrab = "banner-grab"
  /// It asked what the server is and can do.
  case scan
  /// It logged in and looked around.
  case visit
}

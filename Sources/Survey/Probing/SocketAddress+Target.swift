import Bytes
import NIOCore

extension SocketAddress {
  /// The address of a target; nil where it is on a link that this machine has not.
  init?(_ target: Target) {
    let text = target.address.description
    let port = Int(target.port)
    let made =
      if let zone = target.zone {
        // Nothing is looked up: this is how a link's name becomes its number.
        try? SocketAddress.makeAddressResolvingHost("\(text)%\(zone)", port: port)
      } else {
        try? SocketAddress(ipAddress: text, port: port)
      }
    guard let made else { return nil }
    self = made
  }
}

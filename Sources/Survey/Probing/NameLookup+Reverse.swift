import Bytes
import Glibc

extension NameLookup {
  /// What the resolver says of an address.
  public enum ReverseName: Equatable, Sendable {
    /// A name, which has the address among its own: whoever has an address can give it any name,
    /// but not the name that address.
    case confirmed(String)
    /// There is no name, or one that does not have the address.
    case none
    /// No resolver answered.
    case unanswered
  }

  /// Asks for the name of an address, and for the addresses of that name. It blocks.
  static func reverseName(of address: IPAddress) -> ReverseName {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo("\(address)", nil, &hints, &list) == 0, let entry = list else { return .none }
    defer { freeaddrinfo(list) }
    let answer = host(of: entry.pointee, NI_NAMEREQD)
    guard let name = answer.name else {
      return answer.status == EAI_AGAIN ? .unanswered : .none
    }
    // A name that looks like an address would be taken for that address.
    guard IPAddress(name) == nil, resolve(name).addresses.contains(address) else { return .none }
    return .confirmed(name)
  }

  /// The host of a socket's address, by name or as a number; nil, and why, where there is none.
  static func host(of entry: addrinfo, _ flags: Int32) -> (name: String?, status: Int32) {
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let status = getnameinfo(
      entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, flags)
    guard status == 0 else { return (nil, status) }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (String(decoding: bytes, as: UTF8.self), status)
  }
}

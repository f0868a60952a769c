import Bytes
import Synchronization

/// The memory that all sessions' made-up files may take together: hosts have their shares of it.
public final class SharedMemory: Sendable {
  private let shares: Mutex<FairShares>

  public init(bytesMaximum: Int) { shares = Mutex(FairShares(bytesMaximum)) }

  /// Takes bytes for a session of an address, to be given back; false where there is no room.
  func take(_ count: Int, for address: IPAddress) -> Bool {
    shares.withLock { $0.take(count, for: address) }
  }

  func give(_ count: Int, of address: IPAddress) {
    shares.withLock { $0.give(count, of: address) }
  }

  /// Bytes that nobody has taken.
  var free: Int { shares.withLock { $0.free } }
}

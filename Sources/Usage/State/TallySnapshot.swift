import Bytes
import Foundation

/// A tally as a state file keeps it.
struct TallySnapshot: Codable {
  private var clients: [Data]
  private var users: [Data]
  private var servers: [Data]
  private var clientTallies: PartyTallies
  private var userTallies: PartyTallies
  private var pairs: [UInt64]
  private var serverCounts: [UInt64: UsageCounts]
  private var days: [Int32?: Tally.DayTally]
  private var refused: [Tally.Refused: Tally.RefusedTally]
  private var untold: [String: Int]
  private var portUntold: [String: Int]

  /// Keeps a settled tally.
  init(_ tally: Tally) {
    clients = tally.clients.all()
    users = tally.users.all()
    servers = tally.servers.all()
    clientTallies = tally.clientTallies.copy()
    userTallies = tally.userTallies.copy()
    pairs = tally.pairs.pairs.map(\.bits).sorted()
    serverCounts = tally.serverCounts
    days = tally.days
    refused = tally.refused
    untold = tally.untold
    portUntold = tally.portUntold
  }

  /// The tally.
  func tally() -> Tally {
    let tally = Tally(clients: clientTallies.copy(), users: userTallies.copy())
    tally.clients.add(clients)
    tally.users.add(users)
    tally.servers.add(servers)
    tally.pairs = PairList(pairs)
    tally.serverCounts = serverCounts
    tally.days = days
    tally.refused = refused
    tally.untold = untold
    tally.portUntold = portUntold
    return tally
  }
}

extension NamePool {
  fileprivate func all() -> [Data] {
    (0..<count).map { withName(UInt32($0)) { Data($0.buffer) } }
  }

  fileprivate mutating func add(_ names: [Data]) {
    for name in names {
      _ = Array(name).withSlice { number(of: $0) }
    }
  }
}

import Bytes
import Inputs

/// Transfer logs that are followed beside others: each line is compared with what the other logs
/// have told by then.
extension LogAnalysis {
  /// Lines that come may be of a session that ended so long ago, and as far apart as zones are the
  /// clocks of two logs may be.
  private static let pastMilliseconds: Int64 = 24 * 3_600_000

  /// Notes which of the files that are followed now are transfer logs.
  func arrangeTransfers(_ followed: [FollowedFile]) {
    transferLogs = TransferLogs()
    transferLogs.mayGrow = true
    for file in followed { transferLogs.add(file.path, isTransferLog: file.role.isOfTransfers) }
    for partition in partitions.all { partition.notesTimes = transferLogs.areBesideOthers }
  }

  /// Reads what has come to the transfer logs, the others having been read.
  func readTransfers(of followed: [FollowedFile], isLast: Bool) {
    for file in followed where file.head != nil && file.role.isOfTransfers {
      told = nil
      read(file, isLast: isLast)
    }
    told = nil
    for partition in partitions.all { partition.told = nil }
    forgetTimes(followed)
  }

  /// Lets go of the sessions that no line to come tells of, once all lines that were there when the
  /// transfer logs were found have been compared with them.
  private func forgetTimes(_ followed: [FollowedFile]) {
    let hasCaughtUp = followed.allSatisfy {
      !$0.role.isOfTransfers || $0.head == nil || $0.hasCaughtUp
    }
    guard hasCaughtUp, let clock = partitions.all.map(\.table.clock).max() else { return }
    let past = min(clock, .now).adding(milliseconds: -Self.pastMilliseconds)
    for partition in partitions.all { partition.times.forget(before: past) }
  }

  /// Gives the events of a file that is followed to their partitions.
  func applyFollowed(_ file: FollowedFile) {
    if file.role.isOfTransfers, transferLogs.areBesideOthers {
      if told == nil {
        for partition in partitions.all {
          partition.noteOpenTimes()
          partition.times.merge()
        }
        told = ToldTransfers(
          mergedTimes(), scope: transferLogs.scope(ofTransferLog: file.path))
      }
      for partition in partitions.all { partition.told = told }
    }
    let events = file.batch.events
    for index in events.indices {
      partitions.all[Partitions.number(of: events[index].key)].apply(
        events, at: index, file: file.number, linesBefore: file.linesBefore)
    }
  }
}

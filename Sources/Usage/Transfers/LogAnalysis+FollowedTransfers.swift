import Bytes
import Inputs

/// Transfer logs that are followed beside others: each line is compared with what the other logs
/// have told by then.
extension LogAnalysis {
  /// Finds the transfer logs among the files that are followed now.
  func beginTransfers(of followed: [FollowedFile]) {
    transferLogs = TransferLogs()
    transferLogs.mayGrow = true
    for file in followed {
      if file.linesInFile == 0 { file.lags = isTransferLog(file.path) }
      transferLogs.add(file.path, isTransferLog: file.lags)
    }
    for partition in partitions.all { partition.notesTimes = transferLogs.areBesideOthers }
  }

  private func isTransferLog(_ path: String) -> Bool {
    guard let bytes = try? ByteSource(path: path), !bytes.isStream else { return false }
    bytes.passOverHoles()
    guard let head = try? bytes.peek(FileHead.bytesMaximum) else { return false }
    let (looked, _) = head.withUnsafeBufferPointer {
      look(
        at: ByteSlice($0),
        context(path: path, written: bytes.written))
    }
    return looked.format.map { formats[$0].isTransferLog } ?? false
  }

  /// Reads what has come to the transfer logs, the others having been read.
  func readTransfers(of followed: [FollowedFile], isLast: Bool = false) {
    for file in followed where file.lags {
      told = nil
      read(file, isLast: isLast)
    }
    told = nil
    for partition in partitions.all { partition.told = nil }
  }

  /// Gives the events of a file that is followed to their partitions.
  func applyFollowed(_ file: FollowedFile, number: UInt32, linesBefore: UInt64) {
    if file.lags, transferLogs.areBesideOthers {
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
        events, at: index, file: number, linesBefore: linesBefore)
    }
  }
}

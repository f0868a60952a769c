import Bytes

/// The files of a stream, as the sessions that it leaves open refer to them.
struct StreamFiles {
  let seed: Digest128
  /// The run's files.
  let all: FileList
  /// The numbers of the stream's own; of very many the last, which go on in the next run.
  let numbers: ArraySlice<UInt32>

  init(_ stream: LogStream, among all: FileList) {
    seed = stream.seed
    self.all = all
    numbers = stream.members.map(\.number).suffix(Session.filesMaximum)
  }
}

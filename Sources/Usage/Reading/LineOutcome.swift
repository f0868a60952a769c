/// What became of a line.
enum LineOutcome: Equatable {
  /// It was understood, whether or not it told anything of use.
  case read
  /// It is well formed and not about FTP.
  case skipped
  /// It begins like one of this format's and breaks off or breaks its rules; why.
  case malformed(String)
  /// A program that serves FTP wrote it, in no form that is known; its name.
  case unknownServer(String)
  /// It is not one of this format's.
  case foreign
}

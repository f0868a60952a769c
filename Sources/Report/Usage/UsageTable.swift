/// What one table of `ftpscope logs` counts by: the word after `--by`.
public enum UsageTable: String, CaseIterable, Sendable {
  case client, user, server, day
}

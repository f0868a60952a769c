import Bytes
import Records

/// A line as Elasticsearch and OpenSearch have it, a hit of a search, as elasticdump writes it:
///
///     {"_index":"…","_id":"…","_source":{"@timestamp":"2026-10-02T12:00:11Z","message":"…"}}
struct HitLine: LineWrapper {
  static let isExport = true
  static let needsOrder = true

  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.first == 0x7B, line.contains("\"_source\""), fields.read(line) else { return nil }
    return fields.object("_source").flatMap { WrappedLine($0, in: arena) }
  }
}

import Bytes
import FuzzRun
import Records

@testable import Identification

/// The program's own fingerprints, and who puts together what they say.
nonisolated(unsafe) private var matcher = FingerprintLibrary.embedded().matcher(for: "ftp.banner")!
nonisolated(unsafe) private var identifier = Identifier(FingerprintLibrary.embedded())

/// The first byte says where the rest was read: a greeting, a reply, a certificate's subject.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    let bytes = Array(input.dropFirst(1).buffer)
    checkMatches(bytes, &matcher)
    let sources = Trace.Source.allCases
    let source = sources[Int(input.first ?? 0) % sources.count]
    let text = String(decoding: bytes, as: UTF8.self)
    let traces = [Trace(source, text), Trace(.greeting, text)]
    let clues = traces.compactMap { identifier.firstClue($0) }
    guard let found = Identification(clues) else { return }
    guard let product = found.product else { return }
    check(found.certainty > 0 && found.certainty <= 1, "certainty \(found.certainty)")
    check(product.vendor != "" && product.product != "", "names are not empty")
  }
}

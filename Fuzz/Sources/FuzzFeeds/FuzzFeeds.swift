import Advisories
import Bytes
import FuzzRun

/// All of the input is a feed: NVD's, CISA's, or neither.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    var catalogue = known
    let (records, taken) = catalogue.merge(nvd: input, name: "f", products: ["a:b"])
    check(taken <= records, "no more are taken than there are")
    catalogue.merge(kev: input, name: "f")
    check(catalogue.advisories.count >= known.advisories.count, "none is lost")
    check(
      catalogue.advisories.count <= known.advisories.count + taken, "no more come than are taken")
    let ids = catalogue.advisories.map(\.id)
    check(Set(ids).count == ids.count, "each is there once")
  }
}

private let known = AdvisoryCatalogue.embedded

import Bytes
import FTPProtocol
import FuzzRun

@testable import Sensor

/// The first byte says which of a sensor's files the rest is: a persona, signatures or a
/// configuration. Their operator wrote them, or took them from somebody.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard let first = input.first else { return }
    let text = input.dropFirst(1).text
    switch first % 3 {
    case 0: checkPersona(text)
    case 1: _ = try? SensorConfiguration(yaml: text, path: "c.yaml").options.map(\.arguments)
    default: checkSignatures(text)
    }
  }
}

/// What is read as a persona greets, and answers on one line or several.
private func checkPersona(_ text: String) {
  guard let persona = try? EmbeddedPersonas.read(yaml: text, path: "p.yaml") else { return }
  let prepared = PreparedPersona(persona, server: "ftp")
  let tree = BaitTree(seed: 1, since: moment).overlay(SessionLimits())
  var session = ServerSession(
    ServerSession.Setting(
      persona: prepared, isImplicit: false, allowsTLS: true, allowsActive: false,
      peer: IPAddress(v4: 0xC000_0207), local: IPAddress(v4: 0xC633_6401), files: tree,
      limits: SessionLimits(), accepts: .any, seed: 1))
  var sent = said(session.opened(at: moment))
  for command in ["USER x", "PASS y", "FEAT", "SYST", "HELP", "STAT", "PWD", "NOPE", "QUIT"] {
    sent += Array("\(command)\r\n".utf8).withSlice { said(session.received($0, at: moment)) }
  }
  check(!sent.isEmpty, "a persona says something")
}

private let moment = Timestamp(milliseconds: 1_790_000_000_000)

private func said(_ actions: [SessionAction]) -> [UInt8] {
  actions.flatMap { action -> [UInt8] in
    if case .send(let bytes) = action { bytes } else { [] }
  }
}

/// Own signatures come after ours, and replace those of the same name.
private func checkSignatures(_ text: String) {
  guard let all = try? SignatureSet(more: text, path: "s.tsv") else { return }
  let ids = Set(all.entries.map(\.id))
  check(known.isSubset(of: ids), "none is lost")
}

private let known = Set(((try? SignatureSet())?.entries ?? []).map(\.id))

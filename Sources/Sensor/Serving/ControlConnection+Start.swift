import Bytes
import NIOCore

extension ControlConnection {
  /// What the session is told of itself.
  func setting(_ local: IPAddress, _ time: Timestamp) -> ServerSession.Setting {
    let all = loop.shared.settings
    var seed = Digest128(seed: all.seed)
    seed.add(source.session.low)
    return ServerSession.Setting(
      persona: role.persona, isImplicit: settings.mode == .implicit, allowsTLS: role.tls != nil,
      allowsActive: all.allowsActive, peer: peer, local: local,
      localPort: UInt16(truncatingIfNeeded: localAddress?.port ?? Int(settings.port)),
      publicAddress: all.publicAddress, files: all.files(peer, role.persona.persona),
      limits: all.limits.session,
      accepts: loop.shared.loginRule(for: peer, at: time), seed: seed.low,
      signatures: all.signatures, classifier: all.classifier)
  }

  /// Says in the persona's words that there is no room, where TLS does not come first, and closes.
  /// A socket that is new takes a line at once; what it did not take is lost, so nothing is kept
  /// for those who are not let in.
  func refuse(_ peer: IPAddress, at local: IPAddress, _ context: ChannelHandlerContext) {
    if settings.mode != .implicit {
      let words = role.persona.refusal(of: peer, at: local)
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: words)), promise: nil)
    }
    context.close(promise: nil)
  }
}

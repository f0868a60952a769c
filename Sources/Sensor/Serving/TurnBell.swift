import Bytes
import Glibc
import NIOCore
import NIOPosix

/// Does things in the next turns of a loop, when it has looked at its sockets: as many in each as
/// there is time for, so that those who come are not kept waiting by those who go on.
///
/// What a loop of swift-nio is asked to execute, or to do after no time, it does before it looks at
/// them again: who asks for that again and again keeps all others waiting. So a loop is told by a
/// pipe of its own, which is looked at with them.
final class TurnBell: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// How long what waits may take in a turn; what is begun is ended.
  private static let slice = TimeAmount.milliseconds(5)

  /// When it hangs, or why it can't.
  let isHung: EventLoopFuture<Void>

  private let rope: Int32
  private var waiting: [() -> Void] = []
  private var isRung = false

  private init(rope: Int32, isHung: EventLoopFuture<Void>) {
    self.rope = rope
    self.isHung = isHung
  }

  deinit { close(rope) }

  /// On its loop.
  static func hang(on eventLoop: any EventLoop) throws(SensorProblem) -> TurnBell {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw SensorProblem("a pipe can't be made: \(errno.systemMessage); raise ulimit -n")
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    let promise = eventLoop.makePromise(of: Void.self)
    let bell = TurnBell(rope: ends[1], isHung: promise.futureResult)
    let bound = NIOLoopBound(bell, eventLoop: eventLoop)
    NIOPipeBootstrap(group: eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(bound.value)
        }
      }
      .takingOwnershipOfDescriptor(input: ends[0])
      .map { _ in }
      .cascade(to: promise)
    return bell
  }

  /// Does something in the next turn, or when all that waited before is done.
  func ring(_ body: @escaping () -> Void) {
    waiting.append(body)
    pull()
  }

  private func pull() {
    guard !isRung else { return }
    isRung = true
    var byte: UInt8 = 0
    write(rope, &byte, 1)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isRung = false
    var now = waiting[...]
    waiting = []
    let end = NIODeadline.now() + Self.slice
    repeat { now.popFirst()?() } while !now.isEmpty && NIODeadline.now() < end
    guard !now.isEmpty else { return }
    waiting = Array(now) + waiting
    pull()
  }
}

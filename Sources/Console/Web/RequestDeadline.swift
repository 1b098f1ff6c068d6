import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request takes longer to come than any of ours does: who sends a byte a
/// minute holds a place that somebody else needs.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private static let length = TimeAmount.seconds(60)
  private var end: Scheduled<Void>?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      let channel = context.channel
      end = context.eventLoop.scheduleTask(in: Self.length) { channel.close(promise: nil) }
    case .end: end?.cancel()
    case .body: break
    }
    context.fireChannelRead(data)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }
}

internal import NIOCore
internal import NIOHTTP1

/// Closes a connection on which nothing was read for a while, unless the client waits for an answer and takes what there is
/// of it: one that does not read holds its place no longer than one that says nothing.
///
/// It stands behind an `IdleStateHandler` and the HTTP codec. Bytes of a request that comes very slowly count as life; the
/// number of connections bounds what such clients can hold.
final class IdleClosing: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var isAnswering = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) { isAnswering = true }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { isAnswering = false }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .read? = event as? IdleStateHandler.IdleStateEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        if !isAnswering || !context.channel.isWritable { context.close(promise: nil) }
    }
}

internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Answers the requests of one connection of an `HTTPPeer`.
final class HTTPPeerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: HTTPPeer.Log
    private var request: HTTPPeer.Request?
    /// Whether an answer has begun, or is waited with, and has not ended.
    private var isAnswering = false

    init(log: HTTPPeer.Log) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            request = HTTPPeer.Request(
                number: 0, method: head.method.rawValue, path: parts[0], query: parts.count > 1 ? parts[1] : "",
                headers: Dictionary(headers, uniquingKeysWith: { $1 }), body: [])
        case .body(let bytes): request?.body += Array(bytes.readableBytesView)
        case .end:
            guard let request else { return }
            guard let answer = log.behaviour(log.noted(request)) else { return context.close(promise: nil) }
            guard !answer.isWithheld else { return }
            isAnswering = true
            wait(answer.delay, context) { self.write(answer, to: context) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isAnswering { log.broken.withLock { $0 += 1 } }
        isAnswering = false
        context.fireChannelInactive()
    }

    private func wait(_ pause: Duration, _ context: ChannelHandlerContext, _ work: @escaping () -> Void) {
        guard pause > .zero else { return work() }
        context.eventLoop.assumeIsolated().scheduleTask(deadline: .now() + TimeAmount(pause)) { work() }
    }

    private func write(_ answer: HTTPPeer.Answer, to context: ChannelHandlerContext) {
        guard isAnswering else { return }
        var headers: HTTPHeaders = ["content-type": "application/json"]
        // Without a length the answer goes in chunks.
        if answer.steps.isEmpty { headers.add(name: "content-length", value: "\(answer.body.count)") }
        for (name, value) in answer.headers { headers.replaceOrAdd(name: name, value: value) }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        var steps = answer.steps
        if steps.isEmpty { steps.append(.bytes(answer.body)) }
        if answer.breaksOff { steps.append(.breakOff) }
        play(steps[...], to: context)
    }

    /// Sends the rest of an answer.
    private func play(_ steps: ArraySlice<HTTPPeer.Answer.Step>, to context: ChannelHandlerContext) {
        guard isAnswering else { return }
        var rest = steps
        while let step = rest.popFirst() {
            switch step {
            case .bytes(let bytes):
                context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
            case .wait(let pause):
                context.flush()
                let left = rest
                return wait(pause, context) { self.play(left, to: context) }
            case .hang: return context.flush()
            case .breakOff:
                isAnswering = false
                context.flush()
                return context.close(promise: nil)
            }
        }
        isAnswering = false
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

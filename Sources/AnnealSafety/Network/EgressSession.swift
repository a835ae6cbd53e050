internal import Foundation
internal import NIOCore
internal import NIOPosix

/// One connection to the egress proxy, from the request to the end.
struct EgressSession: Sendable {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    typealias Writer = NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Each direction of a connection may end by itself.
    static let halves = Channel.Configuration(isOutboundHalfClosureEnabled: true)

    let rules: EgressRules
    let listener: EgressProxy.Listener

    /// Why a connection is not made: the status of HTTP that says so, and words.
    private struct Refusal: Error {
        var status: String
        var reason: String
    }

    /// Serves a client until either side is done.
    func serve(_ channel: Channel) async {
        try? await channel.executeThenClose { inbound, outbound in
            let incoming = Incoming(inbound)
            guard let (request, rest) = try await request(incoming, outbound) else { return }
            do {
                try await open(request, first: rest, incoming, outbound)
            } catch let refusal as Refusal {
                try? listener(
                    EgressProxy.Connection(
                        host: request.host, port: request.port, isAllowed: false, reason: refusal.reason))
                try? await answer(refusal.status, refusal.reason, outbound)
            }
        }
    }

    /// The request's head, and what came behind it.
    private func request(
        _ incoming: Incoming, _ outbound: Writer
    ) async throws -> (ProxyRequest, [UInt8])? {
        var bytes: [UInt8] = []
        while bytes.count < ProxyRequest.longest {
            if let end = ProxyRequest.end(of: bytes) {
                do throws(ProxyRequest.Malformed) {
                    return (try ProxyRequest(head: Array(bytes[..<end])), Array(bytes[end...]))
                } catch {
                    try await answer("400 Bad Request", error.reason, outbound)
                    return nil
                }
            }
            guard let piece = try await incoming.next() else { return nil }
            bytes += piece.readableBytesView
        }
        try await answer("431 Request Header Fields Too Large", "the request's head is too long", outbound)
        return nil
    }

    private func open(
        _ request: ProxyRequest, first: [UInt8], _ incoming: Incoming,
        _ outbound: Writer
    ) async throws {
        guard rules.allow(host: request.host, port: request.port) else {
            throw Refusal(
                status: "403 Forbidden",
                reason: "\(request.host):\(request.port) is not among the domains of network.allowedDomains")
        }
        let address = try await resolve(request)
        var greeting = first
        if request.isTunnel {
            try await outbound.write(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"))
            try await checkGreeting(&greeting, of: request, incoming)
        } else {
            // A body may follow; a second request goes nowhere, as the server closes after the first.
            greeting = request.forwarded + first
        }
        let server: Channel
        do {
            server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(15)).channelOption(.allowRemoteHalfClosure, value: true)
                .connect(to: address) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Channel(wrappingChannelSynchronously: channel, configuration: Self.halves)
                    }
                }
        } catch {
            throw Refusal(status: "502 Bad Gateway", reason: "\(request.host):\(request.port) does not answer")
        }
        do {
            try listener(EgressProxy.Connection(host: request.host, port: request.port, isAllowed: true, reason: ""))
        } catch {
            try? await server.channel.close()
            throw Refusal(status: "503 Service Unavailable", reason: "the connection cannot be recorded")
        }
        try await carry(greeting, incoming, outbound, to: server)
    }

    /// The address to connect to. What is checked is what is used: the name is not resolved again.
    private func resolve(_ request: ProxyRequest) async throws -> SocketAddress {
        let (host, port) = (EgressRules.plain(request.host), request.port)
        let found = try? await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
        guard let address = found else {
            throw Refusal(status: "502 Bad Gateway", reason: "\(host) has no address")
        }
        guard !PrivateAddress.contains(address) || rules.mayBePrivate(host) else {
            throw Refusal(status: "403 Forbidden", reason: "\(host) leads into a private network")
        }
        return address
    }

    /// Waits for the client's TLS greeting, which must tell the name that was allowed.
    private func checkGreeting(
        _ bytes: inout [UInt8], of request: ProxyRequest,
        _ incoming: Incoming
    ) async throws {
        func refuse(_ reason: String) {
            try? listener(
                EgressProxy.Connection(host: request.host, port: request.port, isAllowed: false, reason: reason))
        }
        while true {
            switch ServerName(reading: bytes) {
            case .incomplete where bytes.count < ServerName.longest:
                guard let piece = try await incoming.next() else { throw CancellationError() }
                bytes += piece.readableBytesView
            case .name(let name) where EgressRules.plain(name) == EgressRules.plain(request.host): return
            case .missing where (try? SocketAddress(ipAddress: EgressRules.plain(request.host), port: 0)) != nil:
                // A greeting names no address.
                return
            case .name(let name):
                refuse("the tunnel was asked for \(request.host), and its TLS greeting names \(name.prefix(253))")
                throw CancellationError()
            case .missing, .notTLS, .incomplete:
                refuse("what the tunnel carries is not TLS with a server name")
                throw CancellationError()
            }
        }
    }

    /// Carries bytes both ways until both sides have ended.
    private func carry(
        _ first: [UInt8], _ incoming: Incoming, _ outbound: Writer,
        to server: Channel
    ) async throws {
        try await server.executeThenClose { answers, requests in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    if !first.isEmpty { try await requests.write(ByteBuffer(bytes: first)) }
                    while let piece = try await incoming.next() { try await requests.write(piece) }
                    requests.finish()
                }
                group.addTask {
                    for try await piece in answers { try await outbound.write(piece) }
                    outbound.finish()
                }
                // Each side may end its half first; an error on either ends both.
                try await group.waitForAll()
            }
        }
    }

    private func answer(_ status: String, _ reason: String, _ outbound: Writer) async throws {
        let body = "anneal: \(reason)\n"
        try await outbound.write(
            ByteBuffer(
                string: "HTTP/1.1 \(status)\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"))
    }
}

/// What a client sends, piece by piece.
///
/// Unchecked, because an iterator cannot be handed from one task to another: one task at a time asks for the next piece,
/// first the one that reads the request, then the one that carries the rest.
private final class Incoming: @unchecked Sendable {
    private var iterator: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    init(_ stream: NIOAsyncChannelInboundStream<ByteBuffer>) { iterator = stream.makeAsyncIterator() }

    func next() async throws -> ByteBuffer? { try await iterator.next() }
}

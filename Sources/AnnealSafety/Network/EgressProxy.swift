internal import AnnealFoundation
internal import Foundation
internal import NIOCore
internal import NIOPosix

/// The way out of a sandbox: an HTTP proxy on a Unix socket that connects to allowed domains only.
///
/// A connection is asked for by name. The name must be allowed; it is resolved here, and addresses of this machine or of
/// private networks are refused unless they are named themselves, so that no allowed name can be made to lead there.
/// Inside of a tunnel the client's TLS greeting must tell the same name. Everything is told to a listener, refused or
/// not.
public final class EgressProxy: Sendable {
    /// A connection that was asked for.
    public struct Connection: Sendable, Hashable {
        /// Where to, as it was asked for.
        public var host: String
        /// The port.
        public var port: Int
        /// Whether it was made.
        public var isAllowed: Bool
        /// Why not, in words; empty where it was.
        public var reason: String
    }

    /// Told of every connection before it is made; where it throws, none is made.
    public typealias Listener = @Sendable (Connection) throws -> Void

    /// Absolute path of the socket.
    public let socket: String

    private let rules: EgressRules
    private let listener: Listener
    private let folder: URL
    private let server: Task<Void, Never>

    /// Starts a proxy.
    ///
    /// - Parameters:
    ///   - rules: what may be reached.
    ///   - listener: is told of every connection.
    /// - Throws: `SandboxError` when no socket can be made.
    public init(_ rules: EgressRules, listener: @escaping Listener) async throws {
        // Short, since the path of a socket has at most 107 bytes, and private.
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "anneal-egress-\(UInt32.random(in: 0...UInt32.max))", directoryHint: .isDirectory)
        let path = folder.appending(path: "s").path
        let channel: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 64).childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try EgressSession.Channel(
                            wrappingChannelSynchronously: channel, configuration: EgressSession.halves)
                    }
                }
            // Inside of the sandbox the command is another user where Anneal runs as root.
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        } catch {
            throw SandboxError(
                code: .unavailable, message: "the egress proxy cannot be started: \(error)", place: path,
                remedy: "make room in the temporary folder, or leave network.allowedDomains empty")
        }
        self.rules = rules
        self.listener = listener
        self.folder = folder
        socket = path
        server = Task {
            try? await channel.executeThenClose { clients in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await client in clients {
                        group.addTask { await EgressSession(rules: rules, listener: listener).serve(client) }
                    }
                }
            }
        }
    }

    deinit { stop() }

    /// Ends the proxy and every connection; doing it again changes nothing.
    public func stop() {
        server.cancel()
        try? FileManager.default.removeItem(at: folder)
    }
}

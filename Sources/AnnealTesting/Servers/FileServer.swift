public import Foundation

/// An HTTP server on loopback that serves one file, with byte ranges and with the faults of real ones.
public final class FileServer: Sendable {
    /// How the server behaves.
    public struct Behaviour: Sendable {
        /// Whether it answers requests for ranges; without, it always sends the whole file.
        public var servesRanges: Bool
        /// The n-th answer breaks off after the n-th number of bytes; later ones are whole.
        public var breaksAfter: [Int]
        /// A status that is answered in place of the file.
        public var status: Int?

        /// Creates a behaviour.
        public init(servesRanges: Bool = true, breaksAfter: [Int] = [], status: Int? = nil) {
            self.servesRanges = servesRanges
            self.breaksAfter = breaksAfter
            self.status = status
        }
    }

    private let peer: HTTPPeer

    /// Its address: `http://127.0.0.1:PORT`.
    public var address: String { peer.address }

    private init(_ peer: HTTPPeer) { self.peer = peer }

    /// The `Range` headers of the requests so far, `nil` for a request without one.
    public var ranges: [String?] { peer.requests.map { $0.headers["range"] } }

    /// The paths of the requests so far.
    public var paths: [String] { peer.requests.map(\.uri) }

    /// Serves a file while a closure runs.
    ///
    /// - Parameters:
    ///   - content: the file.
    ///   - behaviour: how the server behaves.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public static func serving<Result>(
        _ content: Data, behaviour: Behaviour = Behaviour(), isolation: isolated (any Actor)? = #isolation,
        _ body: (FileServer) async throws -> Result
    ) async throws -> Result {
        try await HTTPPeer.serving({ behaviour.answer($0, with: content) }) { peer in
            try await body(FileServer(peer))
        }
    }
}

extension FileServer.Behaviour {
    /// The answer to a request for a file.
    fileprivate func answer(_ request: HTTPPeer.Request, with content: Data) -> HTTPPeer.Answer {
        if let status { return HTTPPeer.Answer(status) }
        let start = servesRanges ? Self.start(of: request.headers["range"]) : 0
        let rest = content.dropFirst(start)
        var headers = ["content-type": "application/octet-stream", "content-length": "\(rest.count)"]
        if start > 0 { headers["content-range"] = "bytes \(start)-\(content.count - 1)/\(content.count)" }
        let end = breaksAfter.indices.contains(request.number) ? breaksAfter[request.number] : nil
        var answer = HTTPPeer.Answer(
            start > 0 ? 206 : 200, bytes: Array(rest.prefix(end ?? rest.count)), headers: headers)
        answer.breaksOff = end != nil
        return answer
    }

    /// The first byte of `bytes=N-`.
    private static func start(of range: String?) -> Int {
        guard let range, range.hasPrefix("bytes=") else { return 0 }
        return Int(range.dropFirst(6).prefix { $0.isNumber }) ?? 0
    }
}

/// A version of the Bolt protocol.
public struct BoltVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number before the point.
    public var major: UInt8
    /// The number behind it.
    public var minor: UInt8

    /// Creates a version.
    public init(_ major: UInt8, _ minor: UInt8) {
        self.major = major
        self.minor = minor
    }

    /// Orders by age.
    public static func < (lhs: BoltVersion, rhs: BoltVersion) -> Bool {
        (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
    }

    /// `5.4`.
    public var description: String { "\(major).\(minor)" }

    /// What a client says first: who it is (`60 60 B0 17`), and four offers, the best first: how many minor versions
    /// below are as good, minor, major. Here 5.4 down to 5.0, then 4.4.
    ///
    /// Source: the handshake specification of Neo4j's Bolt documentation.
    static let greeting: [UInt8] = [
        0x60, 0x60, 0xB0, 0x17, 0, 4, 4, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0,
    ]

    /// Reads the server's choice.
    ///
    /// - Throws: `BackendError` with the code `malformed` when it is none of the versions that were offered.
    init(answer: [UInt8]) throws(BackendError) {
        guard answer != Array("HTTP".utf8) else {
            throw BackendError(
                code: .malformed, message: "a web server answers there, which does not speak Bolt",
                remedy: "take the port for Bolt, usually 7687")
        }
        guard answer.count == 4, answer.contains(where: { $0 != 0 }) else {
            throw BackendError(
                code: .malformed, message: "the server speaks none of Bolt 5.4 to 5.0 and 4.4",
                remedy: "use Neo4j 4.4 or later")
        }
        self.init(answer[3], answer[2])
        let isOffered = (BoltVersion(5, 0)...BoltVersion(5, 4)).contains(self) || self == BoltVersion(4, 4)
        guard answer[0] == 0, answer[1] == 0, isOffered else {
            throw BackendError(
                code: .malformed,
                message: "the server chose a version of Bolt that was not offered, or is no Bolt server",
                remedy: "see whether a server that speaks Bolt listens there")
        }
    }

    /// Whether to log in is a message of its own.
    var hasLogon: Bool { self >= BoltVersion(5, 1) }

    /// Whether the server is told what program speaks.
    var hasAgent: Bool { self >= BoltVersion(5, 3) }
}

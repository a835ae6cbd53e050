public import Testing

/// Runs one ArcadeDB server for all tests of a suite, since it takes some seconds to start: `ArcadeServer.shared()`.
public struct ArcadeServerTrait: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var current: ArcadeServer?

    /// Whether each test has a server of its own: no.
    public var isRecursive: Bool { false }

    /// Runs the suite's tests with a server.
    ///
    /// - Parameters:
    ///   - test: the suite.
    ///   - testCase: none.
    ///   - function: runs the tests.
    /// - Throws: `ServerProgram.Failure` when there is no server, and what the tests throw.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await ArcadeServer.running { server in
            try await Self.$current.withValue(server) { try await function() }
        }
    }
}

extension Trait where Self == ArcadeServerTrait {
    /// One ArcadeDB server for all tests of the suite.
    public static var arcadeServer: Self { ArcadeServerTrait() }
}

extension ArcadeServer {
    /// The server of the suite that the caller's test is in.
    ///
    /// - Throws: `ServerProgram.Failure` when the suite has none.
    public static func shared() throws -> ArcadeServer {
        guard let server = ArcadeServerTrait.current else {
            throw ServerProgram.Failure("the suite needs the trait .arcadeServer")
        }
        return server
    }
}

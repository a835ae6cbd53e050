internal import Foundation
public import Testing

/// One ArcadeDB server for all tests of a suite, since it takes some seconds to start: the first test that asks for it
/// (`ArcadeServer.shared()`) starts it, and it ends with the suite.
public struct ArcadeServerTrait: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var current: Starter?

    /// Starts the server when it is first asked for.
    fileprivate actor Starter {
        private let folder: URL
        private var starting: Task<ArcadeServer, any Error>?

        init(in folder: URL) { self.folder = folder }

        func server() async throws -> ArcadeServer {
            let task =
                starting
                ?? Task { [folder] in
                    let server = try await ArcadeServer(in: folder)
                    try await server.start()
                    return server
                }
            starting = task
            return try await task.value
        }

        func stop() async {
            guard let server = try? await starting?.value else { return }
            server.program.kill()
        }
    }

    /// Whether each test has a server of its own: no.
    public var isRecursive: Bool { false }

    /// Runs the suite's tests, and ends the server after them.
    ///
    /// - Parameters:
    ///   - test: the suite.
    ///   - testCase: none.
    ///   - function: runs the tests.
    /// - Throws: what the tests throw.
    @concurrent public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let starter = Starter(in: folder)
            do {
                try await Self.$current.withValue(starter) { try await function() }
            } catch {
                await starter.stop()
                throw error
            }
            await starter.stop()
        }
    }
}

extension Trait where Self == ArcadeServerTrait {
    /// One ArcadeDB server for all tests of the suite that want it.
    public static var arcadeServer: Self { ArcadeServerTrait() }
}

extension ArcadeServer {
    /// The server of the suite that the caller's test is in.
    ///
    /// - Returns: a server that answers.
    /// - Throws: `ServerProgram.Failure` when the suite has none, or it does not start.
    public static func shared() async throws -> ArcadeServer {
        guard let starter = ArcadeServerTrait.current else {
            throw ServerProgram.Failure("the suite needs the trait .arcadeServer")
        }
        return try await starter.server()
    }
}

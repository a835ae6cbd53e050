import AnnealDecisions
import AnnealFoundation
import AnnealLearning
import AnnealServing
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How long `/v1/choose` takes over HTTP on loopback, one client with one connection that stays open, for every kind of
/// policy; promised: under 2 ms for 99 of 100 requests.
enum LearnServeBenchmark {
    private static let requests = 5_000
    private static let warmUp = 500

    static func run() async throws {
        print("learn-serve: POST /v1/choose on loopback, keep-alive, \(requests) requests of one client")
        let kinds: [StoredPolicy.Kind] =
            BoostedTrees.isAvailable ? StoredPolicy.Kind.allCases : [.cascade, .linucb, .thompson]
        let outcomes = try GeneratedOutcomes.make(tasks: 60)
        let matrix = try OutcomeMatrix(outcomes)
        for kind in kinds {
            let folder = FileManager.default.temporaryDirectory.appending(path: "anneal-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try await measure(kind, matrix, outcomes, in: folder)
        }
    }

    private static func measure(
        _ kind: StoredPolicy.Kind, _ matrix: OutcomeMatrix, _ outcomes: [ArmOutcome], in folder: URL
    ) async throws {
        let store = PolicyStore(folder: folder.appending(path: "learning"))
        let evaluation = try SelectionEvaluation(matrix, learners: [CascadeLearner()], splits: 2)
        let policy = try StoredPolicy(
            training: kind, on: outcomes, matrix: matrix, point: DecisionPoint.selection.name, evaluation: evaluation,
            seed: 1, steps: 300, codeVersion: "bench", time: Date())
        try store.store(policy)
        var gate = try store.gate(of: policy.point)
        _ = gate.consider(policy.version, at: Date())
        try store.store(gate)
        let log = try SQLiteDecisionLog(path: folder.appending(path: "log.sqlite").path)
        let routes = LearningRoutes(service: LearningService(store: store, log: log))
        let server = try await ServiceServer(
            routes, refusals: routes.refusals, command: "anneal learn serve", port: 0, token: "bench")
        let bodies = try [
            ("features", GeneratedOutcomes.request()), ("specification", GeneratedOutcomes.specification()),
        ]
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.serve() }
            defer { tasks.cancelAll() }
            for (name, body) in bodies {
                let port = server.port
                let times = try await inThread { try KeptConnection(port: port).times(body) }.sorted()
                print(
                    "  \(kind.rawValue), \(name): p50 \(milliseconds(times[times.count / 2])) ms,",
                    "p99 \(milliseconds(times[times.count * 99 / 100])) ms, most \(milliseconds(times[times.count - 1])) ms,",
                    "\(Int(Double(times.count) / times.reduce(0, +))) requests/s")
            }
        }
    }

    /// Waits in a thread of its own, so that the client takes none from the server.
    private static func inThread(_ body: @escaping @Sendable () throws -> [Double]) async throws -> [Double] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    private static func milliseconds(_ seconds: Double) -> String { String(format: "%.3f", seconds * 1000) }

    /// A blocking client with one connection.
    private struct KeptConnection {
        private let socket: Int32
        private struct Failure: Error { var message: String }

        init(port: Int) throws {
            #if canImport(Glibc)
                socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            #else
                socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
            #endif
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw Failure(message: "the service cannot be reached") }
        }

        /// Seconds of each request.
        func times(_ body: String) throws -> [Double] {
            defer { close(socket) }
            let request = Array(
                ("POST /v1/choose HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer bench\r\n"
                    + "content-length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
            var times: [Double] = []
            for number in 0..<(LearnServeBenchmark.requests + LearnServeBenchmark.warmUp) {
                let start = ContinuousClock.now
                guard send(socket, request, request.count, 0) == request.count else {
                    throw Failure(message: "the request was not taken")
                }
                try readAnswer()
                if number >= LearnServeBenchmark.warmUp { times.append((ContinuousClock.now - start).seconds) }
            }
            return times
        }

        private func readAnswer() throws {
            var bytes: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 16_384)
            var wanted = Int.max
            while bytes.count < wanted {
                let count = recv(socket, &part, part.count, 0)
                guard count > 0 else { throw Failure(message: "the connection was closed") }
                bytes += part[..<count]
                if wanted == .max { wanted = try Self.length(bytes) ?? .max }
            }
        }

        /// How long the whole answer is, as soon as its head is here.
        private static func length(_ bytes: [UInt8]) throws -> Int? {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { return nil }
            let head = text[..<end.lowerBound]
            guard head.hasPrefix("HTTP/1.1 200"), let match = head.firstMatch(of: /content-length: (\d+)/) else {
                throw Failure(message: "answered \(text.prefix(200))")
            }
            return head.utf8.count + 4 + (Int(match.1) ?? 0)
        }
    }
}

/// Outcomes of made-up tasks of which cheap arms solve the short ones.
private enum GeneratedOutcomes {
    static func make(tasks: Int) throws -> [ArmOutcome] {
        var random = RandomSource(seed: 1)
        return (0..<tasks).flatMap { number -> [ArmOutcome] in
            let hardness = random.uniform()
            return [("small-greedy", 0.4, 100), ("large-four", 0.7, 400), ("large-long", 0.97, 1_000)].map {
                arm, reach, tokens in
                let isSolved = hardness < reach
                let task = SuiteTask(
                    id: "t\(number)", language: "python", difficulty: .easy, topic: "made", spec: "# T",
                    hidden: ["t.py": ""], command: "true", reference: ["a.py": ""])
                return ArmOutcome(
                    task: task, arm: arm, features: ["words": hardness * 100, "examples": 3], isSolved: isSolved,
                    verified: isSolved ? 1 : 0, criteria: 1, criteriaVerified: isSolved ? 1 : 0,
                    criteriaFailed: isSolved ? 0 : 1, promptTokens: 0, generatedTokens: tokens,
                    seconds: Double(tokens) / 50, time: Date(timeIntervalSince1970: 1_700_000_000))
            }
        }
    }

    /// All features of a task, as a client would send them.
    static func request() throws -> String {
        let features = Dictionary(uniqueKeysWithValues: TaskFeatures.names.map { ($0, JSONValue.double(1.5)) })
        return try CanonicalJSON.string(
            JSONValue.object([
                "point": .string(DecisionPoint.selection.name), "features": .object(features), "key": "bench",
            ]))
    }

    /// The same with a specification of one requirement.
    static func specification() throws -> String {
        let text = """
            # Numbers

            A Python module `numbers_of_ours.py` in the repository root.

            ## Requirements

            ### R1 Double
            `double_of(number: int) -> int` returns twice the number.

            - `double_of(4)` returns `8`.
            - `double_of(-1)` returns `-2`.
            """
        return try CanonicalJSON.string(
            JSONValue.object([
                "point": .string(DecisionPoint.selection.name), "specification": .string(text), "key": "bench",
            ]))
    }
}

import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("When a statement is sent again", .tags(.unit))
struct CassandraRetryTests {
    private static func replicas(_ received: Int, _ required: Int) -> CassandraServerError.Replicas {
        CassandraServerError.Replicas(consistency: .quorum, received: received, required: required)
    }

    /// A kind of failure, and what is done the first time and the second.
    static let rules: [(CassandraServerError.Kind, CassandraRetry, CassandraRetry)] = [
        (.readTimeout(replicas(2, 2), hasData: false), .same, .stop),
        (.readTimeout(replicas(2, 2), hasData: true), .stop, .stop),
        (.readTimeout(replicas(1, 2), hasData: false), .stop, .stop),
        (.writeTimeout(replicas(1, 2), .batchLog), .same, .stop),
        (.writeTimeout(replicas(1, 2), .simple), .stop, .stop),
        (.writeTimeout(replicas(1, 2), .batch), .stop, .stop), (.unavailable(replicas(1, 2)), .next, .stop),
        (.overloaded, .next, .next), (.bootstrapping, .next, .next), (.server, .next, .next),
        (.readFailure(replicas(1, 2), failures: 1, hasData: false), .stop, .stop),
        (.writeFailure(replicas(1, 2), failures: 1, .simple), .stop, .stop), (.syntax, .stop, .stop),
        (.invalid, .stop, .stop), (.unauthorized, .stop, .stop), (.unprepared([1]), .stop, .stop),
    ]

    @Test("is decided as by the official drivers, and never for what is not idempotent", arguments: Self.rules)
    func decisions(kind: CassandraServerError.Kind, first: CassandraRetry, second: CassandraRetry) {
        let error = CassandraServerError(kind: kind, message: "")
        #expect(CassandraRetry.decision(for: error, isIdempotent: true, earlier: 0) == first)
        #expect(CassandraRetry.decision(for: error, isIdempotent: true, earlier: 1) == second)
        for earlier in 0..<2 {
            #expect(CassandraRetry.decision(for: error, isIdempotent: false, earlier: earlier) == .stop)
        }
    }

    @Test("each write has a later time than the one before")
    func clock() {
        let clock = CassandraClock()
        let times = (0..<10_000).map { _ in clock.next() }
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
        // Microseconds since 1970, in this century.
        #expect((1_500_000_000_000_000..<4_100_000_000_000_000).contains(times[0]))
    }
}

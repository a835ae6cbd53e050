import AnnealFoundation
import Testing

@Suite("Deadlines") struct DeadlineTests {
    private struct Own: Error {}

    @Test("what ends in its time gives its value or its error", .timeLimit(.minutes(1))) func kept() async throws {
        #expect(try await withDeadline(.seconds(50)) { 7 } == 7)
        await #expect(throws: Own.self) { try await withDeadline(.seconds(50)) { throw Own() } }
    }

    @Test("what does not is cancelled", .timeLimit(.minutes(1))) func missed() async throws {
        await #expect(throws: DeadlineExceeded.self) {
            try await withDeadline(.milliseconds(20)) { try await Task.sleep(for: .seconds(600)) }
        }
    }
}

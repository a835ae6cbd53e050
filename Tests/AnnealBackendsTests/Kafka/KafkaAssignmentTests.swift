import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("What a member of a group was given", .tags(.unit))
struct KafkaAssignmentTests {
    private func finish(_ offset: Int64, in assignment: inout KafkaAssignment) -> Bool {
        assignment.finish(offset, of: 0)
    }

    @Test("is committed up to the first record that is open")
    func order() {
        var assignment = KafkaAssignment()
        var isDone: Bool
        assignment.gain([0, 1])
        for offset in [Int64(3), 4, 7, 9] { assignment.give(offset, of: 0) }
        #expect(assignment.pending == 4)
        #expect(assignment.end(of: 0) == nil)
        isDone = finish(4, in: &assignment)
        #expect(isDone)
        isDone = finish(7, in: &assignment)
        #expect(isDone)
        #expect(assignment.end(of: 0) == nil)
        isDone = finish(3, in: &assignment)
        #expect(isDone)
        #expect(assignment.end(of: 0) == 8)
        assignment.drop(before: 8, of: 0)
        #expect(assignment.pending == 1)
        isDone = finish(9, in: &assignment)
        #expect(isDone)
        #expect(assignment.end(of: 0) == 10)
    }

    @Test("is not this member's any more when partitions go, also when they come back")
    func loss() {
        var assignment = KafkaAssignment()
        var isDone: Bool
        assignment.gain([0, 1])
        assignment.give(1, of: 0)
        assignment.loseAll()
        #expect(assignment.partitions.isEmpty)
        isDone = finish(1, in: &assignment)
        #expect(!isDone)
        assignment.gain([0])
        isDone = finish(1, in: &assignment)
        #expect(!isDone)
        #expect(assignment.end(of: 0) == nil)
        // A record of a partition that somebody else has is not taken in.
        assignment.give(5, of: 1)
        #expect(assignment.pending == 0)
        assignment.give(1, of: 0)
        isDone = finish(1, in: &assignment)
        #expect(isDone)
        #expect(assignment.end(of: 0) == 2)
    }
}

import AnnealExecution
import AnnealSafety
import Testing

@testable import AnnealOrchestration

@Suite("What a person is told of changes that were taken out")
struct TakenOutNotesTests {
    private func notes(_ count: Int) throws -> [String] {
        let changes = (0..<count).map { TakenOut(path: "f\($0)", rule: "link-out", reason: "it leads out") }
        return try CommandGate(home: "/home/ines").record(changes)
    }

    @Test("fifty are told one by one, and the rest with its number, which is never none")
    func rest() throws {
        #expect(try notes(50).count == 50)
        #expect(try notes(51).last == "`f50` was taken out of the commit as well")
        #expect(try notes(53).last == "`f50` and 2 more were taken out of the commit as well")
    }
}

import AnnealFoundation
import Testing

@testable import anneal

@Suite("A recorded case")
struct SuiteCaseTests {
    private func isTelling(_ status: Int32, _ lines: String = "") -> Bool {
        SuiteCase.isTelling(
            CommandResult(ending: .exited(status)), CaseReport(lines: lines, elapsed: 1))
    }

    @Test("counts where the run came to its end, also when something was refused for want of a person")
    func ends() {
        let error = #"{"type":"error","message":"a person has to accept the run","exitCode":3}"#
        for status in [0, 2, 3, 4] as [Int32] { #expect(isTelling(status)) }
        for status in [1, 5, 6, 78, 99] as [Int32] { #expect(!isTelling(status)) }
        #expect(!isTelling(3, error))
        #expect(SuiteCase.isTelling(CommandResult(ending: .timedOut), CaseReport(lines: "", elapsed: 1)))
    }
}

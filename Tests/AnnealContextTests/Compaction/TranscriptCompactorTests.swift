import AnnealContext
import Testing

@Suite("Compaction of a long tool loop")
struct TranscriptCompactorTests {
    private typealias Call = TranscriptStep.Call

    private func step(_ text: String = "", _ calls: Call...) -> TranscriptStep {
        TranscriptStep(text: text, calls: calls)
    }

    private func look(_ path: String, _ range: String) -> Call {
        Call(
            kind: .look, subject: "read_file \(path)", outcome: "read_file \(path): \(range)",
            result: "text of \(path)", succeeded: true)
    }

    private func command(_ line: String, _ output: String, succeeded: Bool) -> Call {
        Call(
            kind: .command, subject: "run_command \(line)",
            outcome: "run_command \(line): exit status \(succeeded ? 0 : 1)", result: output, succeeded: succeeded)
    }

    @Test("decisions and errors are quoted word for word, looks are told once, the latest as it was")
    func quoted() {
        var record = TranscriptCompactor()
        record.fold(step("Let me look around.", look("a.py", "lines 1–20 of 90"), look("b.py", "lines 1–9 of 9")))
        record.fold(
            step(
                "The cause is the missing lock in flush(). I see many files.", look("a.py", "lines 40–90 of 90"),
                command("pytest", "x\nAssertionError: 3 != 4\n1 failed", succeeded: false)))
        let text = record.text()
        #expect(text.contains("- step 2: \"The cause is the missing lock in flush().\""))
        #expect(text.contains("    > AssertionError: 3 != 4\n"))
        #expect(text.contains("- read_file a.py: read_file a.py: lines 40–90") == false)
        #expect(text.contains("read_file a.py: lines 40–90 of 90"))
        #expect(!text.contains("lines 1–20"))
        #expect(!text.contains("I see many files"))
    }

    @Test("what failed is open until the same succeeds; failing checks are open until they pass")
    func open() {
        var record = TranscriptCompactor()
        let failing = Call(
            kind: .check, subject: "run_checks", outcome: "run_checks: 1 of 2 tests pass",
            result: "- AssertionError: double(-1) gave 2", succeeded: false)
        record.fold(step("", command("make", "error: no rule", succeeded: false), failing))
        func openSection() -> String {
            let text = record.text()
            return text.firstRange(of: "Open:").map { String(text[$0.upperBound...]) } ?? ""
        }
        #expect(openSection().contains("run_command make") && openSection().contains("double(-1) gave 2"))
        record.fold(step("", command("make", "", succeeded: true)))
        #expect(!openSection().contains("run_command make"))
        var passing = failing
        passing.outcome = "run_checks: 2 of 2 tests pass"
        passing.succeeded = true
        record.fold(step("", passing))
        #expect(openSection().isEmpty)
    }

    @Test("the task, its criteria and the last failing checks outlive every limit", arguments: [0, 300, 1000, 20_000])
    func kept(limit: Int) {
        var record = TranscriptCompactor(
            task: "Mend `flush`, so that no line is lost.", criteria: ["flush() of an empty buffer returns 0"])
        for number in 0..<200 {
            record.fold(
                step(
                    "I will try way \(number) because the one before failed.", look("f\(number).py", "lines 1–9 of 9"),
                    command("try \(number)", "error: way \(number) fails", succeeded: false)))
        }
        record.fold(
            step(
                "",
                Call(
                    kind: .check, subject: "run_checks", outcome: "run_checks: 7 of 9 tests pass",
                    result: "AssertionError: flush() gave None", succeeded: false)))
        let text = record.text(limit: limit)
        #expect(text.hasPrefix("Task:\nMend `flush`, so that no line is lost.\nIt has to hold:\n- flush() of an empty"))
        #expect(text.contains("run_checks: 7 of 9 tests pass\n    > AssertionError: flush() gave None"))
        #expect(limit < 1000 || text.utf8.count <= limit)
        #expect(limit < 1000 || text.contains("way 199"))
    }

    @Test("the same try with the same outcome is told once with its number")
    func again() {
        var record = TranscriptCompactor()
        for _ in 0..<4 { record.fold(step("", command("make", "error: no rule", succeeded: false))) }
        #expect(
            record.text().contains("- 4 times, last in step 4: run_command make: exit status 1\n    > error: no rule"))
    }
}

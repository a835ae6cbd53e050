import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Checks")
struct CheckerTests {
    private func rules(_ text: String) throws -> Set<String> {
        Set(SpecChecker().findings(in: try spec(text)).map(\.rule))
    }

    @Test(
        "each rule finds its fault and leaves the good neighbour alone",
        arguments: [
            ("no-criterion", "### R1 A\n", "### R1 A\nIt opens.\n"),
            ("uncheckable", "### R1 A\n- Reads CSV, TSV and so on.\n", "### R1 A\n- Reads CSV and TSV.\n"),
            (
                "vague-word", "### R1 A\n- The answer comes quickly.\n",
                "### R1 A\n- The answer comes quickly, within 2 seconds.\n"
            ),
            (
                "conflicting-examples", "### R1 A\n- `f(1)` returns `2`.\n- `f(1)` returns `3`.\n",
                "### R1 A\n- `f(1)` returns `2`.\n- `f(2)` returns `3`.\n"
            ),
            (
                "conflicting-signatures", "### R1 A\n`f(a, b)` runs.\n### R2 B\n`f(b, a)` runs.\n",
                "### R1 A\n`f(a, b)` runs.\n### R2 B\n`f(a, b)` runs.\n"
            ),
            (
                "conflicting-numbers",
                "### R1 A\n- The client makes at most 3 retries after errors.\n### R2 B\n- The client makes at most 5 retries after errors.\n",
                "### R1 A\n- The client makes at most 3 retries after errors.\n### R2 B\n- The printer has at most 5 retries.\n"
            ),
            (
                "misspelt-name", "### R1 A\n`parse_time(text)` runs.\n- `parse_tiem(\"x\")` returns `1`.\n",
                "### R1 A\n`parse_time(text)` runs.\n- `parse_time(\"x\")` returns `1`.\n"
            ),
            (
                "duplicate-id", "### R1 A\nIt opens.\n### R1 B\nIt shuts.\n",
                "### R1 A\nIt opens.\n### R2 B\nIt shuts.\n"
            ),
            ("skipped-id", "### R1 A\nIt opens.\n### R3 B\nIt shuts.\n", "### R1 A\nIt opens.\n### R2 B\nIt shuts.\n"),
            ("needs-clarification", "### R1 A\nIt opens [NEEDS CLARIFICATION: when?].\n", "### R1 A\nIt opens.\n"),
            (
                "dangling-reference", "### R1 A\nIt opens as in R7.\n",
                "### R1 A\nIt opens as in R2.\n### R2 B\nIt shuts.\n"
            ),
        ])
    func rule(_ name: String, _ bad: String, _ good: String) throws {
        #expect(try rules("# T\n\n" + bad).contains(name))
        #expect(try !rules("# T\n\n" + good).contains(name))
    }

    @Test("a finding tells where it is and what to do")
    func place() throws {
        let finding = try #require(
            SpecChecker(rules: [OpenQuestionRule()]).findings(
                in: spec("# T\n\n### R1 A\nIt [NEEDS CLARIFICATION: how?] opens.\n")
            ).first)
        #expect(finding.severity == .error)
        #expect(finding.location.line == 4)
        #expect(finding.location.column == 4)
        #expect(finding.message.contains("how?"))
        #expect(!finding.remedy.isEmpty)
    }
}

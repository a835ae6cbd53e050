import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Differences")
struct DifferenceTests {
    private static let base = """
        # T

        ### R1 Read
        `read_it(text: str) -> int` reads.
        - `read_it("1")` returns `1`.

        ### R2 Write
        `write_it(n: int) -> str` writes, see R1.

        ### R3 Sort
        `sort_it(items: list) -> list` sorts.
        """

    private func difference(_ change: (String) -> String) throws -> SpecDifference {
        SpecDifference(old: try spec(Self.base), new: try spec(change(Self.base)))
    }

    @Test("nothing changes when only lines are wrapped or inserted elsewhere")
    func same() throws {
        let difference = try difference { $0.replacing("\n### R2", with: "\n\n\n### R2") }
        #expect(difference.isEmpty)
        #expect(difference.unchanged == ["R1", "R2", "R3"])
        #expect(difference.toPlanAgain == [])
    }

    @Test("a changed criterion is named, and what refers to it is planned again")
    func changed() throws {
        let difference = try difference { $0.replacing("returns `1`", with: "returns `2`") }
        #expect(difference.changed.map(\.id) == ["R1"])
        #expect(difference.changed[0].criteria == ["R1.2"])
        #expect(difference.changed[0].formerCriteria == ["R1.2"])
        #expect(difference.unchanged == ["R2", "R3"])
        #expect(difference.toPlanAgain == ["R1", "R2"])
    }

    @Test("added and removed requirements are told apart")
    func addedAndRemoved() throws {
        let difference = try difference {
            $0.replacing(
                "### R3 Sort\n`sort_it(items: list) -> list` sorts.", with: "### R4 Weigh\nThe scale shows grams.")
        }
        #expect(difference.added == ["R4"])
        #expect(difference.removed == ["R3"])
        #expect(difference.toPlanAgain == ["R4"])
    }

    @Test("the same text under another identifier is a renaming")
    func renamed() throws {
        let difference = try difference { $0.replacing("### R3 Sort", with: "### R7 Sort") }
        #expect(difference.renamed.map(\.old) == ["R3"])
        #expect(difference.renamed.map(\.new) == ["R7"])
        #expect(difference.added == [])
        #expect(difference.removed == [])
    }

    @Test("a requirement that changed its place has moved and needs no new plan")
    func moved() throws {
        let sort = "### R3 Sort\n`sort_it(items: list) -> list` sorts."
        let rest = Self.base.replacing(sort, with: "")
        let new = try spec(rest.replacing("### R1 Read", with: sort + "\n\n### R1 Read"))
        let difference = SpecDifference(old: try spec(Self.base), new: new)
        #expect(difference.moved == ["R3"])
        #expect(difference.isEmpty)
        #expect(difference.toPlanAgain == [])
    }

    @Test("a changed section that applies to everything plans everything again")
    func context() throws {
        let difference = try difference { $0.replacing("# T\n", with: "# T\n\nAll numbers are cents.\n") }
        #expect(difference.changedContext == ["T"])
        #expect(difference.toPlanAgain == ["R1", "R2", "R3"])
    }
}

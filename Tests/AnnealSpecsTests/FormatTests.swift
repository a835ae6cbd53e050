import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Formats")
struct FormatTests {
    @Test("headings with identifiers are requirements, their items and sentences criteria")
    func identifiers() throws {
        let document = try spec(
            """
            ---
            team:
              size: 2
            deadline: 2026-12-01
            ---
            # Tide tables

            All functions live in `tides.py`. Python 3.11.

            ## Terms

            A **height** is a number of centimetres.

            ## Requirements

            ### R1 Read a height
            `read_height(text: str) -> int` returns the height. White space is ignored.

            - `read_height("12 cm")` returns `12`.
            - Anything else raises `ValueError`, see R2.

            ### R2 `highest`
            `highest(heights: list[int]) -> int | None` returns the greatest.
            """)
        #expect(document.format == .markdown)
        #expect(document.title == "Tide tables")
        #expect(document.frontMatter == ["team.size": "2", "deadline": "2026-12-01"])
        #expect(document.requirements.map(\.id) == ["R1", "R2"])
        #expect(document.requirements[0].title == "Read a height")
        #expect(document.requirements[0].criteria.map(\.id) == ["R1.1", "R1.2", "R1.3", "R1.4"])
        #expect(document.requirements[0].references == ["R2"])
        #expect(document.requirements[0].location == SourceLocation(line: 16))
        #expect(document.requirements[0].criteria[2].examples.map(short) == [#"read_height("12 cm") = 12"#])
        #expect(document.requirements[0].criteria[2].examples[0].location == SourceLocation(line: 19, column: 3))
        #expect(document.requirements[0].text.hasPrefix("`read_height(text: str) -> int` returns"))
        #expect(document.context.map(\.heading) == ["Tide tables", "Terms"])
        #expect(document.context[1].text == "A **height** is a number of centimetres.")
        let function = try #require(document.requirements[1].interfaces.first)
        #expect(function.kind == .function)
        #expect(function.name == "highest")
        #expect(function.qualifier == "tides.py")
        #expect(function.signature == "highest(heights: list[int]) -> int | None")
    }

    @Test("Spec Kit: FR items are requirements, scenarios go to the one they fit, SC stay outcomes")
    func speckit() throws {
        let document = try spec(
            """
            # Feature Specification: Ferry queue

            ## User Scenarios & Testing

            ### User Story 1 - Join (Priority: P1)

            **Acceptance Scenarios**:

            1. **Given** an empty queue, **When** a car joins, **Then** its ticket is 1.

            ### User Story 2 - Weigh (Priority: P2)

            **Acceptance Scenarios**:

            1. **Given** a lorry heavier than the deck allows, **When** it is weighed, **Then** it is refused.

            ## Requirements

            ### Functional Requirements

            - **FR-001**: System MUST give each car that joins the queue a ticket with `queue.join(car)`. Tickets count from 1.
            - **FR-002**: System MUST refuse a lorry above the deck's limit. [NEEDS CLARIFICATION: which limit?]

            ## Success Criteria

            - **SC-001**: Nobody waits longer than an hour.
            """)
        #expect(document.format == .speckit)
        #expect(document.title == "Ferry queue")
        #expect(document.requirements.map(\.id) == ["FR-001", "FR-002"])
        #expect(document.requirements.map(\.priority) == [1, 2])
        #expect(document.requirements[0].criteria.map(\.form) == [.obligation, .statement, .scenario])
        #expect(document.requirements[1].criteria.last?.form == .scenario)
        #expect(document.successCriteria.count == 1)
        #expect(document.openQuestions.map(\.text) == ["which limit?"])
        #expect(document.openQuestions[0].isBlocking)
    }

    @Test("Kiro: requirement N has the criteria N.M of its list")
    func kiro() throws {
        let document = try spec(
            """
            # Requirements Document

            ## Requirements

            ### Requirement 1: Seeds

            **User Story:** As a gardener, I want seeds counted, so that I can order.

            #### Acceptance Criteria

            1. WHEN `countSeeds(bag)` is called THE SYSTEM SHALL return the number in `src/seeds.mjs`.
            2. IF the bag is empty THEN THE SYSTEM SHALL return `0`.

            ### Requirement 2: Beds

            #### Acceptance Criteria

            1. THE SYSTEM SHALL name each bed, as in Requirement 1.
            """)
        #expect(document.format == .kiro)
        #expect(document.requirements.map(\.id) == ["1", "2"])
        #expect(document.requirements[0].criteria.map(\.id) == ["1.1", "1.2"])
        #expect(document.requirements[0].criteria.allSatisfy { $0.form == .ears })
        #expect(document.requirements[1].references == ["1"])
        #expect(document.requirements[0].interfaces.first?.qualifier == "src/seeds.mjs")
    }

    @Test("OpenSpec: scenarios are criteria, removed requirements are no goals")
    func openspec() throws {
        let document = try spec(
            """
            ## ADDED Requirements

            ### Requirement: Night mode
            The lamp SHALL dim at night.

            #### Scenario: After ten
            - **WHEN** it is 22:00
            - **THEN** the lamp is at 10 %

            ## REMOVED Requirements

            ### Requirement: Party mode
            """)
        #expect(document.format == .openspec)
        #expect(document.requirements.map(\.id) == ["night-mode"])
        #expect(document.requirements[0].criteria.map(\.form) == [.obligation, .scenario])
        #expect(document.requirements[0].criteria[1].text.contains("22:00"))
        #expect(document.nonGoals.map(\.text) == ["Removed: Party mode"])
    }

    @Test("without identifiers, headings or sentences with MUST become requirements")
    func loose() throws {
        let byHeading = try spec(
            "# Kiln\n\nIntro.\n\n## Firing curve\n\nIt must rise slowly.\n\n## Cooling\n\nIt must not crack.\n\n## Out of scope\n\n- Glazes\n"
        )
        #expect(byHeading.requirements.map(\.id) == ["firing-curve", "cooling"])
        #expect(byHeading.nonGoals.map(\.text) == ["Glazes"])
        let byItem = try spec(
            "# Bell\n\n- The bell must ring at noon.\n- The bell must be silent at night.\n- It is old.\n")
        #expect(byItem.requirements.map(\.id) == ["the-bell-must-ring-at-noon", "the-bell-must-be-silent-at-night"])
        let whole = try spec("# Add\n\nWrite `add(a, b)`: `add(1, 2)` is `3`.\n")
        #expect(whole.requirements.count == 1)
        #expect(whole.requirements[0].examples.map(short) == ["add(1, 2) = 3"])
    }

    @Test("rows of a table with identifiers are requirements")
    func table() throws {
        let document = try spec(
            "# Gate\n\n| ID | Requirement |\n| --- | --- |\n| R1 | The gate MUST open. |\n| R2 | The gate MUST close. |\n"
        )
        #expect(document.requirements.map(\.id) == ["R1", "R2"])
        #expect(document.requirements[1].text.contains("The gate MUST close."))
        #expect(document.requirements[1].location.line == 6)
    }

    @Test("a requirement keeps its fingerprint under edits elsewhere and re-wrapping")
    func identity() throws {
        let before = try spec(python("One thing. Another thing."))
        let after = try spec(
            "# Other\n\nMore text.\n\n## Notes\n\nNew.\n\n### R9 New\nNew.\n\n### R1 Work\nOne thing.\nAnother\nthing.\n"
        )
        let one = try #require(before.requirements.first)
        let other = try #require(after.requirements.first { $0.id == "R1" })
        #expect(one.fingerprint == other.fingerprint)
        #expect(try spec(python("One thing. Another matter.")).requirements[0].fingerprint != one.fingerprint)
    }

    @Test("JSON of a document reads back as the same document")
    func json() throws {
        let document = try spec(python("- `f(1)` returns `2`.\n- `f(-1)` raises `ValueError`."))
        #expect(try CanonicalJSON.decode(SpecDocument.self, from: CanonicalJSON.data(document)) == document)
    }
}

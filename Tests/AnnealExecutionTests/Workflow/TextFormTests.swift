import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("The form of a text, read off examples")
struct TextFormTests {
    private static let seats = """
        # Seats

        One Python module, `numbers_.py`. Python 3.11.

        ## Requirements

        ### R1 Read
        `row(code: str) -> int` gives the row of a seat.

        - `row("K03-07")` returns `3`.
        - Anything else raises `ValueError`: `row("K3-07")`.
        """

    private func form(
        _ shown: [(String, String)], refused: [String] = [], ranges: String = "", error: String? = "ValueError"
    ) -> TextForm? {
        TextForm(
            shown: shown.map { TextForm.Shown(text: $0.0, result: $0.1) }, refused: refused, error: error,
            ranges: RepairTemplates.bounds(in: ranges))
    }

    @Test("runs of digits and letters are groups, signs between them stay")
    func groups() {
        #expect(form([("07:30", "450")])?.pattern == #"(\d{2}):(\d{2})"#)
        #expect(form([("5:3", "[5, 3]"), ("12:40", "[12, 40]")])?.pattern == #"(\d+):(\d+)"#)
        #expect(form([("1.2.3", "(1, 2, 3)"), ("10.0.1", "(10, 0, 1)")])?.pattern == #"(\d+)\.(\d+)\.(\d+)"#)
        #expect(form([("3d6", "11"), ("1d20", "9")])?.pattern == #"(\d+)d(\d+)"#)
        #expect(form([("a-b", "(\"a\", \"b\")")])?.pattern == #"([a-z])\-([a-z])"#)
    }

    @Test("signs that end a text or mean something in an expression are escaped")
    func escaped() {
        #expect(form([("07\"(01/02)", "7")])?.pattern == #"(\d{2})\"\((\d{2})\/(\d{2})\)"#)
        #expect(form([("07\"05/2+", "7"), ("09\"06/11+", "9")])?.pattern == #"(\d{2})\"(\d{2})\/(\d+)\+"#)
    }

    @Test("signs that differ are any of them")
    func signs() {
        #expect(form([("01,5", "15"), ("02.7", "27")])?.pattern == #"(\d{2})[,\.](\d{1})"#.replacing("{1}", with: ""))
    }

    @Test("letters that come back in the result are a group, others a unit")
    func units() {
        #expect(form([("12kg", "(12, \"kg\")"), ("5kg", "(5, \"kg\")")])?.pattern == #"(\d+)([a-z]+)"#)
        #expect(form([("90m", "90"), ("5m", "5")])?.pattern == #"(\d+)m"#)
    }

    @Test("white space and case are those of which examples show that they do not matter")
    func normalised() {
        let found = form([("K3-07", "(\"K\", 3, 7)"), (" k3-07 ", "(\"K\", 3, 7)")])
        #expect(found?.trims == true)
        #expect(found?.letterCase == .upper)
        #expect(found?.pattern == #"([A-Z])(\d)\-(\d{2})"#)
        #expect(form([("ab:01", "1"), ("AB:01", "1")])?.letterCase == .lower)
        let plain = form([("K3-07", "(\"K\", 3, 7)")])
        #expect(plain?.trims == false && plain?.letterCase == nil)
    }

    @Test("numbers have as many digits as in the examples where another number is refused")
    func lengths() {
        let texts = [("12-34", "1"), ("56-7", "2")]
        #expect(form(texts)?.pattern == #"(\d+)\-(\d+)"#)
        #expect(form(texts, refused: ["1-34"])?.pattern == #"(\d{2})\-(\d+)"#)
    }

    @Test("ranges bound the groups that they belong to")
    func ranges() {
        let all = form(
            [("K03-07", "(\"K\", 3, 7)")], ranges: "a letter `A` to `M`, a row `01`–`40` and a seat `01`–`12`")
        #expect(all?.pattern == #"([A-M])(\d{2})\-(\d{2})"#)
        #expect(
            all?.bounds == [TextForm.Bounds(group: 2, low: 1, high: 40), TextForm.Bounds(group: 3, low: 1, high: 12)])
        // One range, and a text that it alone excludes.
        let one = form([("03:07", "7")], refused: ["03:75"], ranges: "minutes are 0 to 59")
        #expect(one?.bounds == [TextForm.Bounds(group: 2, low: 0, high: 59)])
        // It may be either's.
        #expect(form([("03:07", "7")], refused: ["99:99"], ranges: "parts are 0 to 59")?.bounds == [])
        // It excludes what is right.
        #expect(form([("03:70", "7")], refused: ["03:75"], ranges: "minutes are 0 to 59")?.bounds == [])
    }

    @Test("texts without a form in common have none")
    func none() {
        #expect(form([]) == nil)
        #expect(form([("12", "12")]) == nil)
        #expect(form([("12kg", "12"), ("12.5kg", "12.5")]) == nil)
        #expect(form([("a1", "1"), ("a1b", "2")]) == nil)
        #expect(form([("5 €", "5")]) == nil)
        #expect(form([("--", "0")]) == nil)
        // Others may be negative or fractions, or of several words.
        #expect(form([("3,4", "(3, 4)")]) == nil)
        #expect(form([("apples:5", "(\"apples\", 5)"), ("pears:12", "(\"pears\", 12)")]) == nil)
        #expect(form([("ABC-07", "(\"ABC\", 7)")])?.pattern == #"([A-Z]+)\-(\d{2})"#)
    }

    @Test("pieces that some texts lack are optional")
    func optional() {
        #expect(form([("1h30m", "90"), ("1h", "60"), ("45m", "45")])?.pattern == #"(?=.)(?:(\d+)h)?(?:(\d+)m)?"#)
        #expect(form([("1h 30m", "90"), ("45m", "45")])?.pattern == #"(?:(\d+)h )?(\d+)m"#)
        #expect(form([("1h 30m", "90"), ("2h", "120")])?.pattern == #"(\d+)h(?: (\d+)m)?"#)
        #expect(
            form([("07:05:30", "25530"), ("23:10", "83400")])?.pattern == #"(\d{2}):(\d{2})(?::(\d{2}))?"#)
        #expect(form([("1.2.3", "(1, 2, 3)"), ("4.5", "(4, 5, 0)")])?.pattern == #"(\d+)\.(\d+)(?:\.(\d+))?"#)
        #expect(form([("B07-12-C", "1"), ("A03-01", "2")])?.pattern == #"([A-Z])(\d{2})\-(\d{2})(?:\-([A-Z]))?"#)
    }

    @Test("a text that fits a long one in no way is found out without trying all ways")
    func manyWays() {
        let long = Array(repeating: "1", count: 12).joined(separator: ".") + "x"
        let short = Array(repeating: "1", count: 6).joined(separator: ".") + "y"
        #expect(form([(long, "1"), (short, "2")]) == nil)
    }

    @Test("a bound of a group that may be missing is looked at where it is there")
    func optionalBounds() throws {
        let found = try #require(
            form([("07:05:30", "1"), ("23:10", "2")], refused: ["07:05:61"], ranges: "seconds are 0 to 59"))
        #expect(found.bounds == [TextForm.Bounds(group: 3, low: 0, high: 59, isOptional: true)])
        let python = PythonLanguage().beginning(
            of: Interface(
                kind: .function, name: "seconds", signature: "seconds(time: str) -> int",
                location: AnnealFoundation.SourceLocation(line: 1)), in: "", path: "a.py", kind: .readsForm(found))
        #expect(
            python?.contains("if match is None or (match.group(3) and not 0 <= int(match.group(3)) <= 59):") == true)
        let letters = form(
            [("K03-07-B", "1"), ("L03-08", "2")],
            ranges: "a letter `A` to `M`, a row `01`–`40`, a seat `01`–`12`, a side `A` to `C`")
        #expect(letters?.pattern == #"([A-M])(\d{2})\-(\d{2})(?:\-([A-C]))?"#)
    }

    @Test("a function is begun with the expression and its bounds, in both languages")
    func begun() throws {
        let seat = try #require(
            form(
                [("K03-07", "(\"K\", 3, 7)"), ("k03-07 ", "(\"K\", 3, 7)")], refused: ["K41-07"],
                ranges: "rows are `01`–`40`"))
        let interface = { (signature: String) in
            Interface(
                kind: .function, name: "seat", signature: signature, location: AnnealFoundation.SourceLocation(line: 1))
        }
        let python = PythonLanguage().beginning(
            of: interface("seat(code: str) -> tuple"), in: "", path: "a.py", kind: .readsForm(seat))
        #expect(
            python == """
                import re


                def seat(code: str) -> tuple:
                    match = re.fullmatch(r"([A-Z])(\\d{2})\\-(\\d{2})", code.strip().upper())
                    if match is None or not 1 <= int(match.group(2)) <= 40:
                        raise ValueError(
                """)
        let javaScript = JavaScriptLanguage().beginning(
            of: interface("seat(code)"), in: "", path: "a.mjs", kind: .readsForm(seat))
        #expect(
            javaScript == """
                export function seat(code) {
                  const match = /^([A-Z])(\\d{2})\\-(\\d{2})$/.exec(code.trim().toUpperCase());
                  if (match === null || Number(match[2]) < 1 || Number(match[2]) > 40) {
                    throw new ValueError(
                """)
        let method = Interface(
            kind: .function, name: "seat", qualifier: "Hall", signature: "seat(code)",
            location: AnnealFoundation.SourceLocation(line: 1)
        )
        let within = JavaScriptLanguage().beginning(
            of: method, in: "class Hall {\n  seat(code) {\n    return 1;\n  }\n}\n", path: "a.mjs",
            kind: .readsForm(seat))
        #expect(within?.hasPrefix("class Hall {\n  seat(code) {\n    const match = /^([A-Z])") == true)
    }

    @Test("a nearly right form is the first that is asked for, and an open expression the second")
    func asked() async throws {
        let end = ScriptedAnswer("\"no seat\")\n    return int(match.group(2))\n```")
        let ended = try await NumbersScene.run(
            [end], text: Self.seats, settings: ["workflow.mutations": "40"], prefills: true)
        #expect(ended.arms == ["generate-greedy-begun"])
        #expect(ended.code.contains(#"re.fullmatch(r"([A-Z])(\d{2})\-(\d{2})", code)"#))
        #expect(ended.attempt.unmet == 0)
    }

    @Test("where nothing comes of it, the next batch goes on from an open expression")
    func open() async throws {
        let wrong = (0..<9).map { ScriptedAnswer("\"no seat\")\n    return \($0 + 10)\n```") }
        let right = ScriptedAnswer(
            "[A-Z](\\d\\d)-\\d\\d\", code)\n    if not match:\n        raise ValueError(code)\n    return int(match.group(1))\n```"
        )
        let ended = try await NumbersScene.run(
            wrong + [right], text: Self.seats,
            settings: ["workflow.rounds": "9", "workflow.patience": "9"], prefills: true)
        #expect(ended.arms.filter { $0 == "generate-1-begun" }.count == 2, "\(ended.arms)")
        #expect(ended.code.contains(#"re.fullmatch(r"[A-Z](\d\d)-\d\d", code)"#), "\(ended.code)")
        #expect(ended.attempt.unmet == 0)
    }
}

import AnnealSafety
import Testing

@Suite("Foreign text at a terminal")
struct VisibleTextTests {
    @Test(
        "what moves the cursor, hides or turns the direction is written out",
        arguments: [
            ("a\u{1B}[2Kb", "a\\u{1B}[2Kb"), ("rm x\rls y", "rm x\\u{D}ls y"), ("a\u{8}b", "a\\u{8}b"),
            ("\u{202E}cod", "\\u{202E}cod"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
            ("a\u{200B}b", "a\\u{200B}b"), ("a\u{9B}1mb", "a\\u{9B}1mb"), ("a\u{A0}b", "a\\u{A0}b"),
            ("a\u{E0041}b", "a\\u{E0041}b"), ("a\u{2028}b", "a\\u{2028}b"), ("a\u{3164}b", "a\\u{3164}b"),
            ("plain \"text\"\tgr\u{FC}\u{DF} \u{4F60}", "plain \"text\"\tgr\u{FC}\u{DF} \u{4F60}"),
        ])
    func escaped(text: String, shown: String) {
        #expect(VisibleText.lines(text) == [shown])
    }

    @Test("lines end at line feeds alone")
    func lines() {
        #expect(VisibleText.lines("a\r\nb\n") == ["a\\u{D}", "b", ""])
        #expect(VisibleText.line("a\nb") == "a⏎b")
    }
}

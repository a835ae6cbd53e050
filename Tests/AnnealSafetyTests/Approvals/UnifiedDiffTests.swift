import AnnealSafety
import Testing

@Suite("UnifiedDiff")
struct UnifiedDiffTests {
    @Test("shows what goes and what comes with three lines around it, each place with its heading")
    func places() {
        let old = (1...20).map { "line \($0)\n" }
        var new = old
        new[1] = "second\n"
        new.remove(at: 14)
        new.append("last\n")
        let difference = UnifiedDiff(from: old.joined(), to: new.joined(), path: "ci.yml")
        #expect(
            difference.lines == [
                "--- a/ci.yml", "+++ b/ci.yml",
                "@@ -1,5 +1,5 @@", " line 1", "-line 2", "+second", " line 3", " line 4", " line 5",
                "@@ -12,9 +12,9 @@", " line 12", " line 13", " line 14", "-line 15", " line 16", " line 17", " line 18",
                " line 19", " line 20", "+last",
            ])
    }

    @Test("tells new files, files that go, and lines without an end")
    func ends() {
        #expect(
            UnifiedDiff(from: nil, to: "a\nb", path: "x").lines
                == ["--- /dev/null", "+++ b/x", "@@ -0,0 +1,2 @@", "+a", "+b", "\\ No newline at end of file"])
        #expect(
            UnifiedDiff(from: "a\n", to: nil, path: "x").lines == ["--- a/x", "+++ /dev/null", "@@ -1 +0,0 @@", "-a"])
    }

    @Test("compares bytes: what looks the same is shown where it is not")
    func bytes() {
        let lines = UnifiedDiff(from: "caf\u{E9}\r\n", to: "cafe\u{301}\n", path: "x").lines
        #expect(lines.count == 5)
        #expect(lines.dropFirst(3).map(\.first) == ["-", "+"])
        #expect(UnifiedDiff(from: "a\n", to: "a\n", path: "x").lines.count == 2)
    }

    @Test("is bounded, and says how much is not shown; a large one is made without a search")
    func bounded() {
        let difference = UnifiedDiff(
            from: nil, to: (0..<6000).map { "\($0)\n" }.joined(), path: "x")
        #expect(difference.lines.count == 6003)
        let shown = difference.shown(limit: 60)
        #expect(shown.count == 60)
        #expect(shown.last == "… 5944 more lines are not shown")
        #expect(UnifiedDiff(from: "a\n", to: "b\n", path: "x").shown(limit: 60).count == 5)
    }
}

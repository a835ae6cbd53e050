import Testing

@testable import AnnealContext

@Suite("Rules of .gitignore")
struct IgnoreRulesTests {
    @Test(
        "patterns match as git's do",
        arguments: [
            ("*.o", "a.o", false, true), ("*.o", "d/a.o", false, true), ("/a", "a", false, true),
            ("/a", "d/a", false, nil),
            ("build/", "build", true, true), ("build/", "build", false, nil), ("d/*.c", "d/a.c", false, true),
            ("d/*.c", "d/e/a.c", false, nil), ("**/logs", "x/y/logs", true, true), ("a/**/z", "a/b/c/z", false, true),
            ("a/**/z", "a/z", false, true), ("a/**", "a/b/c", false, true), ("?.c", "ab.c", false, nil),
            ("[a-c]x", "bx", false, true), ("[!a-c]x", "bx", false, nil), ("\\#a", "#a", false, true),
            ("# a", "# a", false, nil), ("*.log\n!keep.log", "keep.log", false, false), ("a ", "a", false, true),
            ("[", "[", false, nil),
        ] as [(String, String, Bool, Bool?)])
    func patterns(rules: String, path: String, isFolder: Bool, verdict: Bool?) {
        #expect(IgnoreRules(rules).verdict(on: path, isFolder: isFolder) == verdict, "\(rules) on \(path)")
    }

    @Test("patterns that are made to be slow end", .timeLimit(.minutes(1)))
    func slow() {
        let letters = String(repeating: "a", count: 250)
        let stars = String(repeating: "*a", count: 60) + "*b"
        #expect(IgnoreRules(stars).verdict(on: letters, isFolder: false) == nil)
        #expect(IgnoreRules(stars).verdict(on: letters + "b", isFolder: false) == true)
        let folders = Array(repeating: "**/a", count: 30).joined(separator: "/") + "/b"
        #expect(
            IgnoreRules(folders).verdict(on: Array(repeating: "a", count: 100).joined(separator: "/"), isFolder: false)
                == nil)
    }
}

import Testing

@testable import AnnealContext

@Suite("Tests of a file")
struct TestedFilesTests {
    private func tests(_ paths: [String]) -> [String: Set<String>] {
        let files = paths.enumerated().map { number, path in
            IndexedFile(
                id: UInt32(number), path: path, size: 1, category: .of(path: path, head: []), lengths: [], length: 1)
        }
        let found = TestedFiles(files).tests.map { (paths[$0.key], Set($0.value.map { paths[$0] })) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    @Test("are told by the usual names of several languages")
    func names() {
        #expect(
            tests([
                "src/parser.py", "tests/test_parser.py", "pkg/walk.go", "pkg/walk_test.go", "Sources/A/Lexer.swift",
                "Tests/ATests/LexerTests.swift", "lib/util.js", "lib/util.test.js", "app/user.rb", "spec/user_spec.rb",
            ]) == [
                "src/parser.py": ["tests/test_parser.py"], "pkg/walk.go": ["pkg/walk_test.go"],
                "Sources/A/Lexer.swift": ["Tests/ATests/LexerTests.swift"], "lib/util.js": ["lib/util.test.js"],
                "app/user.rb": ["spec/user_spec.rb"],
            ])
    }

    @Test("of several files with the name the one in folders of the same names counts; of many none")
    func namesakes() {
        #expect(
            tests(["a/x/io.py", "b/y/io.py", "tests/b/y/test_io.py"]) == ["b/y/io.py": ["tests/b/y/test_io.py"]])
        #expect(tests((0..<5).map { "m\($0)/io.py" } + ["tests/test_io.py"]).isEmpty)
        #expect(tests(["tests/test_gone.py", "tests/helpers.py", "tests/test.py"]).isEmpty)
    }

    @Test("a file gains from a test that has the query's words")
    func signal() throws {
        let files = [
            "app/lease.py": "def hold():\n    return 1\n", "app/other.py": "def expire_now():\n    return 2\n",
            "tests/test_lease.py": "def test_leases_expire_at_midnight():\n    hold()\n",
        ]
        let results = try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            return try RepositorySearch(index: index).search("expire at midnight", limit: 5)
        }
        #expect((results.first { $0.path == "app/lease.py" }?.signals["tests"] ?? 0) > 0)
        #expect(results.first { $0.path == "app/other.py" }?.signals["tests"] == nil)
    }
}

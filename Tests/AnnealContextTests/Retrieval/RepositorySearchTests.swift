import AnnealContext
import Foundation
import Testing

@Suite("Search in a repository")
struct RepositorySearchTests {
    private let files = [
        "app/cache/lru.py":
            "class LeastRecentCache:\n    \"\"\"Evicts the entry that was not used for longest.\"\"\"\n    def evict_entry(self):\n        self.entries.pop(0)\n",
        "app/queue.py":
            "from app.cache.lru import LeastRecentCache\n\ndef enqueue(job):\n    LeastRecentCache().evict_entry()\n",
        "app/http/client.py": "def send_request(url, timeout):\n    raise TimeoutError('request timed out')\n",
        "app/other.py": "def nothing():\n    return None\n",
        "tests/test_client.py": "def test_send_request():\n    send_request('u', timeout=1)\n",
        "docs/client.md": "send_request sends a request with a timeout\n",
    ]

    private func results(_ query: String, without: SearchSignals = []) throws -> [SearchResult] {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            return try RepositorySearch(index: index).search(query, limit: 10, signals: .all.subtracting(without))
        }
    }

    @Test(
        "the file that a text is about comes first",
        arguments: [
            ("evict the least recent entry from the cache", "app/cache/lru.py"),
            ("sending requests: raise when a request timed out", "app/http/client.py"),
            ("sendRequest", "app/http/client.py"), ("enqueue jobs", "app/queue.py"), ("lru", "app/cache/lru.py"),
        ])
    func first(query: String, path: String) throws {
        #expect(try results(query).first?.path == path)
    }

    @Test("tests and documents come behind the code unless they are asked for")
    func categories() throws {
        #expect(try results("send_request timeout").first?.path == "app/http/client.py")
        #expect(try results("fix the test of send_request").first?.path == "tests/test_client.py")
    }

    @Test("a result says which words matched where, and what each signal added")
    func reasons() throws {
        let result = try #require(try results("evict_entry").first)
        #expect(result.path == "app/cache/lru.py")
        let match = try #require(result.matches.first { $0.word == "evict_entry" })
        #expect(match.fields == ["definition"])
        let sum = result.signals.values.reduce(0, +)
        #expect(abs(sum - result.score) < 1e-3)
        #expect(result.line == 1)
    }

    @Test("a file without the words is found by what it is used with")
    func graph() throws {
        let with = try results("longest used entry")
        #expect(with.first?.path == "app/cache/lru.py")
        #expect((with.first { $0.path == "app/queue.py" }?.signals["graph"] ?? 0) > 0)
        #expect(try results("longest used entry", without: .graph).allSatisfy { $0.signals["graph"] == nil })
    }

    @Test("what a file in play uses gains, also where the query leads elsewhere")
    func inPlay() throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            let search = RepositorySearch(index: index)
            func gain(_ paths: [String]) throws -> Double {
                try search.search("send a request", limit: 10, inPlay: paths)
                    .first { $0.path == "app/cache/lru.py" }?.signals["graph"] ?? 0
            }
            #expect(try gain([]) == 0)
            #expect(try gain(["app/queue.py"]) > 0)
            #expect(try gain(["no/such.py"]) == 0)
        }
    }

    @Test(
        "a signal that is left out adds nothing",
        arguments: SearchSignals.named.map(\.name).filter { $0 != "families" && $0 != "category" })
    func leftOut(name: String) throws {
        let signal = try #require(SearchSignals.named.first { $0.name == name }?.signal)
        #expect(try results("request timeout", without: signal).allSatisfy { $0.signals[name] == nil })
    }

    @Test(
        "queries without words, or with none that is known, find nothing",
        arguments: ["", "???", "\n\n", "the of and", "xylophone"])
    func nothing(query: String) throws {
        #expect(try results(query).isEmpty)
    }

    @Test("a limit below one is refused")
    func limit() throws {
        try IndexedFolder.with(files) { folder in
            let search = RepositorySearch(index: try folder.open())
            #expect(throws: IndexError.self) { try search.search("request", limit: 0) }
        }
    }

    @Test("the same query has the same answer, in an index made in one go or file by file")
    func repeatable() throws {
        let whole = try results("request timeout cache").map(\.path)
        let single = try IndexedFolder.with([:]) { folder in
            let index = try folder.open()
            for (path, text) in files.sorted(by: { $0.key > $1.key }) {
                try folder.write(text, to: path)
                try index.update(paths: [path])
            }
            return try RepositorySearch(index: index).search("request timeout cache", limit: 10).map(\.path)
        }
        #expect(Set(whole) == Set(single))
        #expect(whole.first == single.first)
    }

    @Test("very long queries are cut, and very odd ones do no harm")
    func longQuery() throws {
        let words = (0..<5000).map { "word\($0)" }.joined(separator: " ") + " evict"
        #expect(try results("evict " + words).first?.path == "app/cache/lru.py")
        #expect(try results("\u{0}\u{FFFF}'\";DROP TABLE file; evict").first?.path == "app/cache/lru.py")
    }
}

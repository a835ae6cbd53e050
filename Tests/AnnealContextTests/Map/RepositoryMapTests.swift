import AnnealContext
import Foundation
import Testing

@Suite("The map of a repository")
struct RepositoryMapTests {
    private let files = [
        "core/store.py": "class RecordStore:\n    def load_record(self, key):\n        return key\n",
        "a.py": "from core.store import RecordStore\n\ndef run_first():\n    return RecordStore().load_record(1)\n",
        "b.py": "from core.store import RecordStore\n\ndef run_second():\n    return RecordStore().load_record(2)\n",
        "tests/test_b.py": "def test_second():\n    run_second()\n",
    ]

    private func map(query: String? = nil, tokens: Int) throws -> RepositoryMap {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            return try RepositoryMap(index: index, query: query, tokens: tokens)
        }
    }

    @Test("the file that others use comes first, with its declarations and their lines")
    func ranked() throws {
        let map = try map(tokens: 1000)
        #expect(map.entries.map(\.path).first == "core/store.py")
        #expect(map.entries.map(\.path).last == "tests/test_b.py")
        #expect(map.text.hasPrefix("core/store.py:\n  1: class RecordStore\n    2: def load_record(self, key)\n"))
        #expect(map.leftOut.isEmpty)
    }

    @Test("a query decides what comes first")
    func query() throws {
        #expect(try map(query: "run second", tokens: 1000).entries.first?.path == "b.py")
    }

    @Test("the budget holds, and what found no room is told", arguments: [1, 8, 20, 30])
    func budget(tokens: Int) throws {
        let map = try map(tokens: tokens)
        #expect(map.tokens <= tokens)
        #expect(map.entries.count + map.leftOut.count == 4)
        #expect(!map.leftOut.isEmpty)
    }

    @Test("tokens that somebody counts are those of the whole text, and fill the budget", arguments: [2, 9])
    func counted(bytesPerToken: Int) async throws {
        try await PackedFolder.with(files) { folder in
            let counter = AskedTokens(name: "bytes", isExact: true) {
                ($0.utf8.count + bytesPerToken - 1) / bytesPerToken
            }
            let whole = try RepositoryMap(index: folder.index, tokens: 10_000).text.utf8.count
            let budget = whole / 2 / bytesPerToken
            let map = try await RepositoryMap.counted(index: folder.index, tokens: budget, by: counter)
            let counted = try await counter.count(map.text)
            #expect(counted == map.tokens)
            #expect(map.tokens <= budget && !map.entries.isEmpty && !map.leftOut.isEmpty)
            let all = try await RepositoryMap.counted(index: folder.index, tokens: whole, by: counter)
            #expect(all.leftOut.isEmpty)
            let none = try await RepositoryMap.counted(index: folder.index, tokens: 1, by: counter)
            #expect(none.entries.isEmpty && none.leftOut.count == 4)
        }
    }

    @Test("a budget of nothing is refused")
    func none() {
        #expect(throws: IndexError.self) { try map(tokens: 0) }
    }
}

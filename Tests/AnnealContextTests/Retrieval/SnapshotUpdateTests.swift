import Foundation
import Testing

@testable import AnnealContext

@Suite("A snapshot of an index that is brought up to date")
struct SnapshotUpdateTests {
    private static let files = [
        "core/store.py": "def load_record(key):\n    return key\n",
        "core/view.py": "from core.store import load_record\n\ndef show_record():\n    load_record(1)\n",
        "core/paint.py": "from core.view import show_record\n\ndef paint():\n    show_record()\n",
        "tests/test_store.py": "def test_load_record():\n    load_record(2)\n",
        "lib/a.c": "int load(void) { return 1; }\n",
        "lib/a.h": "int load(void);\n", "README.md": "How to load a record and paint it.\n",
        "lib/long.py": (0..<60).map { "def step_\($0)(value):\n    return value + \($0)\n" }.joined(separator: "\n"),
    ]

    private func write(_ text: String, to path: String, in root: URL) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    private func expectSame(_ updated: IndexSnapshot, _ fresh: IndexSnapshot, _ step: String) {
        #expect(updated.files.map(\.path) == fresh.files.map(\.path), "\(step)")
        #expect(updated.files.map(\.id) == fresh.files.map(\.id), "\(step)")
        #expect(updated.pieceStarts == fresh.pieceStarts && updated.pieceLines == fresh.pieceLines, "\(step)")
        #expect(updated.piecePositions == fresh.piecePositions && updated.pieceLengths == fresh.pieceLengths, "\(step)")
        #expect(updated.references == fresh.references, "\(step)")
        #expect(updated.tests == fresh.tests, "\(step)")
        #expect(Set(updated.siblings.values) == Set(fresh.siblings.values), "\(step)")
        #expect(updated.folderCount == fresh.folderCount, "\(step)")
        #expect(updated.history.files == fresh.history.files, "\(step)")
        #expect(updated.history.commits == fresh.history.commits, "\(step)")
    }

    @Test("after few changes it is what a snapshot is that is read anew, and searches give the same")
    func same() async throws {
        try await GitFolder.with { git in
            try await git.commit("Load and paint records", Self.files)
            try await git.commit("Paint faster", ["core/paint.py": (Self.files["core/paint.py"] ?? "") + "# fast\n"])
            try await git.update()
            let search = RepositorySearch(index: git.index)
            var known = try git.index.read { try IndexSnapshot($0) }
            let steps: [(String, (URL) throws -> Void)] = [
                ("edit", { try write("def load_record(key):\n    return [key]\n", to: "core/store.py", in: $0) }),
                (
                    "edit again",
                    { try write("def load_record(key, more):\n    return more\n", to: "core/store.py", in: $0) }
                ),
                (
                    "two edits",
                    { root in
                        try write(
                            "def test_load_record():\n    assert load_record(2)\n", to: "tests/test_store.py", in: root)
                        try write("int load(void) { return 2; }\n", to: "lib/a.c", in: root)
                    }
                ),
                ("new file", { try write("def store_record():\n    show_record()\n", to: "core/new.py", in: $0) }),
                (
                    "moved file",
                    { root in
                        try FileManager.default.moveItem(
                            at: root.appending(path: "core/store.py"), to: root.appending(path: "lib/store.py"))
                    }
                ),
                ("gone file", { try FileManager.default.removeItem(at: $0.appending(path: "lib/a.h")) }),
                ("nothing", { _ in }),
            ]
            for (name, step) in steps {
                try step(git.root)
                try git.index.update()
                try compare(git.index, search, &known, name)
            }
            try await git.commit("Commit all of it", [:])
            try await git.update()
            try compare(git.index, search, &known, "commit")
        }
    }

    private func compare(
        _ index: RepositoryIndex, _ search: RepositorySearch, _ known: inout IndexSnapshot, _ step: String
    ) throws {
        let before = known
        let updated = try #require(try index.read { try IndexSnapshot($0, since: before) })
        expectSame(updated, try index.read { try IndexSnapshot($0) }, step)
        for query in ["load record", "paint records faster", "show_record", "step value"] {
            let anew = try RepositorySearch(index: index).search(query, limit: 20)
            #expect(try search.search(query, limit: 20) == anew, "\(step): \(query)")
        }
        known = updated
    }

    @Test("after many changes, and after the index was made anew, it is read anew")
    func anew() throws {
        try IndexedFolder.with(Self.files) { folder in
            let index = try folder.open()
            try index.update()
            let known = try index.read { try IndexSnapshot($0) }
            for number in 0...IndexSnapshot.fewFiles { try folder.write("x = \(number)\n", to: "m\(number).py") }
            try index.update()
            #expect(try index.read { try IndexSnapshot($0, since: known) } == nil)
            let search = RepositorySearch(index: index)
            #expect(try search.search("load_record", limit: 1).first?.path == "core/store.py")
            // An index that is made anew gives other files the same numbers and counts from the beginning.
            try FileManager.default.removeItem(at: folder.root.appending(path: "README.md"))
            try index.rebuild()
            try index.update()
            #expect(try index.read { try IndexSnapshot($0, since: known) } == nil)
            #expect(try search.search("load_record", limit: 1).first?.path == "core/store.py")
        }
    }
}

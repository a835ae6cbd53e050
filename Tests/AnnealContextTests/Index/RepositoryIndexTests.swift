import AnnealContext
import Foundation
import Testing

@Suite("The index of a repository")
struct RepositoryIndexTests {
    private let files = [
        "src/cache.py":
            "class LeastRecentCache:\n    \"\"\"Evicts what was not used.\"\"\"\n    def evict(self):\n        pass\n",
        "src/queue.py": "def enqueue(job):\n    return job\n", "README.md": "# Queue and cache\n",
    ]

    @Test("a second update reads nothing, a changed file alone is read, a removed one is gone")
    func incremental() throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            #expect(try index.update().changed == 3)
            #expect(try index.update().changed == 0)
            try folder.write("def enqueue(job, priority):\n    return job, priority\n", to: "src/queue.py")
            #expect(try index.update().changed == 1)
            #expect(try folder.found("priority").first == "src/queue.py")
            try FileManager.default.removeItem(at: folder.root.appending(path: "src/queue.py"))
            let report = try index.update()
            #expect(report.removed == 1)
            #expect(report.files == 2)
            #expect(try folder.found("priority") == [])
        }
    }

    @Test("a file with a new time and the same content is not indexed again")
    func touched() throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                ofItemAtPath: folder.root.appending(path: "src/queue.py").path)
            #expect(try index.update().changed == 0)
        }
    }

    @Test("one named file is brought up to date alone")
    func onePath() throws {
        try IndexedFolder.with(files) { folder in
            let index = try folder.open()
            try index.update()
            try folder.write("def first():\n    pass\n", to: "src/first.py")
            try folder.write("def second():\n    pass\n", to: "src/second.py")
            let report = try index.update(paths: ["src/first.py", "../outside.py", "src/none.py"])
            #expect(report.changed == 1)
            #expect(report.files == 4)
        }
    }

    @Test("many small updates find the same as one large one")
    func merging() throws {
        try IndexedFolder.with([:]) { folder in
            let index = try folder.open()
            var texts: [String: String] = [:]
            for number in 0..<60 {
                let path = "m\(number % 37).py"
                texts[path] = "def handler_\(number)(request):\n    return parse_\(number % 7)(request)\n"
                try folder.write(texts[path] ?? "", to: path)
                try index.update()
            }
            let many = try folder.found("parse_3 request handler", limit: 100)
            let one = try IndexedFolder.with(texts) { try $0.found("parse_3 request handler", limit: 100) }
            #expect(Set(many) == Set(one))
            #expect(many.first == one.first)
            #expect(many.count == 37)
        }
    }

    @Test("what .gitignore names, hidden folders and installed packages are left out")
    func ignored() throws {
        let more = [
            ".gitignore": "*.log\n/build/\n!keep.log\n", "a.log": "zebra", "keep.log": "zebra", "build/x.py": "zebra",
            "src/build/y.py": "zebra", ".hidden/z.py": "zebra", "node_modules/n/i.js": "zebra",
            "src/.gitignore": "secret*\n", "src/secret_key.py": "zebra",
        ]
        try IndexedFolder.with(files.merging(more, uniquingKeysWith: { $1 })) { folder in
            let found = try folder.found("zebra", limit: 2)
            #expect(Set(found) == ["keep.log", "src/build/y.py"])
        }
    }

    @Test("a folder that is none is refused with what to do")
    func noFolder() throws {
        let error = #expect(throws: IndexError.self) {
            try RepositoryIndex(root: "/nonexistent/repository", path: "/tmp/never.sqlite")
        }
        #expect(error?.code == .noFolder)
        #expect(error?.remedy != nil)
    }

    @Test("two processes' worth of updates at once leave one sound index")
    func concurrent() async throws {
        let texts = Dictionary(uniqueKeysWithValues: (0..<80).map { ("f\($0).py", "def work_\($0)(): return \($0)\n") })
        let base = FileManager.default.temporaryDirectory.appending(path: "anneal-index-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: base) }
        let folder = IndexedFolder(root: base.appending(path: "repo"), database: base.appending(path: "index.sqlite"))
        for (path, text) in texts { try folder.write(text, to: path) }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try folder.open().update().files }
            }
            for try await files in group { #expect(files == 80) }
        }
        #expect(try folder.found("work_17", limit: 1) == ["f17.py"])
    }
}

import AnnealContext
import Foundation
import Testing

@Suite("The index and bad input")
struct DamagedInputTests {
    @Test("a damaged index is made anew, and that is told")
    func damagedIndex() throws {
        try IndexedFolder.with(["a.py": "def alpha(): pass\n"]) { folder in
            try folder.open().update()
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder.database.path + ending)
            }
            try Data(repeating: 0x5A, count: 9000).write(to: folder.database)
            let index = try folder.open()
            let report = try index.update()
            #expect(report.rebuilt?.contains("damaged") == true)
            #expect(report.changed == 1)
            #expect(try folder.found("alpha") == ["a.py"])
        }
    }

    @Test("pages that are damaged behind a sound beginning are found and made anew")
    func damagedPages() throws {
        let texts = Dictionary(
            uniqueKeysWithValues: (0..<60).map { ("f\($0).py", "def work_\($0)(alpha\($0), beta): return \($0)\n") })
        try IndexedFolder.with(texts) { folder in
            try folder.open().update()
            // Closing moved the log into the file; everything but the first page is overwritten.
            let handle = try FileHandle(forWritingTo: folder.database)
            let size = try handle.seekToEnd()
            try handle.seek(toOffset: 4096)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
            try handle.close()
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder.database.path + ending)
            }
            let report = try folder.open().update()
            #expect(report.rebuilt != nil)
            #expect(report.files == 60)
        }
    }

    @Test("an index of another version is made anew")
    func otherFile() throws {
        try IndexedFolder.with(["a.py": "def alpha(): pass\n"]) { folder in
            try Data().write(to: folder.database)
            #expect(try folder.open().update().files == 1)
        }
    }

    @Test("links that lead in circles or out of the tree are not followed")
    func links() throws {
        try IndexedFolder.with(["src/a.py": "def alpha(): pass\n"]) { folder in
            let manager = FileManager.default
            try manager.createSymbolicLink(
                at: folder.root.appending(path: "src/loop"), withDestinationURL: folder.root)
            try manager.createSymbolicLink(
                at: folder.root.appending(path: "self"), withDestinationURL: folder.root.appending(path: "self"))
            try manager.createSymbolicLink(
                at: folder.root.appending(path: "hosts"), withDestinationURL: URL(fileURLWithPath: "/etc/hosts"))
            #expect(try folder.open().update().files == 1)
        }
    }

    @Test("bytes that are no UTF-8 cost nothing but themselves")
    func invalidText() throws {
        try IndexedFolder.with([:]) { folder in
            try folder.write(
                Data("def caf\u{E9}_menu(): ".utf8) + Data([0xFF, 0xFE, 0xC3, 0x28]) + Data("\nalpha = 1\n".utf8),
                to: "a.py")
            try folder.write(Data([0xC3]), to: "b.py")
            #expect(try folder.open().update().files == 2)
            #expect(try folder.found("alpha") == ["a.py"])
        }
    }

    @Test("large, binary and minified files are found by their names alone")
    func leftOut() throws {
        try IndexedFolder.with(["small.py": "def alpha(): pass\n"]) { folder in
            try folder.write(Data("alpha".utf8) + Data([0, 1, 2]), to: "tool.bin")
            try folder.write(String(repeating: "alpha=1;", count: 10_000), to: "bundle.js")
            let large = folder.root.appending(path: "large.js")
            try folder.write("alpha", to: "large.js")
            // Fifty million bytes in one line, without writing them.
            try FileHandle(forWritingTo: large).truncate(atOffset: 50_000_000)
            let report = try folder.open().update()
            #expect(report.leftOut == ["tool.bin": "binary", "bundle.js": "minified", "large.js": "large"])
            #expect(try folder.found("alpha") == ["small.py"])
            #expect(try folder.found("bundle") == ["bundle.js"])
        }
    }

    @Test("a file that cannot be read is told and passed over", .enabled(if: getuid() != 0, "root reads everything"))
    func unreadable() throws {
        try IndexedFolder.with(["a.py": "def alpha(): pass\n", "b.py": "def beta(): pass\n"]) { folder in
            let path = folder.root.appending(path: "b.py").path
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            let report = try folder.open().update()
            #expect(report.unreadable == ["b.py"])
            #expect(report.files == 1)
        }
    }

    @Test("files that come, change and go while the index is made are found by the next update")
    func changing() async throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "anneal-index-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: base) }
        let folder = IndexedFolder(root: base.appending(path: "repo"), database: base.appending(path: "index.sqlite"))
        for number in 0..<150 { try folder.write("def start_\(number)(): pass\n", to: "d\(number % 5)/f\(number).py") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<150 {
                    let path = "d\(number % 5)/f\(number).py"
                    if number.isMultiple(of: 3) {
                        try FileManager.default.removeItem(at: folder.root.appending(path: path))
                    } else {
                        try folder.write("def finish_\(number)(): pass\n", to: path)
                    }
                }
            }
            group.addTask { for _ in 0..<3 { try folder.open().update() } }
            try await group.waitForAll()
        }
        let report = try folder.open().update()
        #expect(report.files == 100)
        #expect(report.unreadable.isEmpty)
        #expect(try folder.found("finish_77", limit: 1) == ["d2/f77.py"])
        #expect(try folder.found("start", limit: 500).isEmpty)
    }
}

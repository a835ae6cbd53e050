import Foundation
import Synchronization
import Testing

@testable import AnnealContext

@Suite("Damage that is met while an index is read")
struct MendingTests {
    @Test("a search that meets damaged pages makes the index anew, says so, and answers")
    func search() throws {
        let texts = Dictionary(
            uniqueKeysWithValues: (0..<200).map { file in
                (
                    "f\(file).py",
                    (0..<12).map { "def work_\(file)_\($0)(alpha\(file), beta\($0)): return \($0)\n" }.joined()
                )
            })
        try IndexedFolder.with(texts) { folder in
            try folder.open().update()
            // Tables begin in the first pages: they stay, and with them what is read on opening.
            let handle = try FileHandle(forWritingTo: folder.database)
            let size = try handle.seekToEnd()
            let sound: UInt64 = 30 * 4096
            try #require(size > 2 * sound)
            try handle.seek(toOffset: sound)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size - sound)))
            try handle.close()
            let told = Mutex<[String]>([])
            let index = try RepositoryIndex(root: folder.root.path, path: folder.database.path) { reason in
                told.withLock { $0.append(reason) }
            }
            #expect(index.rebuilt == nil)
            #expect(try RepositorySearch(index: index).search("work_17_3", limit: 1).first?.path == "f17.py")
            #expect(told.withLock { $0.count } == 1)
            #expect(index.rebuilt?.contains("damaged") == true)
        }
    }

    @Test("damage that comes back at once is told with the file, and the index is not made anew again and again")
    func again() throws {
        try IndexedFolder.with(["a.py": "def alpha(): pass\n"]) { folder in
            let index = try folder.open()
            try index.update()
            var runs = 0
            let value = try index.read { _ -> Int in
                runs += 1
                if runs == 1 { throw IndexError.corrupt("an entry ends too early") }
                return runs
            }
            #expect(value == 2)
            #expect(try RepositorySearch(index: index).search("alpha", limit: 1).first?.path == "a.py")
            runs = 0
            let error = #expect(throws: IndexError.self) {
                try index.read { _ -> Int in
                    runs += 1
                    throw IndexError.corrupt("an entry ends too early")
                }
            }
            #expect(runs == 1)
            #expect(error?.place == folder.database.path)
            #expect(error?.remedy?.contains(folder.database.path) == true)
        }
    }
}

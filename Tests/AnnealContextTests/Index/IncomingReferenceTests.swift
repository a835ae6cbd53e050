import Foundation
import Testing

@testable import AnnealContext

@Suite("References to files that change")
struct IncomingReferenceTests {
    private static let store = "def load_record(key):\n    return key\n"
    private static let files = [
        "store.py": store, "view.py": "from store import load_record\n\ndef show():\n    load_record(1)\n",
        "other.py": "def paint():\n    return 1\n", "more.py": "def wash():\n    return 2\n",
    ]

    /// The references as paths.
    private func references(_ index: RepositoryIndex) throws -> [String] {
        try index.read { database in
            let snapshot = try IndexSnapshot(database)
            func path(_ number: UInt32) -> String { snapshot.place(of: number).map { snapshot.files[$0].path } ?? "-" }
            return snapshot.references.map { "\(path($0.from)) → \(path($0.to))" }
        }
    }

    @Test("an edited file keeps the references to it, edit after edit")
    func edited() throws {
        try IndexedFolder.with(Self.files) { folder in
            let index = try folder.open()
            try index.update()
            #expect(try references(index) == ["view.py → store.py"])
            for round in 1...3 {
                try folder.write(Self.store + "# round \(round)\n", to: "store.py")
                #expect(try index.update(paths: ["store.py"]).changed == 1)
                #expect(try references(index) == ["view.py → store.py"])
            }
        }
    }

    @Test("a user and what it uses that change at once stay linked, and a file that moved is still used")
    func moved() throws {
        try IndexedFolder.with(Self.files) { folder in
            let index = try folder.open()
            try index.update()
            try folder.write(Self.store + "# new\n", to: "store.py")
            try folder.write((Self.files["view.py"] ?? "") + "# new\n", to: "view.py")
            #expect(try index.update().changed == 2)
            #expect(try references(index) == ["view.py → store.py"])
            try FileManager.default.createDirectory(
                at: folder.root.appending(path: "core"), withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                at: folder.root.appending(path: "store.py"), to: folder.root.appending(path: "core/store.py"))
            #expect(try index.update().removed == 1)
            #expect(try references(index) == ["view.py → core/store.py"])
        }
    }

    @Test("a reference is gone with its file")
    func gone() throws {
        try IndexedFolder.with(Self.files) { folder in
            let index = try folder.open()
            try index.update()
            try FileManager.default.removeItem(at: folder.root.appending(path: "store.py"))
            try index.update()
            #expect(try references(index).isEmpty)
        }
    }
}

import AnnealExecution
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// A workspace with one Python file.
private struct Files {
    let root: String

    static let shelf =
        "class Shelf:\n    def put(self, label):\n        self.labels.append(label)\n        return True\n"

    static func with(_ files: [String: String] = ["src/shelf.py": shelf], _ body: (Files) async throws -> Void)
        async throws
    {
        try await withTemporaryFolder { folder in
            for (path, text) in files {
                let url = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            try await body(Files(root: folder.path(percentEncoded: false)))
        }
    }

    func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: root + path).map { String(decoding: $0, as: UTF8.self) }
    }

    @discardableResult
    func apply(_ answer: String, _ format: EditFormat? = nil) throws -> [String] {
        try EditSet(parsing: answer, format: format).apply(in: root)
    }

    func error(_ answer: String) -> EditError? {
        do {
            try apply(answer)
            return nil
        } catch { return error as? EditError }
    }
}

private func block(_ path: String, _ old: String, _ new: String) -> String {
    "\(path)\n<<<<<<< SEARCH\n\(old)\n=======\n\(new)\n>>>>>>> REPLACE\n"
}

@Suite("Edits in all formats")
struct EditSetTests {
    @Test(
        "the same change is read from each format",
        arguments: [
            "Here it is.\n\n`src/shelf.py`\n```python\n<<<<<<< SEARCH\n        return True\n=======\n        return len(self.labels)\n>>>>>>> REPLACE\n```\nDone.",
            "src/shelf.py\n<<<<<<< SEARCH\n        return True\n=======\n        return len(self.labels)\n>>>>>>> REPLACE",
            "```diff\n--- a/src/shelf.py\n+++ b/src/shelf.py\n@@ -2,3 +2,3 @@\n     def put(self, label):\n         self.labels.append(label)\n-        return True\n+        return len(self.labels)\n```\nThis counts them.",
            "diff --git a/src/shelf.py b/src/shelf.py\nindex 1..2 100644\n--- a/src/shelf.py\n+++ b/src/shelf.py\n@@ -90,2 +90,2 @@ class Shelf:\n         self.labels.append(label)\n-        return True\n+        return len(self.labels)\n",
            "*** Begin Patch\n*** Update File: src/shelf.py\n@@ class Shelf:\n@@     def put(self, label):\n         self.labels.append(label)\n-        return True\n+        return len(self.labels)\n*** End Patch",
            "*** Update File: src/shelf.py\n@@\n-        return True\n+        return len(self.labels)\n",
            "**src/shelf.py**\n```python\nclass Shelf:\n    def put(self, label):\n        self.labels.append(label)\n        return len(self.labels)\n```\n",
            "```python src/shelf.py\nclass Shelf:\n    def put(self, label):\n        self.labels.append(label)\n        return len(self.labels)\n```\n",
        ])
    func formats(answer: String) async throws {
        try await Files.with { files in
            let changed = try files.apply(answer)
            #expect(changed == ["src/shelf.py"])
            let expected = Files.shelf.replacingOccurrences(of: "True", with: "len(self.labels)")
            #expect(files.text("src/shelf.py") == expected)
        }
    }

    @Test("files are made, moved and removed")
    func wholeFiles() async throws {
        try await Files.with { files in
            let patch = """
                *** Begin Patch
                *** Add File: docs/a.md
                +# A
                *** Update File: src/shelf.py
                *** Move to: src/rack.py
                @@
                -class Shelf:
                +class Rack:
                *** End Patch
                """
            let changed = try files.apply(patch)
            #expect(changed == ["docs/a.md", "src/rack.py", "src/shelf.py"])
            #expect(files.text("docs/a.md") == "# A\n")
            #expect(files.text("src/shelf.py") == nil)
            #expect(files.text("src/rack.py")?.hasPrefix("class Rack:\n    def put") == true)
            try files.apply("--- a/docs/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-# A\n")
            #expect(files.text("docs/a.md") == nil)
            try files.apply("--- /dev/null\n+++ b/b.py\n@@ -0,0 +1,2 @@\n+x = 1\n+y = 2\n")
            #expect(files.text("b.py") == "x = 1\ny = 2\n")
            try files.apply("c.py\n<<<<<<< SEARCH\n=======\nz = 3\n>>>>>>> REPLACE\n")
            #expect(files.text("c.py") == "z = 3\n")
        }
    }

    @Test("lines match without regard to white space, and new ones are indented as the file is")
    func indentation() async throws {
        try await Files.with { files in
            try files.apply(
                block(
                    "src/shelf.py", "def put(self, label):\n    self.labels.append(label)",
                    "def put(self, label):\n    if label:\n        self.labels.append(label)"))
            #expect(
                files.text("src/shelf.py")
                    == "class Shelf:\n    def put(self, label):\n        if label:\n            self.labels.append(label)\n        return True\n"
            )
        }
    }

    @Test("quotation marks and dashes of Unicode match those of ASCII")
    func punctuation() async throws {
        try await Files.with(["a.py": "print(\u{201C}a \u{2013} b\u{201D})\nx = 1\n"]) { files in
            try files.apply(block("a.py", "print(\"a - b\")", "print('c')"))
            #expect(files.text("a.py") == "print('c')\nx = 1\n")
        }
    }

    @Test("an ambiguous place is an error that names the places")
    func ambiguous() async throws {
        try await Files.with(["a.py": "x = 1\ny = 2\nx = 1\n"]) { files in
            let error = files.error(block("a.py", "x = 1", "x = 3"))
            #expect(error?.failures.map(\.code) == [.ambiguous])
            #expect(error?.textForModel.contains("lines 1, 3") == true)
            #expect(files.text("a.py") == "x = 1\ny = 2\nx = 1\n")
        }
    }

    @Test("lines that are not there are answered with the nearest ones")
    func nearest() async throws {
        try await Files.with { files in
            let error = files.error(block("src/shelf.py", "        self.label.append(labels)", "        pass"))
            #expect(error?.failures.map(\.code) == [.noMatch])
            #expect(error?.textForModel.contains("3|         self.labels.append(label)") == true)
        }
    }

    @Test("one bad edit keeps all files as they are, and every failure is told")
    func atomic() async throws {
        try await Files.with { files in
            let error = files.error(
                block("src/shelf.py", "        return True", "        return False")
                    + block("none.py", "a", "b") + block("src/shelf.py", "missing entirely", "x"))
            #expect(error?.failures.map(\.code) == [.missingFile, .noMatch])
            #expect(files.text("src/shelf.py") == Files.shelf)
        }
    }

    @Test(
        "paths that must not be written are refused",
        arguments: [
            "../a.py", "/etc/passwd", "src/../../a.py", ".git/config", "sub/.GIT/hooks/x.sh", ".anneal/config.yaml",
            "link/a.py", "link.py", "~/a.py", "src/",
        ])
    func refused(path: String) async throws {
        try await Files.with { files in
            let manager = FileManager.default
            try manager.createSymbolicLink(atPath: files.root + "link", withDestinationPath: "/tmp")
            try manager.createSymbolicLink(atPath: files.root + "link.py", withDestinationPath: "/tmp/a.py")
            let set = EditSet([FileEdit(path: path, change: .write("x\n"))])
            let error = #expect(throws: EditError.self) { try set.apply(in: files.root) }
            #expect(error?.failures.map(\.code) == [.refusedPath])
        }
    }

    @Test(
        "what a build server, an editor or a shell runs is written only where the plan names it",
        arguments: [".github/workflows/ci.yml", ".vscode/tasks.json", ".envrc", "Jenkinsfile"])
    func planned(path: String) async throws {
        try await Files.with { files in
            let set = EditSet([FileEdit(path: path, change: .write("x\n"))])
            let error = #expect(throws: EditError.self) { try set.apply(in: files.root) }
            #expect(error?.failures.map(\.code) == [.refusedPath])
            #expect(throws: EditError.self) { try set.apply(in: files.root, planned: ["other.yml"]) }
            #expect(files.text(path) == nil)
            let changed = try set.apply(in: files.root, planned: [path])
            #expect(changed == [path])
            #expect(files.text(path) == "x\n")
        }
    }

    @Test("line endings, byte order mark, the missing last line feed and permissions stay")
    func preserved() async throws {
        try await Files.with(["run.sh": "\u{FEFF}a\r\nb\r\nc"]) { files in
            let path = files.root + "run.sh"
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            try files.apply(block("run.sh", "c", "d\ne"))
            #expect(FileManager.default.contents(atPath: path) == Data("\u{FEFF}a\r\nb\r\nd\r\ne".utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o755)
        }
    }

    @Test("a file that is not UTF-8 keeps its bytes, and a binary one is refused")
    func encodings() async throws {
        try await Files.with { files in
            try Data([0xE9, 0x0A, 0x78, 0x0A]).write(to: URL(fileURLWithPath: files.root + "latin.txt"))
            try files.apply(block("latin.txt", "x", "y"))
            #expect(FileManager.default.contents(atPath: files.root + "latin.txt") == Data([0xE9, 0x0A, 0x79, 0x0A]))
            try Data([0, 1, 2]).write(to: URL(fileURLWithPath: files.root + "a.bin"))
            #expect(files.error(block("a.bin", "x", "y"))?.failures.first?.code == .notText)
        }
    }

    @Test("an answer without an edit, and a block that is not closed, are errors that show the format")
    func malformed() async throws {
        try await Files.with { files in
            #expect(files.error("I would change the file.")?.failures.first?.code == .noEdits)
            let open = files.error("a.py\n<<<<<<< SEARCH\nx\n=======\ny\n")
            #expect(open?.failures.first?.code == .malformed)
            #expect(open?.textForModel.contains(">>>>>>> REPLACE") == true)
        }
    }

    @Test("mutated answers never crash, and leave files alone when they fail")
    func fuzz() async throws {
        let seeds = [
            block("src/shelf.py", "        return True", "        return False"),
            "--- a/src/shelf.py\n+++ b/src/shelf.py\n@@ -2,3 +2,3 @@\n     def put(self, label):\n-        return True\n+        x\n",
            "*** Begin Patch\n*** Update File: src/shelf.py\n@@ class Shelf:\n-        return True\n+        y\n*** End Patch",
            "src/shelf.py\n```python\nclass Shelf:\n    pass\n```\n",
        ]
        try await Files.with { files in
            var random = SplitMix64(seed: 7)
            for round in 0..<600 {
                var bytes = Array(seeds[round % seeds.count].utf8)
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(contentsOf: Array("\n@@ *** <<<<<<< =======".utf8), at: place)
                    default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
                    }
                    if bytes.isEmpty { bytes = [10] }
                }
                let answer = String(decoding: bytes, as: UTF8.self)
                for format in EditFormat.allCases {
                    do throws(EditError) {
                        let set = try EditSet(parsing: answer, format: format, defaultPath: "src/shelf.py")
                        #expect(!set.edits.isEmpty)
                        _ = try set.preview(in: files.root)
                    } catch {
                        #expect(!error.failures.isEmpty)
                    }
                }
            }
            #expect(files.text("src/shelf.py") == Files.shelf)
        }
    }
}

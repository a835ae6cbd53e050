import AnnealContext
import AnnealTesting
import Foundation
import Testing

@Suite("Packing a repository for a task")
struct ContextPackerTests {
    private let files = [
        "core/store.py": PackedFolder.function("load_record", lines: 6, calls: "decode_record")
            + PackedFolder.function("decode_record", lines: 6) + PackedFolder.function("unrelated_thing", lines: 40),
        "core/view.py": PackedFolder.function("show_record", lines: 6, calls: "load_record")
            + PackedFolder.function("paint", lines: 30),
        "tests/test_store.py": PackedFolder.function("test_load_record", lines: 5, calls: "load_record"),
        "AGENTS.md": "Use four spaces.\n", "core/AGENTS.md": "Records are never None.\n",
    ]

    private func request(_ task: String, _ budget: Int, rules: Bool = false) -> PackRequest {
        PackRequest(task: task, budget: budget, includesRules: rules)
    }

    @Test("what the task names stands whole in the pack, with what it calls and who calls it")
    func named() async throws {
        try await PackedFolder.with(files) { folder in
            let pack = try await folder.packer.pack(request("`load_record` loses the last line", 600))
            let whole = pack.items.filter { $0.kind == .definition }.compactMap(\.symbol)
            #expect(whole.first == "load_record")
            #expect(whole.contains("decode_record"))
            #expect(pack.text.contains(files["core/store.py"]?.prefix(60) ?? "-"))
            let reasons = pack.items.first { $0.symbol == "decode_record" }?.reasons ?? []
            #expect(reasons.contains("called by load_record"))
        }
    }

    @Test("the budget holds for every size, and what found no room is listed", arguments: [1, 20, 90, 200, 500, 3000])
    func budget(tokens: Int) async throws {
        try await PackedFolder.with(files) { folder in
            let pack = try await folder.packer.pack(request("load_record fails in paint", tokens, rules: true))
            #expect(EstimatedTokens().count(pack.text) <= tokens)
            #expect(pack.tokens <= tokens)
            let names = Set(pack.items.compactMap(\.symbol) + pack.leftOut.compactMap(\.symbol))
            #expect(names.isSuperset(of: ["load_record", "paint", "show_record"]))
        }
    }

    @Test("what has no room whole is shown by its signature")
    func outline() async throws {
        try await PackedFolder.with(files) { folder in
            let pack = try await folder.packer.pack(request("paint the record in load_record", 260))
            let left = pack.leftOut.first { $0.symbol == "paint" }
            #expect(left?.isOutlined == true)
            #expect(pack.text.contains("[signatures]\n"))
            #expect(pack.text.contains(": def paint(value)"))
        }
    }

    @Test("files in play are the repository's own: what lies outside, is ignored or is a link stays out")
    func outside() async throws {
        let secret = PackedFolder.function("hidden_thing", lines: 3)
        var files = files
        files[".gitignore"] = "private/\n"
        files["private/key.py"] = secret
        try await PackedFolder.with(files) { folder in
            let outer = folder.root.deletingLastPathComponent()
            try Data(secret.utf8).write(to: outer.appending(path: "outer.py"))
            try Data("Obey the outer rules.\n".utf8).write(to: outer.appending(path: "AGENTS.md"))
            try FileManager.default.createSymbolicLink(
                at: folder.root.appending(path: "link.py"), withDestinationURL: outer.appending(path: "outer.py"))
            try FileManager.default.removeItem(at: folder.root.appending(path: "core/AGENTS.md"))
            try FileManager.default.createSymbolicLink(
                at: folder.root.appending(path: "core/AGENTS.md"),
                withDestinationURL: outer.appending(path: "AGENTS.md"))
            var request = request("hidden_thing in show_record", 3000, rules: true)
            request.paths = ["../outer.py", outer.path + "/outer.py", "private/key.py", "link.py", "core/view.py"]
            let pack = try await folder.packer.pack(request)
            #expect(pack.text.contains("show_record"))
            #expect(!pack.text.contains("def hidden_thing"))
            #expect(!pack.text.contains("outer rules"))
        }
    }

    @Test("lines are cut as editors count them, also behind form feeds and with carriage returns")
    func lineEnds() async throws {
        let text = "\u{0C}\ndef one():\r\n    return 1\r\n\u{0C}\n\n\ndef two():\n    return '\u{2028}'\n"
        try await PackedFolder.with(["pages.py": text]) { folder in
            let pack = try await folder.packer.pack(request("two", 500))
            let two = try #require(pack.items.first { $0.symbol == "two" })
            #expect(two.source.hasPrefix("def two():"))
            #expect(two.firstLine == 7)
        }
    }

    @Test("a text that two files share is shown once")
    func duplicates() async throws {
        let twin = PackedFolder.function("twin_function", lines: 5)
        try await PackedFolder.with(["a/one.py": twin, "b/two.py": twin]) { folder in
            let pack = try await folder.packer.pack(request("twin_function is slow", 2000))
            #expect(pack.items.filter { $0.symbol == "twin_function" }.count == 1)
        }
    }

    @Test("rules come first, the nearest last, and a small budget leaves them out with a word")
    func rules() async throws {
        try await PackedFolder.with(files) { folder in
            let pack = try await folder.packer.pack(request("load_record is slow", 2000, rules: true))
            #expect(pack.items.prefix(2).map(\.path) == ["AGENTS.md", "core/AGENTS.md"])
            #expect(pack.text.contains("Records are never None."))
            let small = try await folder.packer.pack(request("load_record is slow", 100, rules: true))
            #expect(small.items.allSatisfy { $0.kind != .rules })
            #expect(small.leftOut.contains { $0.path == "AGENTS.md" })
        }
    }

    @Test("a later pack begins with the earlier one, byte for byte, and appends what is new")
    func appends() async throws {
        try await PackedFolder.with(files) { folder in
            let first = try await folder.packer.pack(request("load_record is slow", 500))
            var next = request("now paint is slow as well", 1500)
            next.previous = first
            let second = try await folder.packer.pack(next)
            #expect(second.text.hasPrefix(first.text))
            #expect(second.items.count > first.items.count)
            #expect(second.dropped.isEmpty)
            let definitions = second.items.filter { $0.kind == .definition }.compactMap(\.symbol)
            #expect(Set(definitions).count == definitions.count)
            #expect(definitions.contains("paint"))
        }
    }

    @Test("what has changed since the earlier pack is dropped, told, and shown as it is now at the end")
    func changed() async throws {
        try await PackedFolder.with(files) { folder in
            let first = try await folder.packer.pack(request("load_record is slow", 700))
            let text = (files["core/store.py"] ?? "").replacingOccurrences(
                of: "def load_record(value):", with: "def load_record(value, fast=True):")
            try folder.write(text, to: "core/store.py")
            var next = request("load_record is slow", 1400)
            next.previous = first
            let second = try await folder.packer.pack(next)
            #expect(second.dropped.contains("core/store.py:1"))
            #expect(!second.text.contains("def load_record(value):"))
            #expect(second.text.contains("def load_record(value, fast=True):"))
        }
    }

    @Test("a task without words, and a budget of nothing, are refused with a remedy")
    func refused() async throws {
        try await PackedFolder.with(files) { folder in
            for request in [request("…", 100), request("paint", 0)] {
                await #expect(throws: PackError.self) { _ = try await folder.packer.pack(request) }
            }
        }
    }

    @Test("files that are gone, empty or no text are passed over")
    func broken() async throws {
        try await PackedFolder.with(["a.py": "", "b.py": "def load_record():\n    pass\n"]) { folder in
            try FileManager.default.removeItem(at: folder.root.appending(path: "b.py"))
            let pack = try await folder.packer.pack(request("load_record", 500))
            #expect(pack.items.isEmpty)
        }
    }
}

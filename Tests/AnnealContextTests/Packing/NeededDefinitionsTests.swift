import AnnealContext
import AnnealTesting
import Foundation
import Testing

@Suite("What a task's code will use of a repository")
struct NeededDefinitionsTests {
    private let files = [
        "shop/prices.py": "def net_price(item):\n    \"\"\"The price without tax.\"\"\"\n    return item[1]\n\n\n"
            + PackedFolder.function("long_discount", lines: 80),
        "shop/tax.py": "def tax_rate(region):\n    return {\"a\": 7}[region]\n",
        "shop/paint.py": PackedFolder.function("paint_label", lines: 3),
        "shop/bill.py":
            "from shop.prices import net_price, long_discount\n\n\ndef total(items):\n"
            + "    return sum(net_price(i) for i in items)\n",
        "tests/test_tax.py": "def tax_rate(region):\n    return 0\n",
    ]

    private func request(_ task: String, budget: Int = 400, own: String? = nil) -> NeedRequest {
        let text = files["shop/bill.py"] ?? ""
        return NeedRequest(
            task: task, budget: budget, writes: ["shop/bill.py"], own: own ?? text, around: text)
    }

    @Test("what the task names, and what the code that changes calls, is shown; what has nothing to do with it is not")
    func chosen() async throws {
        try await PackedFolder.with(files) { folder in
            let needed = try NeededDefinitions(request("The total adds `tax_rate(region)`."), index: folder.index)
            #expect(needed.files.map(\.path) == ["shop/prices.py", "shop/tax.py"])
            let text = needed.files.map(\.text).joined()
            #expect(text.contains("def tax_rate(region):\n    return {\"a\": 7}[region]\n"))
            #expect(text.contains("The price without tax."))
            #expect(!text.contains("paint_label"))
            #expect(!text.contains("def total"))
        }
    }

    @Test("a long declaration is shown by a comment with its signature, which defines nothing")
    func signatures() async throws {
        try await PackedFolder.with(files) { folder in
            let needed = try NeededDefinitions(
                request("`long_discount` is taken off the total."), index: folder.index)
            let text = needed.files.first?.text ?? ""
            #expect(text.contains("# exists: def long_discount(value)"))
            #expect(!text.contains("\ndef long_discount"))
        }
    }

    @Test("the budget holds for every size, and what has no room is listed", arguments: [1, 15, 40, 80, 200])
    func budget(tokens: Int) async throws {
        try await PackedFolder.with(files) { folder in
            let all = try NeededDefinitions(request("The total adds tax_rate.", budget: 5000), index: folder.index)
            let needed = try NeededDefinitions(request("The total adds tax_rate.", budget: tokens), index: folder.index)
            let shown = needed.files.map { "`\($0.path)`:\n```\n\($0.text)\n```" }.joined(separator: "\n\n")
            #expect(EstimatedTokens().count(shown) <= tokens + 6)
            #expect(needed.tokens <= tokens)
            #expect(Set(needed.names + needed.leftOut.compactMap(\.symbol)) == Set(all.names))
            #expect(all.leftOut.isEmpty)
        }
    }

    @Test("files that are shown anyway give nothing")
    func shown() async throws {
        try await PackedFolder.with(files) { folder in
            var request = request("The total adds `tax_rate(region)`.")
            request.shown.insert("shop/tax.py")
            let needed = try NeededDefinitions(request, index: folder.index)
            #expect(needed.files.map(\.path) == ["shop/prices.py"])
        }
    }

    @Test("the choice is the same for the same files, however the index came to be")
    func repeatable() async throws {
        try await PackedFolder.with(files) { folder in
            let asked = request("The total adds the rate of tax_rate and a label.")
            let first = try NeededDefinitions(asked, index: folder.index)
            try folder.write("def tax_rate(region):\n    return 1\n", to: "shop/tax.py")
            try folder.write("def other_label(): pass\n", to: "shop/later.py")
            #expect(try NeededDefinitions(asked, index: folder.index) != first)
            try folder.write(files["shop/tax.py"] ?? "", to: "shop/tax.py")
            try FileManager.default.removeItem(atPath: folder.root.path + "/shop/later.py")
            try folder.index.update()
            #expect(try NeededDefinitions(asked, index: folder.index) == first)
        }
    }

    @Test("of several declarations of a name the imported one is meant")
    func imported() async throws {
        var files = files
        for name in ["one", "two", "three"] {
            files["other/\(name).py"] = "def net_price(item):\n    return \"\(name)\"\n"
        }
        try await PackedFolder.with(files) { folder in
            let needed = try NeededDefinitions(request("The total is rounded."), index: folder.index)
            #expect(needed.files.map(\.path) == ["shop/prices.py"])
        }
    }
}

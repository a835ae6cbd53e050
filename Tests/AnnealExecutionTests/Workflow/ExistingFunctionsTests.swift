import AnnealContext
import AnnealFoundation
import AnnealSpecs
import AnnealTesting
import Testing

@testable import AnnealExecution

@Suite("Functions of the repository that a task may call", .tags(.unit))
struct ExistingFunctionsTests {
    private func function(_ signature: String) -> Interface {
        Interface(
            kind: .function, name: String(signature.prefix { $0 != "(" }), signature: signature,
            location: SourceLocation(line: 1))
    }

    private func names(
        _ own: String, in texts: [(path: String, text: String)], mentioned: Set<String> = [],
        except: Set<String> = [], language: String = "python"
    ) -> [String] {
        ExistingFunctions(
            relatedTo: [function(own)], mentioned: mentioned, in: texts, language: language, except: except
        ).found.map(
            \.interface.wording)
    }

    private static let ovens = """
        def heat_of(clay: str) -> int:
            \"""Heat in degrees.\"""
            return {"red": 1000}[clay]


        def _heat(clay):
            return 1


        class Oven:
            def fill(self, clay):
                return clay


        def open_door(count: int) -> None:
            pass
        """

    @Test("are those that share a parameter's word or a word of the name, with their signature")
    func shared() {
        let texts = [(path: "ovens.py", text: Self.ovens)]
        #expect(names("hours(clay: str, rate: int) -> float", in: texts) == ["heat_of(clay: str) -> int"])
        #expect(names("heat(kind: str) -> float", in: texts) == ["heat_of(clay: str) -> int"])
        #expect(names("open_all(doors: list) -> None", in: texts) == ["open_door(count: int) -> None"])
    }

    @Test("are not those with words that are everywhere, other tasks' functions, the task's own, methods and helpers")
    func others() {
        let texts = [(path: "ovens.py", text: Self.ovens)]
        #expect(names("fill(count: int) -> int", in: texts).isEmpty)
        #expect(names("hours(clay: str) -> float", in: texts, except: ["heat_of"]).isEmpty)
        #expect(names("heat_of(clay: str) -> float", in: texts).isEmpty)
        #expect(names("hours(clay: str) -> float", in: [(path: "tests/test_ovens.py", text: Self.ovens)]).isEmpty)
        // What another language defines cannot be called.
        #expect(names("hours(clay)", in: texts, language: "javascript").isEmpty)
    }

    @Test("come with what the text mentions first, and are three at most")
    func order() {
        let text = (1...5).map { "export function bake_\($0)(clay) {\n  return clay;\n}\n" }.joined(separator: "\n")
        let texts = [(path: "ovens.mjs", text: text)]
        #expect(
            names("fire(clay)", in: texts, language: "javascript") == ["bake_1(clay)", "bake_2(clay)", "bake_3(clay)"])
        #expect(
            names("fire(clay)", in: texts, mentioned: ["bake_4"], language: "javascript") == [
                "bake_4(clay)", "bake_1(clay)", "bake_2(clay)",
            ])
        #expect(names("burn(wood)", in: texts, mentioned: ["bake_4"], language: "javascript") == ["bake_4(clay)"])
        let plain = [(path: "ovens.mjs", text: "export function bake(clay) {\n  return clay;\n}\n")]
        #expect(names("burn(wood)", in: plain, mentioned: ["bake"], language: "javascript").isEmpty)
    }

    @Test("a short parameter counts when it is the same") func short() {
        let texts = [(path: "shop.py", text: "def article(sku: str) -> dict:\n    return {\"sku\": sku}\n")]
        #expect(names("total(sku: str, quantity: int) -> int", in: texts) == ["article(sku: str) -> dict"])
        #expect(names("total(key: str, quantity: int) -> int", in: texts).isEmpty)
    }

    @Test("are shown whole in place of the comment with their signature") func unfolded() {
        let existing = ExistingFunctions(
            relatedTo: [function("hours(clay: str) -> float")], mentioned: [],
            in: [(path: "ovens.py", text: Self.ovens)],
            language: "python", except: [])
        let folded =
            "LIMIT = 3\n# exists: def heat_of(clay: str) -> int: Heat in degrees.\n# exists: def open_door(count: int)"
        let shown = existing.unfolded(folded, of: "ovens.py")
        #expect(
            shown == """
                LIMIT = 3
                def heat_of(clay: str) -> int:
                    \"""Heat in degrees.\"""
                    return {"red": 1000}[clay]
                # exists: def open_door(count: int)
                """)
        #expect(existing.unfolded(folded, of: "others.py") == folded)
    }

    @Test("long ones stay folded") func long() {
        let text = "def heat_of(clay):\n" + String(repeating: "    print(clay)\n", count: 100)
        let existing = ExistingFunctions(
            relatedTo: [function("hours(clay: str) -> float")], mentioned: [], in: [(path: "ovens.py", text: text)],
            language: "python", except: [])
        #expect(existing.found.map(\.interface.name) == ["heat_of"])
        #expect(existing.shownWhole.isEmpty)
        #expect(existing.unfolded("# exists: def heat_of(clay)", of: "ovens.py") == "# exists: def heat_of(clay)")
    }

    @Test("are near when the task has all that they take, or its text names them")
    func near() {
        let text = """
            def heat_of(clay: str) -> int:
                return 1


            def bake_all(clay: str, hours: int) -> int:
                return 2
            """
        func near(_ own: String, mentioned: Set<String> = []) -> [String] {
            ExistingFunctions(
                relatedTo: [function(own)], mentioned: mentioned, in: [(path: "ovens.py", text: text)],
                language: "python", except: []
            ).found.filter(\.isNear).map(\.interface.name)
        }
        #expect(near("fire(clay: str, rate: int = 3) -> float") == ["heat_of"])
        #expect(near("fire(hours: int, clay: str) -> float") == ["bake_all", "heat_of"])
        #expect(near("heat(wood: str) -> float").isEmpty)
        #expect(near("fire(wood: str) -> float", mentioned: ["bake_all"]) == ["bake_all"])
    }
}

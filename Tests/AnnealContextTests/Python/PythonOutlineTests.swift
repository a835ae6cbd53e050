import AnnealContext
import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Outlines and skeletons of Python")
struct PythonOutlineTests {
    let python = PythonLanguage()

    @Test("definitions have signatures, documentation and lines")
    func outline() {
        let outline = python.outline(of: PythonSamples.module)
        let names = outline.definitions.filter { $0.kind != .value }.map(\.name)
        #expect(names == ["BoxError", "Ingredient", "parse", "grams", "Meta", "scale", "load", "main"])
        #expect(outline.imports == ["__future__", "os", "sys", "dataclasses", "tomllib"])
        let scale = outline.definitions.first { $0.name == "scale" }
        #expect(
            scale?.signature
                == "def scale(items: list[Ingredient], factor: float = 1.0, *rest, key=lambda i: (i.unit, i.amount)) -> list[Ingredient]"
        )
        #expect(scale?.documentation == "Scale all.")
        let lines = PythonSamples.module.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(scale.map { lines[$0.lines.lowerBound - 1] } == "# Two comment lines")
        #expect(scale.map { lines[$0.lines.upperBound - 1].hasSuffix("key=key)") } == true)
        let parse = outline.definitions.first { $0.name == "parse" }
        #expect(parse?.parent == "Ingredient")
        #expect(parse?.documentation == "Read '1 kg flour'.")
    }

    @Test("an error that the package itself has is made with its base and attributes")
    func packageError() {
        let error = Interface(
            kind: .type, name: "FullError", qualifier: "shop",
            signature: "class FullError(ValueError, level=None)",
            location: SourceLocation(line: 1))
        let text = PythonLanguage().skeleton(interfaces: [error], path: "shop/__init__.py")
        #expect(text.contains("class FullError(ValueError):\n    def __init__(self, message=\"\", level=None):\n"))
        #expect(text.contains("        super().__init__(message)\n        self.level = level\n"))
    }

    @Test("a type whose attributes are known is made with them, one that is made from arguments keeps them")
    func records() {
        let type = { (name: String, signature: String) in
            Interface(kind: .type, name: name, signature: signature, location: SourceLocation(line: 1))
        }
        let text = python.skeleton(
            interfaces: [
                type("Trip", "class Trip: car; days: int; stops: list[str]"),
                type("Store", "store.Store(path, limit: int = 3)"), type("Odd", "class Odd: 1x"),
            ], path: "a.py")
        #expect(text.contains("from dataclasses import dataclass, field\n"))
        #expect(
            text.contains(
                "@dataclass\nclass Trip:\n    car: object = None\n    days: int = None\n"
                    + "    stops: list[str] = field(default_factory=list)\n"))
        #expect(
            text.contains(
                "class Store:\n    def __init__(self, path, limit: int = 3):\n"
                    + "        self.path = path\n        self.limit = limit"))
        #expect(text.contains("class Odd:\n    pass"))
    }

    @Test("functions without a body are found, members of abstract classes are meant so")
    func unwritten() {
        let source = """
            from abc import ABC


            def open_gate(car):
                \"""Opens it.\"""
                pass


            def toll(car):
                return 3


            class Gate:
                def shut(self):
                    raise NotImplementedError

                def __init__(self):
                    self.cars = []


            class Base(ABC):
                def shut(self):
                    ...
            """
        #expect(python.unwritten(in: source) == ["open_gate", "Gate.shut"])
        let script = "export function a() {\n  throw new Error(\"not implemented\");\n}\n\nfunction b() {}\n"
        #expect(JavaScriptLanguage().unwritten(in: script) == ["a"])
    }

    @Test("a skeleton defines everything, whatever the signatures look like")
    func skeleton() {
        let make = { (kind: Interface.Kind, name: String, qualifier: String?, signature: String?) in
            Interface(
                kind: kind, name: name, qualifier: qualifier, signature: signature, location: SourceLocation(line: 1))
        }
        let text = python.skeleton(
            interfaces: [
                make(.function, "f", nil, "f(a: str, *, b: int = 3) -> dict[str, int]"),
                make(.function, "g", nil, "g(a, ...)"), make(.type, "Box", nil, nil),
                make(.function, "scaled", "Box", "scaled(n)"), make(.type, "BoxError", nil, nil),
                make(.function, "h", nil, nil), make(.function, "f", nil, nil),
            ], path: "a.py")
        #expect(text.contains("def f(a: str, *, b: int = 3) -> dict[str, int]:\n    raise NotImplementedError"))
        #expect(text.contains("def g(*args, **kwargs):"))
        #expect(text.contains("class Box:\n    def scaled(self, n):\n        raise NotImplementedError"))
        #expect(text.contains("class BoxError(Exception):\n    pass"))
        #expect(python.outline(of: text).definitions.count == 6)
    }
}

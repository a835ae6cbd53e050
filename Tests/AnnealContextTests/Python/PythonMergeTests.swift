import AnnealContext
import Testing

@Suite("Merging Python")
struct PythonMergeTests {
    let python = PythonLanguage()

    static let file = #"""
        """Seat plans."""
        import re
        from typing import List

        PATTERN = re.compile(r"x")


        # Reads one label.
        def parse(text):
            """Read a label."""
            raise NotImplementedError


        def other(x):
            return x


        if __name__ == "__main__":
            parse("x")

        """#

    private func merged(_ snippet: String, into source: String) -> String {
        let text = python.merge(snippet, into: source)
        #expect(python.merge(snippet, into: text) == text, "merging again changes nothing")
        return text
    }

    @Test("a function that exists is replaced where it stands, and its comment stays")
    func replaces() {
        let text = merged("def parse(text):\n    return text.strip()\n", into: Self.file)
        #expect(
            text
                == Self.file.replacing(
                    "    \"\"\"Read a label.\"\"\"\n    raise NotImplementedError", with: "    return text.strip()"))
    }

    @Test("a new function goes before the main block, two blank lines apart")
    func appends() {
        let text = merged("def fresh():\n    return 1", into: Self.file)
        #expect(text.contains("    return x\n\n\ndef fresh():\n    return 1\n\n\nif __name__"))
    }

    @Test("imports are added once, and names join the import of the same module")
    func imports() {
        let text = merged(
            "import re\nimport math\nfrom typing import Dict, List\n\ndef fresh() -> Dict:\n    return math.pi\n",
            into: Self.file)
        #expect(
            text.hasPrefix(
                "\"\"\"Seat plans.\"\"\"\nimport re\nfrom typing import List, Dict\nimport math\n\nPATTERN"))
        #expect(text.components("import re").count == 2)
    }

    @Test("a new file starts with its docstring, future imports, imports")
    func fresh() {
        let text = merged(
            "def f(x: int) -> int:\n    return x\nimport os\nfrom __future__ import annotations\n", into: "")
        #expect(text == "from __future__ import annotations\nimport os\n\n\ndef f(x: int) -> int:\n    return x\n")
    }

    @Test("examples of use at the top level are left out")
    func examples() {
        let snippet = """
            LIMIT = 3

            def parse(text):
                return text[:LIMIT]

            # Example usage
            labels = ["a", "b"]
            result = parse(labels[0])
            print(result)
            assert parse("abcd") == "abc"
            for label in labels:
                print(parse(label))
            parse("x")

            if __name__ == "__main__":
                print(parse("x"))
                import doctest
                doctest.testmod()
            """
        let text = merged(snippet, into: "")
        #expect(text == "LIMIT = 3\n\n\ndef parse(text):\n    return text[:LIMIT]\n")
    }

    @Test("a program's start is kept")
    func program() {
        let snippet = "import sys\nfrom .cli import main\n\nsys.exit(main())\n"
        #expect(merged(snippet, into: "") == snippet)
        let guarded = "def main():\n    return 0\n\n\nif __name__ == \"__main__\":\n    raise SystemExit(main())\n"
        #expect(merged(guarded, into: "") == guarded)
    }

    @Test("a class with some methods replaces those and keeps the others")
    func partialClass() {
        let source = """
            class Box(Base):
                \"""A box.\"""

                size = 1

                def __init__(self, a):
                    self.a = a

                @property
                def area(self):
                    return 0

                def keep(self):
                    return 2

            """
        let snippet = """
            class Box:
                colour = "red"
                def area(self):
                    return self.a * 2
                def fresh(self):
                    return 3
            """
        let text = merged(snippet, into: source)
        #expect(
            text == """
                class Box(Base):
                    \"""A box.\"""

                    size = 1
                    colour = "red"

                    def __init__(self, a):
                        self.a = a

                    @property
                    def area(self):
                        return self.a * 2

                    def keep(self):
                        return 2

                    def fresh(self):
                        return 3

                """)
    }

    @Test("methods without their class go into it, at its indentation")
    func bareMethods() {
        let source = "class Box:\n  def area(self):\n    return 0\n"
        let text = merged("def area(self):\n    return 1\n\ndef edge(self):\n    return 4\n", into: source)
        #expect(text == "class Box:\n  def area(self):\n      return 1\n\n  def edge(self):\n      return 4\n")
    }

    @Test("text within strings is not indented with its method")
    func strings() {
        let source = "class Box:\n    def area(self):\n        return 0\n"
        let text = merged("def text(self):\n    return \"\"\"a\n  b\n\"\"\"\n", into: source)
        #expect(text.hasSuffix("    def text(self):\n        return \"\"\"a\n  b\n\"\"\"\n"))
    }

    @Test("a constant stands before what needs it at import, after what it needs itself")
    func order() {
        let source = "import re\n\n\ndef a():\n    return T[0]\n"
        let text = merged(
            "T = [1]\nHANDLERS = {\"a\": b}\ndef b():\n    return 2\nclass C(D):\n    pass\nclass D:\n    x = 1\n",
            into: source)
        let place = { (part: String) in text.range(of: part)?.lowerBound ?? text.endIndex }
        #expect(place("T = [1]") < place("def a"))
        #expect(place("def b") < place("HANDLERS"))
        #expect(place("class D") < place("class C"))
    }

    @Test("a body that was left out does not replace one that is there")
    func elision() {
        let text = merged("def other(x):\n    ...\n\ndef parse(text):\n    return 1\n", into: Self.file)
        #expect(text.contains("def other(x):\n    return x"))
        #expect(text.contains("def parse(text):\n    return 1"))
    }

    @Test("fences and a shared indentation are taken off")
    func cleaned() {
        #expect(merged("```python\n    def f():\n        return 1\n```", into: "") == "def f():\n    return 1\n")
    }

    @Test("accessors of one name are told apart")
    func accessors() {
        let source = """
            class Box:
                @property
                def a(self):
                    return self._a

                @a.setter
                def a(self, value):
                    self._a = value

            """
        let text = merged(
            "class Box:\n    @a.setter\n    def a(self, value):\n        self._a = value * 2\n", into: source)
        #expect(text == source.replacing("= value\n", with: "= value * 2\n"))
    }

    @Test("an import of what the file itself defines is left out")
    func ownNames() {
        let text = merged("from shelf import other\n\ndef parse(text):\n    return other(text)\n", into: Self.file)
        #expect(!text.contains("from shelf"))
    }

    @Test("decorators, several lines of parameters and comments belong to the function")
    func wholeDefinition() {
        let source = "@cache\ndef f(\n    a,\n    b=(1,\n       2),\n):\n    # inside\n    return a\n# end\n\n\nx = 1\n"
        let text = merged("@cache\ndef f(a):\n    return a\n", into: source)
        #expect(
            text == "@cache\ndef f(a):\n    return a\n# end\n\n\nx = 1\n"
                || text.hasPrefix("@cache\ndef f(a):\n    return a\n"))
        #expect(text.contains("x = 1"))
        #expect(!text.contains("inside"))
    }

    @Test("a whole file into itself changes nothing")
    func whole() {
        #expect(merged(Self.file, into: Self.file).contains("def other"))
        #expect(merged(PythonSamples.module, into: PythonSamples.module) == PythonSamples.module)
        #expect(merged(PythonSamples.module, into: "") == PythonSamples.module)
    }

    @Test("mutated files never crash it, and merging again changes nothing")
    func fuzz() {
        var random = Mutations(seed: 7)
        for _ in 0..<400 {
            let source = random.mutated(PythonSamples.module)
            let snippet = random.mutated(PythonSamples.snippet)
            let text = python.merge(snippet, into: source)
            #expect(python.merge(snippet, into: text) == text, "snippet:\n\(snippet)\nsource:\n\(source)")
            _ = python.outline(of: source)
        }
    }
}

extension String {
    func components(_ part: String) -> [Substring] { split(separator: part, omittingEmptySubsequences: false) }

    func range(of part: String) -> Range<Index>? { firstRange(of: part) }
}

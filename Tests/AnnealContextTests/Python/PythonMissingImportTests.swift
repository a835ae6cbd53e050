import AnnealContext
import AnnealSpecs
import Testing

@Suite("Imports that Python code lacks")
struct PythonMissingImportTests {
    private func added(_ code: String, path: String = "shop/cart.py") throws -> String {
        let project = Project(
            root: "/shop", files: ["shop/__init__.py", "shop/price.py", "shop/cart.py"], languages: ["python"])
        return PythonLanguage().addingImports(
            to: code, path: path, project: project,
            symbols: SymbolIndex(filesByName: ["price_of": ["shop/price.py"]]))
    }

    @Test(
        "modules, usual names and the project's own",
        arguments: [
            ("def f(x):\n    return math.floor(x)\n", "import math"),
            ("def f(x):\n    return [c for c in combinations(x, 2)]\n", "from itertools import combinations"),
            ("def f(x: List[int]):\n    return Counter(x)\n", "from collections import Counter"),
            ("def f(x: List[int]):\n    return Counter(x)\n", "from typing import List"),
            ("def f(x):\n    return datetime.strptime(x, \"%Y\")\n", "from datetime import datetime"),
            ("def f(x):\n    return datetime.datetime.strptime(x, \"%Y\")\n", "import datetime"),
            ("def f(x):\n    return datetime(2024, 1, x)\n", "from datetime import datetime"),
            ("def f(name):\n    return price_of(name) * 2\n", "from shop.price import price_of"),
            ("def f(name):\n    return price.price_of(name)\n", "from shop import price"),
        ])
    func added(_ code: String, _ line: String) throws {
        let found = try added(code)
        #expect(found.contains(line + "\n"))
        #expect(found.hasSuffix(code))
        #expect(try added(found) == found)
    }

    @Test(
        "what is bound, unknown, or defined in the file itself is left alone",
        arguments: [
            "import math\n\n\ndef f(x):\n    return math.floor(x)\n", "def f(math):\n    return math.floor(1)\n",
            "def f(x):\n    log = x.log()\n    return log\n",
            "def f(x):\n    for product in x:\n        print(product)\n",
            "def f(x):\n    return [mean for mean in x]\n", "def f(x):\n    return unknown(x)\n",
            "def f(x):\n    return dict(floor=x)\n", "def f(x):\n    if (gcd := x):\n        return gcd\n",
            "def f(x):\n    return sorted(x, key=lambda log: -log)\n",
            "def f(x):\n    a, floor = x\n    return floor\n",
            "class Enum:\n    pass\n\n\ndef f(x):\n    return Enum()\n",
        ])
    func unchanged(_ code: String) throws { #expect(try added(code) == code) }

    @Test("a name that is used as a module and as a class is imported once") func once() throws {
        let code = "def f(x):\n    return datetime.strptime(x, '%Y') - datetime.datetime.now()\n"
        #expect(try added(code) == "from datetime import datetime\n\n\n" + code)
    }

    @Test("a file does not import itself, and a test file finds nothing of its own")
    func own() throws {
        let code = "def g(name):\n    return price_of(name)\n"
        #expect(try added(code, path: "shop/price.py") == code)
    }
}

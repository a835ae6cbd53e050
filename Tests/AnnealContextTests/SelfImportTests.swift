import AnnealContext
import Testing

@Suite("Imports of a file itself")
struct SelfImportTests {
    @Test(
        "a module of Python does not import itself",
        arguments: [
            "from box.model import Item", "from .model import Item", "import box.model",
            "from box.model import (\n    Item,\n    Other,\n)",
        ])
    func python(line: String) {
        let language = PythonLanguage()
        let rest = "import re\nfrom box.store import Store\n\n\ndef f():\n    from box.model import Item\n"
        #expect(language.withoutImports(of: "box/model.py", in: line + "\n" + rest) == rest)
        #expect(language.withoutImports(of: "src/box/model.py", in: line + "\n" + rest) == rest)
    }

    @Test(
        "what only looks like it stays",
        arguments: [
            "from json import loads", "from other.model import Item", "import model", "from ..model import Item",
            "from box import model", "model = 1", "",
        ])
    func others(line: String) {
        #expect(PythonLanguage().withoutImports(of: "box/model.py", in: line) == line)
        #expect(PythonLanguage().withoutImports(of: "box/json.py", in: line) == line)
    }

    @Test("a module of JavaScript does not import itself")
    func javaScript() {
        let language = JavaScriptLanguage()
        let rest = "import { g } from \"./query.mjs\";\nimport x from \"pattern\";\nexport function f() {}\n"
        for line in [
            "import { segments } from \"./pattern.mjs\";", "import { a } from '../src/pattern.mjs'",
            "import {\n  a,\n  b,\n} from \"./pattern.mjs\";", "import * as own from \"./pattern\";",
        ] {
            #expect(language.withoutImports(of: "src/pattern.mjs", in: line + "\n" + rest) == rest, "\(line)")
        }
    }
}

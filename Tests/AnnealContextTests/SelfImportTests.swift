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
        #expect(language.withoutImports(of: "box/model.py", defining: [], in: line + "\n" + rest) == rest)
        #expect(language.withoutImports(of: "src/box/model.py", defining: [], in: line + "\n" + rest) == rest)
    }

    @Test(
        "what only looks like it stays",
        arguments: [
            "from json import loads", "from other.model import Item", "import model", "from ..model import Item",
            "from box import model", "model = 1", "",
        ])
    func others(line: String) {
        #expect(PythonLanguage().withoutImports(of: "box/model.py", defining: [], in: line) == line)
        #expect(PythonLanguage().withoutImports(of: "box/json.py", defining: [], in: line) == line)
    }

    @Test("a module of JavaScript does not import itself")
    func javaScript() {
        let language = JavaScriptLanguage()
        let rest = "import { g } from \"./query.mjs\";\nimport x from \"pattern\";\nexport function f() {}\n"
        for line in [
            "import { segments } from \"./pattern.mjs\";", "import { a } from '../src/pattern.mjs'",
            "import {\n  a,\n  b,\n} from \"./pattern.mjs\";", "import * as own from \"./pattern\";",
        ] {
            #expect(
                language.withoutImports(of: "src/pattern.mjs", defining: [], in: line + "\n" + rest) == rest, "\(line)")
        }
    }

    @Test("what a file defines is not imported into it, wherever from")
    func defined() {
        let names: Set<String> = ["read", "write"]
        let python = PythonLanguage()
        let rest = "from store import load\nfrom files import read, load\nfrom files import write as put\n\nx = 1\n"
        for line in ["from helpers import read", "from helpers import (\n    read,\n    write,\n)"] {
            #expect(python.withoutImports(of: "box.py", defining: names, in: line + "\n" + rest) == rest, "\(line)")
        }
        let javaScript = JavaScriptLanguage()
        let others = "import { load } from \"./a.mjs\";\nimport { read as get } from \"./a.mjs\";\nconst x = 1;\n"
        for line in ["import { read } from \"./time.mjs\";", "import {\n  read,\n  load,\n} from \"helpers\";"] {
            let found = javaScript.withoutImports(of: "src/box.mjs", defining: names, in: line + "\n" + others)
            #expect(found == others, "\(line)")
        }
    }
}

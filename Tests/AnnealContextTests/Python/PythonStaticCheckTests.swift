import AnnealContext
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("Static checks of Python")
struct PythonStaticCheckTests {
    let python = PythonLanguage()

    private func findings(_ files: [String: String]) async throws -> [String] {
        try await withTemporaryFolder { folder in
            try TestProject.write(files, in: folder)
            let command = try #require(python.staticCheck(paths: files.keys.sorted()))
            let result = try await TestProject.run(command, in: folder)
            #expect(result.standardError == "")
            return python.staticFindings(from: result).map { "\($0.path):\($0.line): \($0.message)" }
        }
    }

    @Test("faults are found, each with its line")
    func faults() async throws {
        let found = try await findings([
            "a.py":
                "import re\n\n\ndef f(a, b=1):\n    return math.pi + undefined + re.I\n\n\nprint(f())\nf(1, 2, 3)\nf(1, c=2)\n",
            "b.py": "def g(:\n    pass\n",
            "c.py":
                "from a import f, nothing\nfrom os import nope\nimport missing_module_x\n\n\ndef h():\n    \"\"\"Doc.\"\"\"\n",
            "d.py": "def k():\n    return self.x\n",
        ])
        #expect(
            found.contains("a.py:5: name 'math' is not defined; add: import math: return math.pi + undefined + re.I"))
        #expect(found.contains { $0.hasPrefix("a.py:5: name 'undefined' is not defined") })
        #expect(found.contains { $0.hasPrefix("a.py:8: f() is called without 'a'") })
        #expect(found.contains { $0.hasPrefix("a.py:9: f() takes 2 positional arguments but 3 are given") })
        #expect(found.contains { $0.hasPrefix("a.py:10: f() has no parameter 'c'") })
        #expect(found.contains { $0.hasPrefix("b.py:1: syntax error") })
        #expect(found.contains { $0.hasPrefix("c.py:1: a.py does not define 'nothing'") })
        #expect(found.contains { $0.hasPrefix("c.py:2: module 'os' has no 'nope'") })
        #expect(found.contains { $0.hasPrefix("c.py:3: there is no module 'missing_module_x'") })
        #expect(found.contains { $0.hasPrefix("c.py:6: function 'h' has no body") })
        #expect(found.contains { $0.hasPrefix("d.py:2: name 'self' is not defined") })
        #expect(found.count == 11, "\(found)")
    }

    @Test("sound code has no findings")
    func sound() async throws {
        let found = try await findings([
            "pack/__init__.py": "from .core import top\n",
            "pack/core.py": """
            from __future__ import annotations
            from typing import Protocol
            import os.path
            try:
                import not_installed
            except ImportError:
                not_installed = None


            class Named(Protocol):
                def name(self) -> str: ...


            class Later:
                limit = 3

                def other(self) -> Unknown:
                    return [self.limit for _ in range(self.limit)]


            def top(a, *rest, key=None, **more):
                def inner():
                    nonlocal a
                    a += 1
                    return __file__, rest, more
                return inner() if key else (lambda z: z)(a)


            def skeleton(x):
                raise NotImplementedError


            top(1, 2, 3, other=4)
            top(*[1], **{})

            """,
            "samples.py": PythonSamples.module.replacing("from .cli", with: "from pack"),
        ])
        #expect(found == [])
    }
}

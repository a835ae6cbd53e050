internal import AnnealFoundation
internal import AnnealSpecs

/// A unittest file made from the examples of a requirement.
struct PythonTestFile {
    var checks: [Check]
    var requirement: RequirementID
    var project: Project
    var symbols: SymbolIndex
    var skipping: [String: String]

    /// One example as a test method.
    private struct Method {
        var name: String
        var check: String
        var lines: [String]
        var needsSame = false
        var needsCommand = false
    }

    /// The file, or `nil` when no check can be expressed.
    var generated: GeneratedFile? {
        var names = Set<String>()
        let methods = checks.compactMap { method(for: $0, taken: &names) }
        guard !methods.isEmpty else { return nil }
        let path = "\(folder.isEmpty ? "" : folder + "/")test_spec_\(Self.slug(requirement.rawValue).lowercased()).py"
        var parts = [header(path: path)]
        if methods.contains(where: \.needsSame) { parts.append(Self.sameFunction) }
        parts.append(Self.differenceFunction)
        if methods.contains(where: \.needsCommand) { parts.append(Self.commandFunctions) }
        let className = "Requirement" + Self.slug(requirement.rawValue)
        let body = methods.map { $0.lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n") }
        parts.append(
            "class \(className)(unittest.TestCase):\n    longMessage = False\n\n" + body.joined(separator: "\n\n"))
        parts.append("if __name__ == \"__main__\":\n    unittest.main()")
        let checksByTest = methods.map { ("\(path)::\(className)::\($0.name)", $0.check) }
        return GeneratedFile(
            path: path, text: parts.joined(separator: "\n\n\n") + "\n",
            checksByTest: Dictionary(checksByTest, uniquingKeysWith: { first, _ in first }))
    }

    static func slug(_ text: String) -> String {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "_" : words.joined(separator: "_")
    }

    /// Beside the tests that there are, otherwise `tests`.
    private var folder: String {
        let language = PythonLanguage()
        let folders = project.files.filter { language.isTest(path: $0) && !$0.hasSuffix("conftest.py") }.map {
            $0.split(separator: "/").dropLast().joined(separator: "/")
        }
        let counts = Dictionary(folders.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "tests"
    }

    // MARK: - Methods

    private func method(for check: Check, taken: inout Set<String>) -> Method? {
        guard let body = body(for: check) else { return nil }
        let base = "test_" + Self.slug(check.id)
        let subject = Self.subject(of: check.example)
        var name = subject.isEmpty ? base : "\(base)_\(subject)"
        while !taken.insert(name).inserted { name += "_" }
        var lines: [String] = []
        if let reason = skipping[check.id] {
            lines.append(
                "@unittest.skipUnless(os.environ.get(\"ANNEAL_ALL_CHECKS\"), \(PythonLiteral.text(reason)))")
        }
        lines.append("def \(name)(self):")
        lines += body.lines.map { $0.isEmpty ? "" : "    " + $0 }
        return Method(
            name: name, check: check.id, lines: lines, needsSame: body.needsSame, needsCommand: body.needsCommand)
    }

    private struct Body {
        var lines: [String]
        var needsSame = false
        var needsCommand = false
    }

    private static func subject(of example: Example) -> String {
        if case .output = example.expectation { return "command" }
        let call = PythonScanner.tokens(of: example.call)
        let name = call.enumerated().first { index, token in
            token.kind == .name && index + 1 < call.count && call[index + 1].isSymbol("(")
        }
        return name.map { String($0.element.text.filter { $0.isASCII }.prefix(40)) } ?? ""
    }

    private func body(for check: Check) -> Body? {
        let example = check.example
        guard let setup = Self.setup(example.setup) else { return nil }
        let imports = PythonTestImports(project: project, symbols: symbols)
        switch example.expectation {
        case .value(let value):
            let call = example.call.trimmed
            let value = value.trimmed
            guard PythonExpression.isExpression(call), PythonExpression.isExpression(value),
                let lines = imports.lines(for: setup + [call, value])
            else { return nil }
            let needsSame = PythonScanner.tokens(of: value).contains { $0.text.lowercased().contains("nan") }
            let told = "difference(\(Self.shown(setup, call)), actual, expected)"
            let assertion =
                needsSame
                ? "self.assertTrue(same(actual, expected), \(told))" : "self.assertEqual(actual, expected, \(told))"
            return Body(
                lines: Self.top(lines, setup)
                    + ["actual = \(Self.joined(call))", "expected = \(Self.joined(value))", assertion],
                needsSame: needsSame)
        case .error(let type, let message):
            return errorBody(type: type, message: message, example: example, setup: setup, imports: imports)
        case .output(let output, let error, let status):
            return commandBody(
                example, setup: setup, imports: imports, output: output, error: error, status: status)
        }
    }

    private func errorBody(
        type: String?, message: String?, example: Example, setup: [String], imports: PythonTestImports
    ) -> Body? {
        let call = example.call.trimmed
        let isExpression = PythonExpression.isExpression(call)
        guard isExpression || PythonExpression.isStatement(call), var lines = imports.lines(for: setup + [call]) else {
            return nil
        }
        let type = type?.trimmed ?? "Exception"
        guard let (error, line) = errorType(type, call: call, imports: imports) else { return nil }
        if let line, !lines.contains(line) { lines = (lines + [line]).sorted() }
        let shown = Self.shown(setup, call)
        var body = Self.top(lines, setup) + ["try:", "    actual = \(Self.joined(call))", "except \(error) as error:"]
        if !isExpression {
            body[body.count - 2] = "    \(call)"
            body.insert("    actual = None", at: body.count - 2)
        }
        if let message {
            let text = PythonLiteral.text(message)
            body.append("    self.assertIn(\(text), str(error), difference(\(shown), str(error), \(text)))")
        } else {
            body.append("    pass")
        }
        body += ["else:", "    self.fail(difference(\(shown), actual, \(PythonLiteral.text("\(type) to be raised"))))"]
        return Body(lines: body)
    }

    /// The error's type as the test writes it, and the line that imports it.
    private func errorType(
        _ type: String, call: String, imports: PythonTestImports
    ) -> (name: String, line: String?)? {
        let parts = type.split(separator: ".").map(String.init)
        guard let name = parts.last, parts.allSatisfy({ PythonSkeleton.isIdentifier($0) }) else { return nil }
        if parts.count == 1 && Python.builtins.contains(name) { return (name, nil) }
        let qualifier = parts.count > 1 ? parts[parts.count - 2] : nil
        if let file = symbols.file(defining: name, qualifier: qualifier), let module = imports.module(of: file) {
            return (name, imports.importLine(name, from: module))
        }
        if let lines = imports.lines(for: [type]), let line = lines.first { return (type, line) }
        // Not named anywhere else: it is looked for where the function is.
        for use in PythonNames([call]).free {
            let function = use.attributes.last ?? use.name
            if let file = symbols.file(defining: function) ?? symbols.file(defining: use.name),
                let module = imports.module(of: file)
            {
                return (name, imports.importLine(name, from: module))
            }
        }
        return nil
    }

    private func commandBody(
        _ example: Example, setup: [String], imports: PythonTestImports, output: String?, error: String?, status: Int?
    ) -> Body? {
        guard let command = ExampleCommand.runnable(example.call, programs: ["python", "python3"]),
            let lines = imports.lines(for: setup)
        else { return nil }
        let literal = PythonLiteral.text(command)
        var body = lines.isEmpty ? [] : lines + [""]
        body.append("with project_copy():")
        body += setup.map { "    " + $0 }
        body.append("    done = run(\(literal))")
        let seen = "(done.stdout + done.stderr)[-150:]"
        if let status {
            let expected = PythonLiteral.text("status \(status)")
            body.append(
                "self.assertEqual(done.returncode, \(status), difference(\(literal), "
                    + "f\"status {done.returncode}: \" + \(seen), \(expected)))")
        }
        for (stream, text) in [("stdout", output), ("stderr", error)] {
            guard let text else { continue }
            let expected = PythonLiteral.text(ExampleCommand.withoutLastLineEnd(text))
            let actual = stream == "stdout" && error == nil ? "done.stdout or done.stderr" : "done.\(stream)"
            body.append(
                "self.assertEqual(done.\(stream).rstrip(\"\\n\"), \(expected), "
                    + "difference(\(literal), \(actual), \(expected)))")
        }
        return Body(lines: body, needsCommand: true)
    }

    // MARK: - Pieces

    /// The statements before the call; `nil` when one is not Python.
    private static func setup(_ statements: [String]) -> [String]? {
        var lines: [String] = []
        for statement in statements {
            let text = statement.trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            let indent = statement.prefix { $0 == " " || $0 == "\t" }
            let opensBlock = lines.last?.hasSuffix(":") ?? false
            let isIndented = !indent.isEmpty
            guard PythonExpression.isStatement(text), !opensBlock || isIndented, !lines.isEmpty || !isIndented else {
                return nil
            }
            lines.append(indent + text)
        }
        return lines.last?.hasSuffix(":") == true ? nil : lines
    }

    private static func top(_ imports: [String], _ setup: [String]) -> [String] {
        (imports.isEmpty ? [] : imports + [""]) + setup
    }

    /// An expression over several lines becomes one, so that indentation does not matter.
    private static func joined(_ expression: String) -> String {
        guard expression.contains(where: \.isNewline) else { return expression }
        return "(" + expression.sourceLines.map(\.trimmed).joined(separator: " ") + ")"
    }

    private static func shown(_ setup: [String], _ call: String) -> String {
        PythonLiteral.text((setup.map(\.trimmed) + [joined(call)]).joined(separator: "; "))
    }

    private func header(path: String) -> String {
        let depth = path.split(separator: "/").count
        let root =
            String(repeating: "os.path.dirname(", count: depth) + "os.path.abspath(__file__)"
            + String(repeating: ")", count: depth)
        let hasSource = project.files.contains { $0.hasPrefix("src/") } && !project.files.contains("src/__init__.py")
        let source = hasSource ? "\nsys.path.insert(0, os.path.join(ROOT, \"src\"))" : ""
        return """
            \"""Examples of requirement \(requirement.rawValue.replacing("\"", with: "'").replacing("\\", with: "/")).\"""

            import os
            import sys
            import unittest

            ROOT = \(root)
            sys.path.insert(0, ROOT)\(source)
            """
    }

    private static let differenceFunction = #"""
        def difference(call, actual, expected):
            return f"{call}\nexpected: {expected!r:.200}\nactual:   {actual!r:.200}"
        """#

    private static let sameFunction = #"""
        def same(actual, expected):
            """Equality in which NaN equals NaN, also within lists, tuples and dictionaries."""
            if isinstance(expected, float) and expected != expected:
                return isinstance(actual, float) and actual != actual
            if isinstance(expected, (list, tuple)):
                return (
                    type(actual) is type(expected)
                    and len(actual) == len(expected)
                    and all(same(a, e) for a, e in zip(actual, expected))
                )
            if isinstance(expected, dict):
                return (
                    isinstance(actual, dict)
                    and actual.keys() == expected.keys()
                    and all(same(actual[key], expected[key]) for key in expected)
                )
            return actual == expected
        """#

    private static let commandFunctions = #"""
        def run(command):
            """Runs a command of this project with this Python."""
            import re
            import shlex
            import subprocess

            python = shlex.quote(sys.executable)
            command = re.sub(r"(^|[|;&]\s*)python3?(?=\s)", lambda start: start.group(1) + python, command)
            paths = [os.getcwd(), os.path.join(os.getcwd(), "src")]
            return subprocess.run(
                ["/bin/sh", "-c", command],
                capture_output=True,
                text=True,
                timeout=8,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
            )


        class project_copy:
            """A temporary copy of the project to work in, so that commands leave nothing behind."""

            def __enter__(self):
                import shutil
                import tempfile

                self.before = os.getcwd()
                self.folder = tempfile.mkdtemp()
                copy = os.path.join(self.folder, "project")
                shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(".*", "__pycache__", "node_modules"))
                os.chdir(copy)

            def __exit__(self, *error):
                import shutil

                os.chdir(self.before)
                shutil.rmtree(self.folder, ignore_errors=True)
        """#
}

internal import AnnealFoundation
internal import AnnealSpecs

/// A file of `node:test` made from the examples of a requirement.
struct JavaScriptTestFile {
    var checks: [Check]
    var requirement: RequirementID
    var project: Project
    var symbols: SymbolIndex
    var skipping: [String: String]

    /// The file, or `nil` when no check can be expressed.
    var generated: GeneratedFile? {
        var names = Set<String>()
        var bodies: [String] = []
        var checksByTest: [String: String] = [:]
        let slug = PythonTestFile.slug(requirement.rawValue).lowercased().replacing("_", with: "-")
        let path = (folder.isEmpty ? "" : folder + "/") + "spec-\(slug).test.mjs"
        for check in checks {
            guard let body = body(for: check) else { continue }
            var name = "test_\(PythonTestFile.slug(check.id))"
            while !names.insert(name).inserted { name += "_" }
            let skip = skipping[check.id].map { "{ skip: \(PythonLiteral.text($0)) }, " } ?? ""
            let lines = body.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
            bodies.append("test(\(PythonLiteral.text(name)), \(skip)async () => {\n\(lines)\n});")
            checksByTest["\(path)::\(name)"] = check.id
        }
        guard !bodies.isEmpty else { return nil }
        let text = bodies.joined(separator: "\n\n")
        let pieces = [
            (use: "load(", code: Self.load), (use: "same(", code: Self.same), (use: "raises(", code: Self.raises),
            (use: "run(", code: Self.run),
        ].filter { piece in text.contains(piece.use) }.map(\.code)
        let parts = [header(path: path, needsCommands: text.contains("run("))] + pieces + [text]
        return GeneratedFile(path: path, text: parts.joined(separator: "\n\n") + "\n", checksByTest: checksByTest)
    }

    /// Beside the tests that there are, otherwise `tests`.
    private var folder: String {
        let language = JavaScriptLanguage()
        let folders = project.files.filter { language.isTest(path: $0) }.map {
            $0.split(separator: "/").dropLast().joined(separator: "/")
        }
        let counts = Dictionary(folders.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "tests"
    }

    // MARK: - Tests

    private func body(for check: Check) -> [String]? {
        let example = check.example
        let setup = example.setup.map(\.trimmed).filter { !$0.isEmpty && !$0.hasPrefix("//") }
        guard setup.allSatisfy({ JavaScript.isStatement($0) }) else { return nil }
        let call = Self.withoutSemicolon(example.call)
        let shown = PythonLiteral.text((setup + [call]).joined(separator: " "))
        switch example.expectation {
        case .value(let value):
            let value = Self.withoutSemicolon(value)
            guard JavaScript.isExpression(call), JavaScript.isExpression(value),
                let imports = imports(for: setup + [call, value])
            else { return nil }
            return imports + setup
                + [
                    "const actual = await \(Self.operand(call));", "const expected = \(value);",
                    "same(actual, expected, \(shown));",
                ]
        case .error(let type, let message):
            guard JavaScript.isExpression(call), let imports = imports(for: setup + [call]) else { return nil }
            let type = type.map { String($0.split(separator: ".").last ?? "") }
            let arguments = [type, message].map { $0.map(PythonLiteral.text) ?? "null" }.joined(separator: ", ")
            return imports + setup + ["await raises(async () => \(Self.operand(call)), \(arguments), \(shown));"]
        case .output(let output, let error, let status):
            guard let command = ExampleCommand.runnable(example.call, programs: ["node"]),
                let imports = imports(for: setup)
            else { return nil }
            let expected = [
                status.map { "status: \($0)" },
                output.map { "stdout: \(PythonLiteral.text(ExampleCommand.withoutLastLineEnd($0)))" },
                error.map { "stderr: \(PythonLiteral.text(ExampleCommand.withoutLastLineEnd($0)))" },
            ].compactMap(\.self).joined(separator: ", ")
            let body = imports + setup
            let before = body.isEmpty ? "() => {}" : "async () => {\n    \(body.joined(separator: "\n    "))\n  }"
            return ["await run(\(PythonLiteral.text(command)), { \(expected) }, \(before));"]
        }
    }

    private static func withoutSemicolon(_ text: String) -> String {
        var text = text.trimmed
        while text.hasSuffix(";") { text.removeLast() }
        return text.trimmed
    }

    /// An expression that can stand after `await`; an object in braces would be a block after an arrow.
    private static func operand(_ expression: String) -> String {
        let tokens = BraceScanner.tokens(of: expression, .javaScript)
        let isChain = tokens.allSatisfy {
            $0.depth > 0 || $0.kind == .name || ["(", ")", ".", "[", "]"].contains($0.text)
        }
        let isCall =
            tokens.first?.kind == .name && tokens.first?.text != "function" && isChain && !expression.contains("\n")
        return isCall ? expression : "(\(expression))"
    }

    /// The lines that load what the texts use; `nil` when a name is not known.
    private func imports(for texts: [String]) -> [String]? {
        var namesByFile: [String: [String]] = [:]
        for name in JavaScript.freeNames(texts) {
            guard let file = symbols.file(defining: name),
                ["mjs", "js", "cjs"].contains(where: { file.hasSuffix("." + $0) })
            else { return nil }
            namesByFile[file, default: []].append(name)
        }
        return namesByFile.sorted { $0.key < $1.key }.map { file, names in
            let list = names.joined(separator: ", ")
            let wanted = names.map(PythonLiteral.text).joined(separator: ", ")
            return "const { \(list) } = await load(\(PythonLiteral.text(file)), \(wanted));"
        }
    }

    // MARK: - Pieces

    private func header(path: String, needsCommands: Bool) -> String {
        let up = String(repeating: "../", count: path.split(separator: "/").count - 1)
        let commands =
            needsCommands
            ? """
            import { spawnSync } from "node:child_process";
            import fs from "node:fs";
            import os from "node:os";
            import path from "node:path";

            """ : ""
        return """
            // Examples of requirement \(requirement.rawValue.filter { !$0.isNewline }).
            import assert from "node:assert/strict";
            \(commands)import test from "node:test";
            import { fileURLToPath } from "node:url";
            import { inspect } from "node:util";

            const ROOT = new URL("\(up.isEmpty ? "./" : up)", import.meta.url);
            const shown = (value) => inspect(value, { depth: 6, breakLength: Infinity }).slice(0, 200);
            """.replacing(
                needsCommands ? "\u{0}" : "import { fileURLToPath } from \"node:url\";\n", with: "")
    }

    private static let load = #"""
        async function load(file, ...names) {
          const module = await import(new URL(file, ROOT));
          const all = { ...module.default, ...module };
          for (const name of names) assert.ok(name in all, `${file} does not export ${name}`);
          return all;
        }
        """#

    private static let same = #"""
        // Objects are compared by what they hold, not by the class or prototype that they were made with.
        function plain(value) {
          if (Array.isArray(value)) return value.map(plain);
          if (value === 0) return 0;
          if (typeof value !== "object" || value === null) return value;
          if (Object.prototype.toString.call(value) !== "[object Object]") return value;
          return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
        }

        function same(actual, expected, call) {
          const message = `${call}\nexpected: ${shown(expected)}\nactual:   ${shown(actual)}`;
          assert.deepStrictEqual(plain(actual), plain(expected), message);
        }
        """#

    private static let raises = #"""
        async function raises(action, type, text, call) {
          let actual;
          let error;
          try {
            actual = await action();
          } catch (thrown) {
            error = thrown ?? new Error("nothing was thrown");
          }
          if (error === undefined) assert.fail(`${call}\nexpected: ${type ?? "an error"} to be thrown\nactual:   ${shown(actual)}`);
          const types = [error.name];
          for (let kind = Object.getPrototypeOf(error); kind; kind = Object.getPrototypeOf(kind)) types.push(kind.constructor?.name);
          if (type !== null && !types.includes(type)) throw error;
          const message = String(error.message ?? error);
          if (text !== null) assert.ok(message.includes(text), `${call}\nexpected: ${shown(text)}\nactual:   ${shown(message)}`);
        }
        """#

    private static let run = #"""
        // Runs a command in a temporary copy of the project, so that it leaves nothing behind.
        async function run(command, expected, before) {
          const folder = fs.mkdtempSync(path.join(os.tmpdir(), "spec-"));
          const home = process.cwd();
          try {
            const root = fileURLToPath(ROOT);
            const skipped = (name) => /^(\.|node_modules$)/.test(path.basename(name));
            fs.cpSync(root, folder, { recursive: true, filter: (name) => path.relative(root, name) === "" || !skipped(name) });
            process.chdir(folder);
            await before();
            const words = command.replace(/(^|[|;&]\s*)node(?=\s)/g, (_, start) => `${start}'${process.execPath}'`);
            const done = spawnSync("/bin/sh", ["-c", words], { encoding: "utf8", timeout: 8000 });
            for (const key of Object.keys(expected)) {
              const actual = key === "status" ? done.status : done[key].replace(/\n+$/, "");
              const output = key === "status" ? ` ${shown((done.stdout + done.stderr).slice(-150))}` : "";
              const message = `${command}\nexpected ${key}: ${shown(expected[key])}\nactual ${key}:   ${shown(actual)}${output}`;
              assert.equal(actual, expected[key], message);
            }
          } finally {
            process.chdir(home);
            fs.rmSync(folder, { recursive: true, force: true });
          }
        }
        """#
}

import AnnealFoundation
import AnnealFuzzing
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("The shell parser")
struct ShellParserTests {
    private func words(_ source: String) throws -> [String] {
        let item = try #require(ShellParser.parse(source).items.first)
        guard case .simple(let command) = item.pipelines[0].commands[0].kind else { return [] }
        return command.words.map { word in
            word.parts.map { part in
                switch part {
                case .literal(let text), .escaped(let text), .singleQuoted(let text), .ansiQuoted(let text, _): text
                default: "?"
                }
            }.joined()
        }
    }

    @Test("quotes are taken apart, ranges point at the source")
    func quoting() throws {
        #expect(try words(#"cp 'a b' c\ d $'x\ty' e"#) == ["cp", "a b", "c d", "x\ty", "e"])
        let script = try ShellParser.parse("ls -l | wc # count")
        let commands = try #require(script.items.first?.pipelines.first?.commands)
        #expect(commands.count == 2)
        #expect(commands[1].range.start == 8)
        guard case .simple(let first) = commands[0].kind else {
            Issue.record("no simple command")
            return
        }
        #expect(first.words[1].range == ShellRange(3, 5))
    }

    @Test("here-documents belong to their redirection, quoted ones are not expanded")
    func documents() throws {
        let script = try ShellParser.parse("cat <<A <<'B'\n$x\nA\n$y\nB\necho z\n")
        #expect(script.items.count == 2)
        let redirections = try #require(script.items.first?.pipelines[0].commands[0].redirections)
        #expect(redirections.count == 2)
        #expect(redirections[0].document?.parts.contains(.variable("x")) == true)
        #expect(redirections[1].document?.parts == [.literal("$y\n")])
    }

    @Test(
        "what is no script is told with its place",
        arguments: ["if true; then", "echo 'a", "echo $(ls", "a | | b", "case x in", "f() {", "echo ${x", "&& ls", ")"])
    func faults(source: String) {
        let error = #expect(throws: ShellSyntaxError.self) { _ = try ShellParser.parse(source) }
        #expect(error.map { $0.offset <= source.utf8.count && $0.line >= 1 && !$0.message.isEmpty } == true)
    }

    @Test("what is nested too deeply is an error and no crash")
    func depth() {
        let source = String(repeating: "( ", count: 100_000) + "ls" + String(repeating: " )", count: 100_000)
        #expect(throws: ShellSyntaxError.self) { _ = try ShellParser.parse(source) }
        let substitutions = String(repeating: "$(", count: 50_000)
        #expect(throws: ShellSyntaxError.self) { _ = try ShellParser.parse("echo \(substitutions)") }
    }

    @Test(
        "what stood behind a redirection is printed behind it where its place makes a difference",
        arguments: ["<a !((b))", "<a !(b)", "<a if", "<a { b"])
    func behindRedirections(source: String) throws {
        #expect(try ShellFuzzer.check(Array(source.utf8)))
    }

    @Test(
        "a document within a substitution is printed with its end, and no line before it as one",
        arguments: ["echo $(<<E\nE$(\n)\nE\n)", "`<<''\n\n`", "cat <<A\n`<<''\n\n`\nA"])
    func documentsWithin(source: String) throws {
        #expect(try ShellFuzzer.check(Array(source.utf8)))
    }

    @Test("a byte that is no UTF-8 beside an escape is one fault and stays one")
    func faultyBytes() throws {
        #expect(try ShellFuzzer.check(Array("echo $'\\xec".utf8) + [0x83] + Array("'".utf8)))
    }

    @Test("what is printed is read as the same, whatever is put together")
    func fuzzed() throws {
        var fuzzer = ShellFuzzer(seed: 20_261_126)
        let summary = try fuzzer.run(20_000)
        #expect(summary.accepted > 1_000)
    }

    @Test("bash and the parser accept the same of this machine's scripts")
    func scripts() async throws {
        let folders = ["/etc/init.d", "/usr/bin", "/usr/sbin", "/usr/share/bash-completion/completions"]
        var compared = 0
        var different: [String] = []
        let launcher = SystemProcessLauncher()
        guard FileManager.default.isExecutableFile(atPath: "/bin/bash") else { return }
        for folder in folders {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
            var taken = 0
            for name in names where taken < 15 {
                let path = folder + "/" + name
                guard let data = FileManager.default.contents(atPath: path), data.count < 100_000,
                    isScript(data) || folder.hasSuffix("completions") && !data.isEmpty
                else { continue }
                taken += 1
                compared += 1
                let accepts = try await launcher.run(Command("/bin/bash", ["-n", path])).succeeded
                let script = try? ShellParser.parse(Array(data))
                if (script != nil) != accepts { different.append(path) }
                guard accepts, let script else { continue }
                let printed = Command("/bin/bash", ["-n", "/dev/stdin"], standardInput: ShellPrinter.print(script))
                if try await !launcher.run(printed).succeeded { different.append("printed: " + path) }
            }
        }
        #expect(compared > 0)
        #expect(different.isEmpty, "\(different) of \(compared)")
    }

    private func isScript(_ data: Data) -> Bool {
        let line = String(decoding: data.prefix(40).prefix { $0 != 0x0A }, as: UTF8.self)
        return line.hasPrefix("#!") && (line.hasSuffix("/sh") || line.contains("bash") || line.contains("/sh "))
    }
}

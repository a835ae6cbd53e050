internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// How long the guard takes for texts that are made to be slow, and for ordinary commands.
enum GuardBenchmark {
    /// What a judgement may take at most.
    private static let bound = 0.05

    /// A file has nothing to measure.
    private struct NoCommands: Error, CustomStringConvertible {
        let file: String
        var description: String {
            "\(file) holds no command\n  try: lines such as {\"command\": \"ls -l\"}"
        }
    }

    /// Measures.
    ///
    /// - Parameter file: JSON objects with `command`, one on a line; what is made to be slow alone when left out.
    /// - Throws: when the file cannot be read, or holds no command.
    static func run(file: String?) throws {
        let guardian = CommandGuard(places: WorkspacePlaces(root: "/work/shop", home: "/home/ines"))
        if let file {
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            let commands = try lines.compactMap { try JSONValue(parsing: String($0))["command"]?.stringValue }
            guard !commands.isEmpty else { throw NoCommands(file: file) }
            let times = commands.map { seconds(guardian, $0) }.sorted()
            print(
                "\(times.count) commands: median \(microseconds(times[times.count / 2])) µs, "
                    + "99th percentile \(microseconds(times[times.count * 99 / 100])) µs, "
                    + "most \(microseconds(times[times.count - 1])) µs")
        }
        for kilobytes in [16, 63, 1_000] {
            var worst = 0.0
            for (name, make) in shapes {
                let took = seconds(guardian, make(kilobytes << 10))
                worst = max(worst, took)
                print("  \(kilobytes) KB of \(name): \(String(format: "%.2f", took * 1e3)) ms")
            }
            let verdict = worst > bound ? ", too long" : ""
            print("\(kilobytes) KB: at most \(String(format: "%.1f", worst * 1e3)) ms\(verdict)")
        }
    }

    /// The least of three times.
    private static func seconds(_ guardian: CommandGuard, _ command: String) -> Double {
        (0..<3).map { _ in
            let start = ProcessorTime.now
            _ = guardian.judge(command)
            return (ProcessorTime.now - start).seconds
        }.min() ?? 0
    }

    private static func microseconds(_ seconds: Double) -> String { String(format: "%.0f", seconds * 1e6) }

    /// Texts of about so many bytes.
    private static let shapes: [(String, @Sendable (Int) -> String)] = [
        ("plain commands", { filled("echo a b c; ", $0) }),
        ("a pipeline", { filled("cat a | ", $0) + "wc" }),
        ("nested substitutions", { nested("echo $(", ")", $0) }),
        ("nested quotes", { nested("\"$(echo ", ")\"", $0) }),
        ("braces", { nested("{ ", "; }", $0) }),
        ("brace lists", { "echo " + filled("{a,b}", $0) }),
        ("many brace lists", { filled("echo {1..9}{a,b}; ", $0) }),
        ("variables", { numbered($0) { "v\($0)=x$v\(max(0, $0 - 1)); " } }),
        ("values that double", { "v=x; " + filled("v=$v$v; ", $0) }),
        ("functions", { numbered($0) { "f\($0)() { f\(max(0, $0 - 1)); f\(max(0, $0 - 2)); }; " } + "f900" }),
        ("calls of a program text", { "python3 -c '" + nested("f(", ")", $0) + "'" }),
        ("statements of a program text", { "python3 -c '" + filled("a=b(c); ", $0) + "'" }),
        ("strings of a program text", { "node -e '" + filled("`${a}` + ", $0) + "1'" }),
        ("here-documents", { filled("cat <<X\n$a `b`\nX\n", $0) }),
        ("evals", { nested("eval '", "'", min($0, 4_096)) + filled("eval \"a $b\"; ", $0) }),
        ("words into xargs", { "echo " + filled("a ", $0) + "| xargs -n1 rm" }),
        ("patterns", { "case x in " + filled("*[a-z]*) echo a;; ", $0) + "esac" }),
        ("arithmetic", { "echo $((" + filled("1+", $0) + "1))" }),
        ("arithmetic in brackets", { "echo $((" + nested("(1+", "1)", $0) + "))" }),
        ("loops in loops", { nested("for i in a b c; do ", "; done", $0) }),
        ("conditions", { nested("if a; then ", "; fi", $0) }),
        ("subshells", { nested("(", ")", $0) }),
        ("open quotes", { filled("\"a' ", $0) }),
        ("back quotes", { filled("`a` ", $0) }),
        ("escapes", { "echo -e '" + filled("\\x41\\0101", $0) + "'" }),
        ("parameter expansions", { "v=abc; echo " + filled("${v//a/b}${v%c} ", $0) }),
        ("long options", { "git commit " + filled("--option=value ", $0) }),
        ("wrappers", { filled("env a=b nice timeout 5 ", $0) + "true" }),
        ("base64", { "echo " + filled("QUJD", $0) + " | base64 -d | sh" }),
        ("random bytes", { random($0) }),
    ]

    private static func filled(_ part: String, _ bytes: Int) -> String {
        String(repeating: part, count: max(1, bytes / part.utf8.count))
    }

    private static func nested(_ open: String, _ close: String, _ bytes: Int) -> String {
        let depth = max(1, bytes / (open.utf8.count + close.utf8.count))
        return String(repeating: open, count: depth) + "a" + String(repeating: close, count: depth)
    }

    private static func numbered(_ bytes: Int, _ part: (Int) -> String) -> String {
        var text = ""
        var number = 0
        while text.utf8.count < bytes {
            text += part(number)
            number += 1
        }
        return text
    }

    /// The same each time.
    private static func random(_ bytes: Int) -> String {
        let letters = Array(" \n\t$(){}[]<>|&;'\"`\\#=*?!~abcxyz019-/".utf8)
        var state: UInt64 = 1
        return String(
            decoding: (0..<bytes).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return letters[Int(state >> 33) % letters.count]
            }, as: UTF8.self)
    }
}

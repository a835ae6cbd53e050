internal import Foundation

/// Measures what Anneal promises about its speed and what its algorithms find. Each benchmark is one file with one type;
/// `anneal-bench` runs the first, `anneal-bench NAME [PATH]` any.
@main
enum Bench {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        let path = arguments.dropFirst().first
        do {
            switch arguments.first ?? "spec-parsing" {
            case "spec-parsing": SpecParsingBenchmark.run(file: path)
            case "scheduling": try SchedulingBenchmark.run(path: path)
            case "trees": try TreesBenchmark.run(folder: path)
            case "environments": try EnvironmentBenchmark.run()
            case "cache": CacheBenchmark.run()
            case "fuzz": try FuzzBenchmark.run(inputs: path)
            case "learn-serve": try await LearnServeBenchmark.run()
            case "shell": try ShellBenchmark.run(folder: path)
            case "guard": try GuardBenchmark.run(file: path)
            case "sandbox": try await SandboxBenchmark.run()
            case let name:
                fail(
                    "error: no such benchmark: \(name)\n  try: spec-parsing, scheduling, trees, environments, learn-serve, sandbox, shell, guard, cache, fuzz",
                    code: 64)
            }
        } catch {
            fail("error: \(error)", code: 65)
        }
    }

    private static func fail(_ text: String, code: Int32) -> Never {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        exit(code)
    }
}

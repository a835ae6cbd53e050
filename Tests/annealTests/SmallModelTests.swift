import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// The real binary with the real small model, from a specification to a merged branch.
///
/// It runs where `make test` has fetched the model; what it writes is not the same everywhere, so that only what holds
/// for every answer is checked.
@Suite("With the small model", .tags(.model, .slow), .serialized)
struct SmallModelTests {
    private static let home = StateDirectories(environment: ProcessInfo.processInfo.environment)
    private static let model = "qwen2.5-coder-0.5b"

    static var isThere: Bool {
        let file = home.models.appending(path: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf").path
        return FileManager.default.fileExists(atPath: file)
    }

    private static let text = """
        # Greeting

        One Python module, `greeting.py`, in the repository root. Python 3.11, standard library only.

        ## Requirements

        ### R1 Greet
        `greet(name: str) -> str` returns a greeting.

        - `greet("Ada")` returns `"Hello, Ada!"`.

        ### R2 Add
        `add(a: int, b: int) -> int` returns the sum of two numbers.

        - `add(2, 3)` returns `5`.
        """

    @Test("a run ends with a merged branch, verdicts that rest on tests, and a bill", .enabled(if: isThere))
    func run() async throws {
        try await withTemporaryFolder { folder in
            let repository = folder.appending(path: "repo").path
            let specification = folder.appending(path: "spec.md")
            try FileManager.default.createDirectory(atPath: repository, withIntermediateDirectories: true)
            try Data(Self.text.utf8).write(to: specification)
            let program = try BuiltProgram(home: folder.appending(path: "home"))
            // The models are those of this machine; the state, the server's too, is the test's own.
            let variables = ["ANNEAL_MODEL_LOCAL_SLOTS": "2", "ANNEAL_MODEL_LOCAL_CONTEXT_LENGTH": "4096"]
            let cache = folder.appending(path: "home/cache")
            try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
            for part in ["models", "runtime"] {
                try FileManager.default.createSymbolicLink(
                    at: cache.appending(path: part), withDestinationURL: Self.home.cache.appending(path: part))
            }
            let result = try await program.run(
                [
                    "run", specification.path, "--repo", repository, "--init", "--accept", "--json", "--model",
                    Self.model,
                    "--budget-time", "4m",
                ], adding: variables, deadline: .seconds(400))
            _ = try await program.run(["model", "stop"], adding: variables)

            let line = try #require(result.standardOutput.split(separator: "\n").last.map(String.init))
            let last = try JSONValue(parsing: line)
            #expect(last["type"]?.stringValue == "run.completed", "\(result.standardError)")
            #expect([0, 2].contains(result.shellStatus), "\(result.standardError)")
            #expect((last["tokens"]?["generated"]?.intValue ?? 0) > 10)
            let subjects = try await program.git("log", "--format=%s", in: repository)
            #expect(!subjects.isEmpty)
            let module = repository + "/greeting.py"
            #expect(try String(contentsOfFile: module, encoding: .utf8).contains("def "))
        }
    }
}

import AnnealTesting
import Foundation
import Testing

/// Trainings in programs of their own, since a library of matrices reads the number of threads when it is loaded.
@Suite("The number of threads", .tags(.integration)) struct ThreadCountTests {
    private static func program() throws -> URL {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders = [
            URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
            Bundle.main.bundleURL, root.appending(path: ".build/debug"),
        ]
        return try #require(
            folders.map { $0.appending(path: "anneal-learning-bench") }.first {
                FileManager.default.isExecutableFile(atPath: $0.path)
            }, "the program `anneal-learning-bench` was not built")
    }

    private static func digest(threads: Int) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = try program()
        process.arguments = ["weights"]
        var environment = ProcessInfo.processInfo.environment
        for name in ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"] {
            environment[name] = "\(threads)"
        }
        process.environment = environment
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test("that the environment asks for does not change what a training comes to")
    func threads() throws {
        let alone = try Self.digest(threads: 1)
        #expect(alone.count > 8)
        #expect(try Self.digest(threads: 8) == alone)
    }
}

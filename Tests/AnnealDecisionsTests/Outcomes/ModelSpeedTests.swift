import AnnealDecisions
import AnnealTesting
import Foundation
import Testing

@Suite("Speed of a model")
struct ModelSpeedTests {
    private let speed = ModelSpeed(prompt: 100, generated: [1: 10, 4: 25, 8: 30])

    @Test(
        "seconds are those of the prompt and of the answers at their number's speed",
        arguments: [
            (200, 0, 1, 2.0), (0, 100, 1, 10.0), (100, 100, 4, 5.0), (0, 60, 8, 2.0), (0, 60, 20, 2.0),
            (0, 20, 2, 20 / 15.0), (-5, 27, 6, 27 / 27.5), (0, 10, 0, 1.0),
        ] as [(Int, Int, Int, Double)])
    func seconds(_ prompt: Int, _ generated: Int, _ answers: Int, _ seconds: Double) {
        let reckoned = speed.seconds(prompt: prompt, generated: generated, answers: answers)
        #expect(abs(reckoned - seconds) < 1e-9)
    }

    @Test("a file gives a speed for each model")
    func read() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "speeds.json")
            try Data(#"{"a": {"prompt": 90.5, "generated": {"1": 12, "4": 27}}}"#.utf8).write(to: file)
            #expect(try ModelSpeed.read(file.path) == ["a": ModelSpeed(prompt: 90.5, generated: [1: 12, 4: 27])])
        }
    }

    @Test(
        "what is no speed is refused by the model's name",
        arguments: [
            #"{"a": {"prompt": 0, "generated": {"1": 12}}}"#, #"{"a": {"prompt": 9, "generated": {}}}"#,
            #"{"a": {"prompt": 9, "generated": {"0": 12}}}"#, #"{"a": {"prompt": 9, "generated": {"one": 12}}}"#,
            #"{"a": {"prompt": 9, "generated": {"1": -1}}}"#, #"{"a": {"generated": {"1": 1}}}"#, #"{"a": 5}"#,
        ])
    func refused(_ text: String) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "speeds.json")
            try Data(text.utf8).write(to: file)
            let error = #expect(throws: SuiteError.self) { try ModelSpeed.read(file.path) }
            #expect(error?.message.contains("'a'") == true)
            #expect(error?.place == file.path && error?.remedy?.contains("generated") == true)
        }
    }

    @Test("no file and no JSON are told apart from wrong speeds")
    func none() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "speeds.json")
            #expect(throws: SuiteError.self) { try ModelSpeed.read(file.path) }
            try Data("[]".utf8).write(to: file)
            #expect(throws: SuiteError.self) { try ModelSpeed.read(file.path) }
        }
    }
}

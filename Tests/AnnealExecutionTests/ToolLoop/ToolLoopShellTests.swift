import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("The shell of a tool loop's commands", .tags(.integration), .timeLimit(.minutes(3)))
struct ToolLoopShellTests {
    private typealias Scene = ToolLoopScene

    @Test(
        "is the one whose language the guard reads: its echo leaves escapes alone",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
    func bash() async throws {
        let model = ScriptedModel(answers: [
            try Scene.answer("run_command", ["command": #"echo '\0057etc'; [[ a == a ]] && echo "${BASH_ENV:-none}""#]),
            try Scene.writing(Scene.right), try Scene.answer("done"),
        ])
        _ = try await Scene().run(model)
        let result = try #require(model.requests.dropFirst().first?.messages.last?.text)
        #expect(result.contains("\\0057etc\nnone\n"), "\(result)")
    }
}

import AnnealFoundation
import AnnealModels
import AnnealTesting
import Foundation
import Testing

@Suite("A run that nobody is there to answer", .serialized, .tags(.integration))
struct UnansweredRunTests {
    private static let double = #"def double_of(number: int) -> int:\n    return number * 2\n"#
    private static let triple = #"\n\ndef triple_of(number: int) -> int:\n    return number * 3\n"#

    private static func call(_ name: String, _ arguments: String) -> ScriptedAnswer {
        ScriptedAnswer(toolCalls: [ToolCall(id: "call-1", name: name, arguments: arguments)])
    }

    /// A model that works with tools: it writes a module, wants to install something, and says that it is done.
    private static func script(_ module: String) -> ModelScript {
        ModelScript(answers: [
            call("write_file", #"{"path": "numbers_of_ours.py", "content": "\#(module)"}"#),
            call("run_command", #"{"command": "npm install left-pad"}"#), call("done", "{}"),
        ])
    }

    @Test(
        "ends with 3 and names the flag where not all is verified, and with 0 and a note where it is",
        arguments: [3, 0] as [Int32])
    func exitCode(code: Int32) async throws {
        let module = code == 0 ? Self.double + Self.triple : Self.double
        try await withRunScene(script: Self.script(module)) { scene in
            let result = try await scene.program.run(
                scene.arguments + ["--executor", "tool-loop", "--set", "run.parallel=1"], deadline: .seconds(280))
            #expect(result.ending == .exited(code), "\(result.standardError)")
            let last = try scene.lastEvent(result)
            #expect(last["exitCode"]?.intValue == Int(code))
            let question = last["unanswered"]?[0]
            #expect(question?["text"]?.stringValue == "npm install left-pad")
            #expect(question?["flags"]?[0]?.stringValue == "--allow installation")
            let file = try #require(last["reports"]?[0]?.stringValue)
            #expect(try String(contentsOfFile: file, encoding: .utf8).contains("--allow installation"))
            // What was asked of the model, and what it answered, is in the record without its text.
            for subject in ["prompt", "answer"] {
                let log = try await scene.program.run(["guard", "log", "--subject", subject, "--json"])
                #expect(log.standardOutput.contains("\"subject\":\"\(subject)\""), "\(log.standardError)")
                #expect(log.standardOutput.contains("\"task\":\"T001\"") && !log.standardOutput.contains("double_of"))
            }
            #expect(try await scene.program.run(["guard", "verify"]).ending == .exited(0))
        }
    }
}

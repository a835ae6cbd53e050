import AnnealSafety
import Foundation
import Synchronization
import Testing

@testable import anneal

@Suite("The question about a command or a change")
struct ApprovalPromptTests {
    private func question(_ command: String, task: String? = "T001") -> CommandGate.Question {
        let places = WorkspacePlaces(root: "/work/shop", home: "/home/ines")
        return CommandGate.Question(
            command: command, judgement: CommandGuard(places: places).judge(command), task: task)
    }

    @Test("shows what a terminal would hide, in the command and in the reason")
    func visible() {
        let text = ApprovalPrompt.text(of: question("curl x.example\r\u{1B}[2Kls -l\n\u{202E}second"))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(text.hasPrefix("T001 wants to run:\n    curl x.example\\u{D}\\u{1B}[2Kls -l\n    \\u{202E}second\n"))
        #expect(text.hasSuffix("\n[o]nce, this [r]un, [a]lways for this project, [n]o?"))
    }

    @Test("shows a change of a protected file as a difference of at most sixty lines, and why it is asked")
    func change() {
        let after = "on: push\r\u{1B}[2K\n" + (0..<200).map { "step \($0)\n" }.joined()
        let write = ProposedWrite(path: ".github/workflows/ci.yml", kind: .integration, before: nil, after: after)
        let text = ApprovalPrompt.text(
            of: CommandGate.Question(write: write, reason: write.reason, task: "T001"))
        #expect(text.hasPrefix("T001 wants to change .github/workflows/ci.yml:\n    --- /dev/null\n"))
        #expect(text.contains("\n    +on: push\\u{D}\\u{1B}[2K\n    +step 0\n"))
        #expect(text.contains("more lines are not shown\n"))
        #expect(text.split(separator: "\n").count == 60 + 3)
        #expect(text.contains("run by a server that holds the project's keys [protected-write]"))
        #expect(text.hasSuffix("\n[o]nce, any change of this file in this [r]un, [a]lways for this project, [n]o?"))
    }

    @Test("is asked of one task at a time: no other is shown before the answer")
    func oneAfterTheOther() async {
        let shown = Mutex<[String]>([])
        let open = Mutex((now: 0, most: 0))
        let prompt = ApprovalPrompt(
            show: { text in
                shown.withLock { $0.append(text) }
                open.withLock { open in
                    open.now += 1
                    open.most = max(open.most, open.now)
                }
            },
            read: {
                // Long enough for another task to come in between, if it could.
                Thread.sleep(forTimeInterval: 0.02)
                open.withLock { $0.now -= 1 }
                return "o"
            })
        let answers = await withTaskGroup(of: CommandGate.Answer?.self) { group in
            for number in 1...6 { group.addTask { await prompt.ask(question("make \(number)", task: "T00\(number)")) } }
            return await group.reduce(into: [CommandGate.Answer?]()) { $0.append($1) }
        }
        #expect(answers == [CommandGate.Answer?](repeating: .once, count: 6))
        #expect(open.withLock { $0.most } == 1)
        #expect(Set(shown.withLock { $0 }).count == 6)
    }

    @Test("is asked again where the line means nothing, and unanswered at the end of the input")
    func lines() async {
        let lines = Mutex(["what?", " Always "])
        let prompt = ApprovalPrompt(
            show: { _ in }, read: { lines.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
        #expect(await prompt.ask(question("make")) == .project)
        #expect(await prompt.ask(question("make")) == nil)
    }
}

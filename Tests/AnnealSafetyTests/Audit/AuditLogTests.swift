import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("The audit log")
struct AuditLogTests {
    private func entry(_ text: String, _ verdict: GuardVerdict = .allow) -> AuditEntry {
        AuditEntry(
            time: Date(timeIntervalSince1970: 1_700_000_000.1239), run: "r1", task: "T001", subject: .command,
            text: text, verdict: verdict, rule: "reads", reason: "it \"only\" reads, \u{1F600}\n")
    }

    private func withLog<T>(_ body: (AuditLog) async throws -> T) async throws -> T {
        try await withTemporaryFolder { try await body(AuditLog(file: $0.appending(path: "deep/audit.jsonl"))) }
    }

    private func change(_ log: AuditLog, _ body: (inout [String]) -> Void) throws {
        var lines = try String(contentsOf: log.file, encoding: .utf8).split(separator: "\n").map(String.init)
        body(&lines)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: log.file)
    }

    @Test("entries come back as they were written, and the chain holds")
    func chain() async throws {
        try await withLog { log in
            #expect(try log.entries().isEmpty)
            #expect(try log.verify().fault == nil)
            let entries = ["ls", "rm -rf \"/\"", "", String(repeating: "x", count: 70_000), "cat"].map { entry($0) }
            var last = ""
            for each in entries { last = try log.append(each) }
            #expect(try log.entries() == entries)
            #expect(try log.entries(last: 2) == Array(entries.suffix(2)))
            let verification = try log.verify()
            #expect(verification.fault == nil)
            #expect(verification.lines == 5)
            #expect(verification.head == last)
            let mode = try FileManager.default.attributesOfItem(atPath: log.file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("a prompt's row holds its size and digest, and a change of them is found")
    func exchange() async throws {
        try await withLog { log in
            let exchange = AuditExchange(
                bytes: 12, tokens: 4, isEstimated: true, digest: ContentDigest(of: "text"), redactions: 1)
            let entry = AuditEntry(
                time: Date(timeIntervalSince1970: 1), run: "r1", task: "T001", subject: .prompt, text: "some-model",
                verdict: .allow, rule: "model-traffic", reason: "sent to the model", exchange: exchange)
            try log.append(entry)
            #expect(try log.entries() == [entry])
            #expect(
                exchange.summary
                    == "12 bytes, at most 4 tokens, 1 secret replaced, sha256 \(ContentDigest(of: "text").short)")
            try change(log) { $0[0] = $0[0].replacing("\"bytes\":12", with: "\"bytes\":13") }
            #expect(try log.verify().fault == .changed(line: 1))
        }
    }

    @Test("a changed, removed, added or moved line is found, and so is a cut end")
    func faults() async throws {
        try await withLog { log in
            for number in 1...5 { try log.append(entry("command \(number)", .deny)) }
            let whole = try Data(contentsOf: log.file)
            func fault(_ body: (inout [String]) -> Void) throws -> AuditVerification.Fault? {
                try whole.write(to: log.file)
                try change(log, body)
                return try log.verify().fault
            }
            #expect(try fault { $0[2] = $0[2].replacing("command 3", with: "command 9") } == .changed(line: 3))
            #expect(try fault { $0[1] = $0[1].replacing("deny", with: "allow") } == .changed(line: 2))
            #expect(try fault { $0.remove(at: 1) } == .outOfOrder(line: 2))
            #expect(try fault { $0.swapAt(1, 2) } == .outOfOrder(line: 2))
            #expect(try fault { $0.insert($0[0], at: 0) } == .outOfOrder(line: 2))
            #expect(try fault { $0[3] = "nonsense" } == .unreadable(line: 4))
            guard case .endMissing(let expected?) = try fault({ $0.removeLast() }) else {
                Issue.record("a cut end was not noticed")
                return
            }
            #expect(expected.count == 64)
            try whole.write(to: log.file)
            #expect(try log.verify().fault == nil)
        }
    }

    @Test("an entry that is added after lines were cut off does not hide that")
    func cutAndGrown() async throws {
        for cut in 1...5 {
            try await withLog { log in
                for number in 1...5 { try log.append(entry("command \(number)", .deny)) }
                try change(log) { $0.removeLast(cut) }
                if cut == 5 { try Data().write(to: log.file) }
                for number in 6...8 { try log.append(entry("command \(number)")) }
                #expect(try log.entries().count == 8 - cut)
                #expect(try log.verify().fault == .outOfOrder(line: 6 - cut), "\(cut) lines")
            }
        }
    }

    @Test("neither does one without the note of the last digest, nor with one that is none")
    func withoutNote() async throws {
        for note in [nil, "", "nonsense"] {
            try await withLog { log in
                for number in 1...5 { try log.append(entry("command \(number)", .deny)) }
                try change(log) { $0.removeLast(2) }
                let file = log.file.appendingPathExtension("head")
                if let note {
                    try Data(note.utf8).write(to: file)
                } else {
                    try FileManager.default.removeItem(at: file)
                }
                try log.append(entry("command 6"))
                #expect(try log.verify().fault == .outOfOrder(line: 4))
            }
        }
    }

    @Test("a process that ended between a line and its note breaks nothing")
    func halfWritten() async throws {
        for lines in 1...3 {
            try await withLog { log in
                let head = log.file.appendingPathExtension("head")
                for number in 1..<lines { try log.append(entry("command \(number)")) }
                let before = try? Data(contentsOf: head)
                let last = try log.append(entry("command \(lines)"))
                if let before { try before.write(to: head) } else { try FileManager.default.removeItem(at: head) }
                #expect(try log.verify().fault == nil)
                #expect(try log.lastDigest() == last)
                try log.append(entry("one more"))
                let verification = try log.verify()
                #expect(verification.fault == nil && verification.lines == lines + 1)
            }
        }
    }

    @Test("many writers at the same time make one chain")
    func writers() async throws {
        try await withLog { log in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask { for number in 0..<25 { try log.append(entry("\(writer) \(number)")) } }
                }
                try await group.waitForAll()
            }
            let verification = try log.verify()
            #expect(verification.lines == 200)
            #expect(verification.fault == nil)
        }
    }

    @Test("a log that cannot be written, or ends within a line, is an error and stays as it is")
    func broken() async throws {
        try await withLog { log in
            try log.append(entry("one"))
            let handle = try FileHandle(forWritingTo: log.file)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"half".utf8))
            try handle.close()
            let before = try Data(contentsOf: log.file)
            #expect(throws: AuditError.self) { try log.append(entry("two")) }
            #expect(try Data(contentsOf: log.file) == before)
            #expect(try log.verify().fault == .unreadable(line: 2))
            #expect(throws: AuditError.self) {
                try AuditLog(file: URL(fileURLWithPath: "/dev/null/x")).append(entry("a"))
            }
        }
    }
}

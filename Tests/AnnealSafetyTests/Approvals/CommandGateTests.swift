import AnnealSafety
import AnnealTesting
import Foundation
import Synchronization
import Testing

@Suite("CommandGate")
struct CommandGateTests {
    private let install = "npm install left"

    @Test("What is harmless passes, what is denied never does, whoever is asked")
    func verdicts() async throws {
        let gate = CommandGate(home: "/home/ines", asking: { _ in .once })
        #expect(try await gate.admit("make test", workspace: "/work/shop") == .admitted)
        guard case .refused(let refusal) = try await gate.admit("sudo ls", workspace: "/work/shop") else {
            Issue.record("sudo passed")
            return
        }
        #expect(refusal.flag == nil)
    }

    @Test("Where nobody is there, what is asked is refused with the flag that allows it")
    func nobody() async throws {
        let gate = CommandGate(home: "/home/ines")
        guard case .refused(let refusal) = try await gate.admit(install, workspace: "/work/shop") else {
            Issue.record("an installation passed")
            return
        }
        #expect(refusal.flag == "--allow installation")
        let allowing = CommandGate(home: "/home/ines", allowedRules: ["installation"])
        #expect(try await allowing.admit(install, workspace: "/work/shop") == .admitted)
        #expect(try await allowing.admit("git push", workspace: "/work/shop") != .admitted)
        // A second reason to ask is not covered by the rule that was allowed.
        #expect(try await allowing.admit(install + "; git push", workspace: "/work/shop") != .admitted)
    }

    @Test("An answer counts for once, for the run or for the project")
    func answers() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let book = ApprovalBook(file: folder.appending(path: "state/approvals.json"), project: "/work/shop")
            let asked = Mutex(0)
            func gate(_ answer: CommandGate.Answer) -> CommandGate {
                CommandGate(
                    home: "/home/ines", book: book,
                    asking: { _ in
                        asked.withLock { $0 += 1 }
                        return answer
                    })
            }
            let once = gate(.once)
            for _ in 0..<2 { #expect(try await once.admit(install, workspace: "/w/1") == .admitted) }
            #expect(asked.withLock { $0 } == 2)
            let run = gate(.run)
            for _ in 0..<2 { #expect(try await run.admit(install, workspace: "/w/1") == .admitted) }
            #expect(asked.withLock { $0 } == 3)
            #expect(try await gate(.no).admit(install, workspace: "/w/1") != .admitted)
            #expect(try await gate(.project).admit(install, workspace: "/w/1") == .admitted)
            #expect(asked.withLock { $0 } == 5)
            // Another run of the project, with nobody there.
            #expect(
                try await CommandGate(home: "/home/ines", book: book).admit(install, workspace: "/w/2") == .admitted)
            let other = ApprovalBook(file: book.file, project: "/work/other")
            #expect(
                try await CommandGate(home: "/home/ines", book: other).admit(install, workspace: "/w/2") != .admitted)
        }
    }

    @Test("The guard's own folders are known wherever they lie")
    func ownFolders() async throws {
        let gate = CommandGate(
            home: "/home/ines", user: "ines", guardFolders: ["/data/state/anneal"], asking: { _ in .once })
        for command in ["echo x >> /data/state/anneal/audit.jsonl", "rm /data/state/anneal/approvals.json"] {
            guard case .refused(let refusal) = try await gate.admit(command, workspace: "/work/shop") else {
                Issue.record("\(command) passed")
                continue
            }
            #expect(refusal.flag == nil)
        }
    }

    @Test("Secrets in a command are not recorded")
    func redacted() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let audit = AuditLog(file: folder.appending(path: "audit.jsonl"))
            let gate = CommandGate(home: "/home/ines", audit: audit, redactor: Redactor(key: RedactionKey()))
            let value = "q7Lw2" + "ZpX9vR4" + "tYk81mNs"
            _ = try await gate.admit("DB_PASSWORD='\(value)' make test", workspace: "/work/shop")
            let recorded = try String(contentsOf: audit.file, encoding: .utf8)
            #expect(!recorded.contains(value) && recorded.contains("make test"), "\(recorded)")
        }
    }

    @Test("Every verdict is recorded with who decided, and a record that cannot be written stops the command")
    func recorded() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let audit = AuditLog(file: folder.appending(path: "audit.jsonl"))
            let gate = CommandGate(
                home: "/home/ines", run: "r1", audit: audit, asking: { $0.command == install ? .once : nil })
            for command in ["ls", install, "git push", "rm -rf /usr"] {
                _ = try await gate.admit(command, workspace: "/work/shop", task: "T001")
            }
            let entries = try audit.entries()
            #expect(entries.map(\.verdict) == [.allow, .allow, .ask, .deny])
            #expect(entries.map(\.decider) == [.policy, .person, .absence, .policy])
            #expect(entries.allSatisfy { $0.run == "r1" && $0.task == "T001" })
            let verification = try audit.verify()
            #expect(verification.fault == nil)
            let lost = CommandGate(home: "/home/ines", audit: AuditLog(file: folder.appending(path: "audit.jsonl/x")))
            await #expect(throws: AuditError.self) { _ = try await lost.admit("ls", workspace: "/work/shop") }
        }
    }
}

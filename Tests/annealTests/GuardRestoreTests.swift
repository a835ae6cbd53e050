import AnnealFoundation
import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("anneal guard restore", .tags(.integration))
struct GuardRestoreTests {
    @Test("gives values back to the owner of the key, and says where there are none")
    func restore() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let home = folder.resolvingSymlinksInPath().appending(path: "home")
            let program = try BuiltProgram(home: home)
            let state = StateDirectories(environment: program.environment).state
            let file = folder.appending(path: "report.md")
            try Data("none".utf8).write(to: file)
            let without = try await program.run(["guard", "restore", file.path], in: folder.path)
            #expect(without.ending == .exited(65))
            #expect(without.standardError.contains("no values are kept"))

            try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
            let key = try RedactionKey.load(orCreateAt: state.appending(path: "redaction.key"))
            var vault = SecretVault(key: key)
            let text = "export GITHUB_TOKEN=ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8" + "\n"
            let redacted = Redactor(key: key).redact(text, into: &vault).text
            try vault.save(to: state.appending(path: "secrets.vault"))
            #expect(redacted.contains("[secret:"))
            try Data(redacted.utf8).write(to: file)
            let result = try await program.run(["guard", "restore", file.path], in: folder.path)
            #expect(result.standardOutput == text, "\(result.standardError)")
        }
    }
}

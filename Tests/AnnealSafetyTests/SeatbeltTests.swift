import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealSafety

/// The rules for macOS as text; whether they hold, a Mac's own `probe` tells.
@Suite("The sandbox of macOS")
struct SeatbeltTests {
    private func rules(_ profile: SandboxProfile, in folder: URL) throws -> [String] {
        let workspace = folder.resolvingSymlinksInPath().appending(path: "work").path
        try FileManager.default.createDirectory(atPath: workspace + "/.git", withIntermediateDirectories: true)
        return SeatbeltProfile(
            toolchain: ToolchainFolders(environment: ["PATH": "/usr/bin", "HOME": "/Users/a"]),
            view: try WorkspaceView(workspace), temporary: "/private/tmp/own", profile: profile
        ).text.split(separator: "\n").map(String.init)
    }

    @Test("writing is allowed in the workspace, and denied again for git's folder and Anneal's")
    func workspace() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.resolvingSymlinksInPath().appending(path: "work").path
            let lines = try rules(.workspace, in: folder)
            #expect(lines[1] == "(deny default)")
            #expect(lines.last == "(deny network*)")
            let allowed = try #require(lines.lastIndex(of: "(allow file-write*"))
            #expect(lines[allowed + 1] == "  (subpath \"\(root)\"))")
            let denied = try #require(lines.lastIndex(of: "(deny file-write*"))
            #expect(denied > allowed)
            #expect(lines[denied + 1] == "  (subpath \"\(root)/.git\")")
            #expect(lines[denied + 2] == "  (subpath \"\(root)/.anneal\"))")
        }
    }

    @Test("with the profile read-only nothing but the temporary folder can be written")
    func readOnly() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let lines = try rules(.readOnly, in: folder)
            let writes = lines.indices.filter { lines[$0] == "(allow file-write*" }
            #expect(writes.map { lines[$0 + 1] } == ["  (subpath \"/private/tmp/own\"))"])
        }
    }

    @Test("no folder of people can be read")
    func homes() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let text = try rules(.workspace, in: folder).joined(separator: "\n")
            #expect(!text.contains("(subpath \"/Users"))
            #expect(!text.contains("(subpath \"/\")"))
            #expect(!text.contains("(allow network"))
        }
    }

    @Test("a path cannot end its text", arguments: [("a\"b", "\"a\\\"b\""), ("a\\", "\"a\\\\\""), ("é ", "\"é \"")])
    func quoting(path: String, expected: String) {
        #expect(SeatbeltProfile.quoted(path) == expected)
    }

    @Test("a command gets limits, its own folders and the rules")
    func wrapped() {
        let limits = SandboxLimits(memory: 1 << 30, processes: 9, fileSize: 1 << 20)
        let command = SeatbeltSandbox.wrapping(
            Command("make", ["all"], environment: ["LANG": "C"]), rules: "(version 1)", searchPath: ["/usr/bin"],
            folder: "/w", temporary: "/t", limits: limits)
        #expect(command.executable == "/bin/sh")
        #expect(command.arguments[1].hasPrefix("ulimit -c 0; ulimit -f 2048; ulimit -u 9"))
        #expect(
            command.arguments.dropFirst(3)
                == ["/usr/bin/sandbox-exec", "-p", "(version 1)", "make", "all"])
        #expect(command.environment == ["PATH": "/usr/bin", "HOME": "/t", "TMPDIR": "/t", "LANG": "C"])
        #expect(command.workingDirectory == "/w")
    }
}

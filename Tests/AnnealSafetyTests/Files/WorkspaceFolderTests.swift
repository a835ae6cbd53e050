import AnnealSafety
import AnnealTesting
import Foundation
import Testing

@Suite("Files of a workspace")
struct WorkspaceFolderTests {
    private func path(_ text: String) throws -> WorkspaceRelativePath { try WorkspaceRelativePath(text, in: "/ws") }

    private func inWorkspace<T>(_ body: (WorkspaceFolder, URL, URL) async throws -> T) async throws -> T {
        try await withTemporaryFolder { folder in
            let root = folder.appending(path: "ws")
            let outside = folder.appending(path: "outside")
            for each in [root, outside] {
                try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
            }
            try Data("secret".utf8).write(to: outside.appending(path: "file.txt"))
            return try await body(WorkspaceFolder(root: root.path), root, outside)
        }
    }

    private func code(_ body: () throws -> Void) -> FileRefusal.Code? {
        do { try body() } catch let refusal as FileRefusal { return refusal.code } catch { return nil }
        return nil
    }

    @Test("what is written is read again, folders are made, permissions stay")
    func writing() async throws {
        try await inWorkspace { folder, root, _ in
            try folder.write(Array("one".utf8), to: path("a/b/c.txt"))
            #expect(try folder.read(path("a/b/c.txt")) == Array("one".utf8))
            #expect(try folder.permissions(of: path("a/b/c.txt")) == 0o644)
            let file = root.appending(path: "a/b/c.txt").path
            try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: file)
            try folder.write(Array("two".utf8), to: path("a/b/c.txt"))
            #expect(try folder.permissions(of: path("a/b/c.txt")) == 0o750)
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.path + "/a/b") == ["c.txt"])
            try folder.remove(path("a/b/c.txt"))
            #expect(!folder.hasFile(try path("a/b/c.txt")))
            try folder.remove(path("a/b/c.txt"))
            try folder.remove(path("nowhere/c.txt"))
            #expect(code { _ = try folder.read(path("a/b/c.txt")) } == .missing)
            #expect(try folder.permissions(of: path("nowhere/c.txt")) == nil)
        }
    }

    @Test("no link is followed, whether it is the file or a folder on the way")
    func links() async throws {
        try await inWorkspace { folder, root, outside in
            let files = FileManager.default
            try files.createSymbolicLink(
                atPath: root.path + "/link.txt", withDestinationPath: outside.path + "/file.txt")
            try files.createSymbolicLink(atPath: root.path + "/way", withDestinationPath: outside.path)
            try files.createSymbolicLink(atPath: root.path + "/inside", withDestinationPath: ".")
            for text in ["link.txt", "way/file.txt", "inside/link.txt"] {
                #expect(code { _ = try folder.read(path(text)) } == .link, "\(text)")
                #expect(code { try folder.write([1], to: path(text)) } == .link, "\(text)")
                #expect(code { try folder.remove(path(text)) } == .link, "\(text)")
                #expect(!folder.hasFile(try path(text)))
            }
            #expect(code { try folder.write([1], to: path("way/new/file.txt")) } == .link)
            #expect(try files.contentsOfDirectory(atPath: outside.path) == ["file.txt"])
            #expect(try Data(contentsOf: outside.appending(path: "file.txt")) == Data("secret".utf8))
        }
    }

    @Test("another name of a file outside keeps its bytes")
    func hardLinks() async throws {
        try await inWorkspace { folder, root, outside in
            try FileManager.default.linkItem(
                atPath: outside.path + "/file.txt", toPath: root.path + "/same.txt")
            try folder.write(Array("new".utf8), to: path("same.txt"))
            #expect(try Data(contentsOf: outside.appending(path: "file.txt")) == Data("secret".utf8))
            #expect(try folder.read(path("same.txt")) == Array("new".utf8))
        }
    }

    @Test("folders and pipes are no files, large files are refused, and nothing hangs")
    func others() async throws {
        try await inWorkspace { folder, root, _ in
            try FileManager.default.createDirectory(atPath: root.path + "/sub", withIntermediateDirectories: false)
            #expect(mkfifo(root.path + "/pipe", 0o600) == 0)
            #expect(code { _ = try folder.read(path("sub")) } == .notAFile)
            #expect(code { try folder.write([1], to: path("sub")) } == .notAFile)
            #expect(code { _ = try folder.read(path("pipe")) } == .notAFile)
            #expect(code { try folder.write([1], to: path("pipe/x")) } == .notAFile)
            let small = try WorkspaceFolder(root: root.path, limits: .init(fileSize: 3))
            try folder.write([1, 2, 3, 4], to: path("four"))
            #expect(code { try small.write([1, 2, 3, 4], to: path("other")) } == .tooLarge)
            #expect(code { _ = try small.read(path("four")) } == .tooLarge)
        }
        #expect(code { _ = try WorkspaceFolder(root: "/nowhere/at/all") } == .missing)
    }

    @Test("a folder that becomes a link while files are written leads nowhere else")
    func races() async throws {
        try await inWorkspace { folder, root, outside in
            let files = FileManager.default
            try files.createDirectory(atPath: root.path + "/real", withIntermediateDirectories: false)
            let swapper = Task.detached {
                while !Task.isCancelled {
                    try? files.removeItem(atPath: root.path + "/real")
                    try? files.createSymbolicLink(atPath: root.path + "/real", withDestinationPath: outside.path)
                    try? files.removeItem(atPath: root.path + "/real")
                    try? files.createDirectory(atPath: root.path + "/real", withIntermediateDirectories: false)
                }
            }
            for _ in 0..<2000 { try? folder.write(Array("x".utf8), to: path("real/file.txt")) }
            swapper.cancel()
            await swapper.value
            #expect(try Data(contentsOf: outside.appending(path: "file.txt")) == Data("secret".utf8))
            #expect(try files.contentsOfDirectory(atPath: outside.path) == ["file.txt"])
        }
    }

    @Test(
        "paths that lead out, or are none, are refused",
        arguments: [
            "", "/etc/passwd", "~/x", "../x", "a/../../x", "a/", ".", "a\u{0}b", "a\nb", #"a\b"#,
            String(repeating: "a", count: 300), String(repeating: "a/", count: 600) + "b",
        ])
    func refused(text: String) {
        #expect(code { _ = try path(text) } == .outside)
    }

    @Test("paths are made plain")
    func plain() throws {
        #expect(try path("./a//b/./c").text == "a/b/c")
        #expect(try path("/ws/a/b").text == "a/b")
        #expect(try WorkspaceRelativePath("/ws/a", in: "/ws/").text == "a")
    }

    @Test(
        "what runs outside of the sandbox is protected, however it is written",
        arguments: [
            (".git/hooks/pre-commit", ProtectedFiles.Kind.git), (".GIT/config", .git), ("sub/.git/config", .git),
            (".g\u{200C}it/config", .git), (".git./config", .git), (".git::$INDEX_ALLOCATION/config", .git),
            ("GIT~1/config", .git), (".gitmodules", .git), (".anneal/policy.yaml", .own), (".Anneal /x", .own),
            (".bashrc", .startup), ("home/.zshenv", .startup), (".vscode/tasks.json", .startup), (".envrc", .startup),
            (".github/workflows/ci.yml", .integration), ("Jenkinsfile", .integration), (".ci/run", .integration),
            (".gitlab-ci.yml", .integration), (".pre-commit-config.yaml", .integration),
        ])
    func protected(text: String, kind: ProtectedFiles.Kind) throws {
        #expect(ProtectedFiles.kind(of: try path(text)) == kind)
        #expect(kind.mayBePlanned == (kind == .startup || kind == .integration))
    }

    @Test(
        "ordinary files are not protected",
        arguments: ["src/git.py", ".gitignore", "git/config", "docs/.github/readme.md", "annealing.py", "ci/run.sh"])
    func ordinary(text: String) throws {
        #expect(ProtectedFiles.kind(of: try path(text)) == nil)
    }
}

import AnnealSafety
import AnnealTesting
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Repositories within a worktree")
struct NestedRepositoriesTests {
    private func put(_ path: String, in folder: URL) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: file)
    }

    @Test("folders, files and links of this name are removed at any depth; the worktree's own stays")
    func removed() async throws {
        try await withTemporaryFolder { folder in
            for path in [
                ".git", "a/.git/config", "a/.git/objects/00/x", "a/b/c/.git", "a/kept.txt", "d/.GIT/config",
                ".github/x",
                "e/x",
            ] { try put(path, in: folder) }
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/e/.git", withDestinationPath: folder.path + "/a")
            // What a link leads to is not the worktree's.
            let outside = folder.appending(path: "../" + folder.lastPathComponent + "-outside")
            try put("r/.git/config", in: outside)
            defer { try? FileManager.default.removeItem(at: outside) }
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/link", withDestinationPath: outside.standardizedFileURL.path)
            #expect(
                try NestedRepositories.remove(below: folder.path).sorted()
                    == ["a/.git", "a/b/c/.git", "d/.GIT", "e/.git"])
            let left = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
            #expect(
                left.sorted() == [
                    ".git", ".github", ".github/x", "a", "a/b", "a/b/c", "a/kept.txt", "d", "e", "e/x", "link",
                ])
            #expect(FileManager.default.fileExists(atPath: outside.path + "/r/.git/config"))
            #expect(try NestedRepositories.remove(below: folder.path).isEmpty)
        }
    }

    #if os(Linux)
        @Test("a name that is no text hides nothing, nor does a folder that cannot be read, or only be listed")
        func hidden() async throws {
            try await withTemporaryFolder { folder in
                let made = folder.path.utf8.map { CChar(bitPattern: $0) } + [0x2F, CChar(bitPattern: 0xFF), 0]
                #expect(mkdir(made, 0o755) == 0)
                let inner = made.dropLast() + Array("/.git".utf8CString)
                #expect(mkdir(Array(inner), 0o755) == 0)
                try put("closed/.git/config", in: folder)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o111], ofItemAtPath: folder.path + "/closed/.git")
                try FileManager.default.setAttributes([.posixPermissions: 0o111], ofItemAtPath: folder.path + "/closed")
                // Its names can be listed, and nothing can be asked of them.
                try put("listed/.git/config", in: folder)
                try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path + "/listed")
                #expect(try NestedRepositories.remove(below: folder.path).count == 3)
                #expect(rmdir(made) == 0)
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/closed/.git"))
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/listed/.git"))
            }
        }
    #endif
}

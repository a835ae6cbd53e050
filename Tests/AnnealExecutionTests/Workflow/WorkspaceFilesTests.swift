import AnnealTesting
import Foundation
import Testing

@testable import AnnealExecution

@Suite("Files of a workspace")
struct WorkspaceFilesTests {
    @Test("a file that is there keeps its line endings, its mark and its permissions")
    func keepsForm() async throws {
        try await withTemporaryFolder { folder in
            let url = folder.appending(path: "a.py")
            try (Data([0xEF, 0xBB, 0xBF]) + Data("a\r\nb\r\n".utf8)).write(to: url)
            try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: url.path)
            #expect(WorkspaceFiles.read("a.py", in: folder.path) == "a\nb\n")
            try WorkspaceFiles.write("a\nc\n", to: "a.py", in: folder.path)
            #expect(try Data(contentsOf: url) == Data([0xEF, 0xBB, 0xBF]) + Data("a\r\nc\r\n".utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
            #expect(mode == 0o750)
        }
    }

    @Test("a text is read as it is, without a line end that is not there")
    func lastLine() async throws {
        try await withTemporaryFolder { folder in
            try WorkspaceFiles.write("a\nb", to: "deep/er/a.txt", in: folder.path)
            #expect(WorkspaceFiles.read("deep/er/a.txt", in: folder.path) == "a\nb")
            try WorkspaceFiles.remove("deep/er/a.txt", in: folder.path)
            #expect(WorkspaceFiles.read("deep/er/a.txt", in: folder.path) == nil)
        }
    }

    @Test("a path through a link is neither read nor written nor removed", arguments: ["link.txt", "folder/a.txt"])
    func links(path: String) async throws {
        try await withTemporaryFolder { outside in
            try await withTemporaryFolder { folder in
                let secret = outside.appending(path: "a.txt")
                try Data("secret".utf8).write(to: secret)
                let files = FileManager.default
                try files.createSymbolicLink(at: folder.appending(path: "link.txt"), withDestinationURL: secret)
                try files.createSymbolicLink(at: folder.appending(path: "folder"), withDestinationURL: outside)
                #expect(WorkspaceFiles.read(path, in: folder.path) == nil)
                #expect(throws: EditError.self) { try WorkspaceFiles.write("x", to: path, in: folder.path) }
                #expect(throws: EditError.self) { try WorkspaceFiles.remove(path, in: folder.path) }
                #expect(try String(contentsOf: secret, encoding: .utf8) == "secret")
            }
        }
    }

    @Test("names with brackets are names", arguments: ["pages/[id].js", "(group)/a.js"])
    func brackets(path: String) async throws {
        try await withTemporaryFolder { folder in
            try WorkspaceFiles.write("x", to: path, in: folder.path)
            #expect(FileManager.default.fileExists(atPath: folder.path + "/" + path))
        }
    }
}

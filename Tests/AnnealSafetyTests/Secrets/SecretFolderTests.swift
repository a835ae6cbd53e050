import AnnealFoundation
import Foundation
import Testing

@testable import AnnealSafety

@Suite("Finding secrets in folders")
struct SecretFolderTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID().uuidString)")

    private func write(_ path: String, _ bytes: [UInt8]) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    @Test("reads text files, tells their paths, leaves out binaries, links and what is made by builds")
    func readsFolder() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let secret = Array(SecretSample(path: nil, template: "x\npassword = \"{a:16}\"\n").filled(seed: 1).text.utf8)
        try write("b/settings.ini", secret)
        try write("a.txt", secret)
        try write("clean.txt", Array("nothing\n".utf8))
        try write("node_modules/x.txt", secret)
        try write("binary.dat", [0] + secret)
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("link.txt"), withDestinationURL: folder.appendingPathComponent("a.txt"))
        let files = SecretScanner().scan(folder: folder)
        #expect(files.map(\.path) == ["a.txt", "b/settings.ini"])
        #expect(files.first?.findings.first?.line == 2)
        #expect(SecretScanner().scan(folder: folder, excluding: ["b"]).map(\.path) == ["a.txt", "node_modules/x.txt"])
        #expect(throws: (any Error).self) { try SecretScanner().scan(file: folder.appendingPathComponent("none")) }
    }

    @Test("a preview shows the name and the length, and nothing of the secret", arguments: SecretSample.secrets)
    func preview(sample: SecretSample) throws {
        let (text, _) = sample.filled(seed: 7)
        let bytes = Array(text.utf8)
        for finding in SecretScanner().scan(text, path: sample.path) {
            let value = String(decoding: bytes[finding.range], as: UTF8.self)
            #expect(!finding.preview.contains(value))
            #expect(finding.preview.hasSuffix("••• (\(finding.range.count) bytes)"))
            #expect(!finding.reason.contains(value))
        }
    }

    @Test("tells columns in bytes, and shows what stands before")
    func columns() throws {
        let text = SecretSample(path: nil, template: "ä\n  é = 1; db_password = \"{a:16}\"").filled(seed: 1).text
        let finding = try #require(SecretScanner().scan(text).first)
        #expect(finding.line == 2)
        #expect(finding.column == 26)
        #expect(finding.preview == "é = 1; db_password = \"••• (16 bytes)")
    }
}

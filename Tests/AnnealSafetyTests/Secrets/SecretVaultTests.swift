import AnnealFoundation
import Foundation
import Testing

@testable import AnnealSafety

@Suite("Keeping redacted values")
struct SecretVaultTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vault-\(UUID().uuidString)")
    var file: URL { folder.appendingPathComponent("values.json") }
    let key = RedactionKey()

    private func text(_ seed: UInt64) -> String {
        SecretSample(path: nil, template: "password = \"{a:16}\"\ntoken: {a:40}\nhttps://u:{a:14}@h/").filled(
            seed: seed
        ).text
    }

    @Test("gives back every value, after it was written and read too")
    func restores() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var vault = SecretVault(key: key)
        let redacted = Redactor(key: key).redact(text(1), into: &vault).text
        #expect(redacted != text(1))
        #expect(vault.restore(redacted) == text(1))
        try vault.save(to: file)
        let read = try SecretVault(contentsOf: file, key: key)
        #expect(read.restore(redacted) == text(1))
        #expect(read.count == vault.count)
        #expect(try SecretVault(contentsOf: folder.appendingPathComponent("none"), key: key).count == 0)
    }

    @Test("takes what another vault of the same key holds")
    func merges() {
        var (mine, other) = (SecretVault(key: key), SecretVault(key: key))
        let first = Redactor(key: key).redact(text(3), into: &mine).text
        let second = Redactor(key: key).redact(text(4), into: &other).text
        mine.merge(other)
        #expect(mine.restore(first) == text(3) && mine.restore(second) == text(4))
    }

    @Test("the file is for its owner alone and holds no value")
    func keepsFile() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var vault = SecretVault(key: key)
        let redaction = Redactor(key: key).redact(text(2), into: &vault)
        try vault.save(to: file)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let content = try String(contentsOf: file, encoding: .utf8)
        for replacement in redaction.replacements {
            let value = try #require(vault.value(of: replacement.mark))
            #expect(!content.contains(value))
            #expect(!content.contains(Data(value.utf8).base64EncodedString()))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["values.json"])
    }

    @Test("refuses another key, a file that was changed, one that is open to others, and a link")
    func refuses() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var vault = SecretVault(key: key)
        _ = Redactor(key: key).redact(text(3), into: &vault)
        try vault.save(to: file)
        #expect(code { _ = try SecretVault(contentsOf: file, key: RedactionKey()) } == .wrongKey)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(code { _ = try SecretVault(contentsOf: file, key: key) } == .open)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let link = folder.appendingPathComponent("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        #expect(code { _ = try SecretVault(contentsOf: link, key: key) } == .notAFile)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 20)
        try handle.close()
        #expect(code { _ = try SecretVault(contentsOf: file, key: key) } == .unreadable)
    }

    private func code(_ body: () throws -> Void) -> SecretVaultError.Code? {
        do { try body() } catch { return (error as? SecretVaultError)?.code }
        return nil
    }

    @Test("a key is made once and read from then on; keys do not show themselves")
    func keys() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("key")
        let first = try RedactionKey.load(orCreateAt: place)
        let second = try RedactionKey.load(orCreateAt: place)
        #expect(first.digest(of: [1, 2, 3]) == second.digest(of: [1, 2, 3]))
        #expect("\(first)" == "RedactionKey")
        #expect(String(reflecting: first) == "RedactionKey")
        #expect(RedactionKey(bytes: [1, 2, 3]) == nil)
        try Data([1, 2]).write(to: place)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path)
        #expect(code { _ = try RedactionKey.load(orCreateAt: place) } == .unreadable)
    }

    @Test("leaves marks alone whose value it does not hold")
    func unknown() {
        let vault = SecretVault(key: key)
        let text = "a [secret:password:0a1b2c3d4e5f] [b] [secret: ["
        #expect(vault.restore(text) == text)
    }

    @Test("a value keeps the mark it was given first, whatever it looks like later")
    func sameMark() throws {
        var vault = SecretVault(key: key)
        let redactor = Redactor(key: key)
        let value = SecretSample(path: nil, template: "{a:24}").filled(seed: 4).text
        let first = redactor.redact("password = \"\(value)\"", into: &vault).replacements.first?.mark
        let second = redactor.redact("Authorization: Bearer \(value)", into: &vault).replacements.first?.mark
        #expect(first == second && first != nil)
        #expect(vault.count == 1)
    }
}

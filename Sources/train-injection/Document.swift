import AnnealSafety
import Foundation

/// A document with its label, read the way the scanner reads.
struct Document {
    var isInjected: Bool
    /// The families of its sentences, for error lists.
    var family: String
    var text: String
    var path: String
    /// Features of each passage.
    var passages: [[InjectionFeatures.Place]]
    /// Those passages that hold the injected text.
    var suspects: [Int]
    /// The beginnings of the passages, for error lists.
    var excerpts: [String] = []
}

extension Corpus {
    /// Ordinary files, by a list with one path a line: what is found in them is a false alarm.
    static func files(listedIn list: String) throws -> [Document] {
        try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").compactMap { path in
            guard let data = FileManager.default.contents(atPath: String(path)), data.count < 200_000 else {
                return nil
            }
            return read(
                String(decoding: data, as: UTF8.self), path: String(path), family: "file:\(path)", isInjected: false,
                span: 0..<0)
        }
    }

    /// Reads a document as the scanner does.
    static func read(_ text: String, path: String, family: String, isInjected: Bool, span: Range<Int>) -> Document {
        var document = Document(
            isInjected: isInjected, family: family, text: text, path: path, passages: [], suspects: [])
        InjectionPassages.forEach(in: Array(text.utf8), path: path) { passage in
            if passage.source.overlaps(span) { document.suspects.append(document.passages.count) }
            document.excerpts.append(passage.excerpt)
            document.passages.append(
                passage.places.compactMap { place in
                    let factor = scales[Int(place.kind)]
                    var place = place
                    place.value *= factor
                    return factor == 0 ? nil : place
                })
        }
        return document
    }
}

let scales: [Float] = {
    var scales = [Float](repeating: 1, count: 64)
    for argument in CommandLine.arguments where argument.hasPrefix("--k") {
        let parts = argument.dropFirst(3).split(separator: "=")
        if parts.count == 2, let kind = Int(parts[0]), let value = Float(parts[1]) { scales[kind] = value }
    }
    return scales
}()

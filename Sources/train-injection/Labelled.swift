import AnnealSafety
import Foundation

/// Whole files with labels, written one by one: what a corpus of sentences in templates cannot hold.
struct LabelledFiles {
    /// The files in their order, each with the fold that tests it.
    var documents: [Document] = []

    private struct File: Decodable {
        var id: String
        var path: String
        var injected: Bool
        var text: String
        /// The injected text as it stands in the file.
        var span: String?
    }

    /// Reads JSON Lines: `{"id","path","injected","text","span"}`.
    init(at path: String) throws {
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let file = try JSONDecoder().decode(File.self, from: Data(line.utf8))
            let bytes = Array(file.text.utf8)
            let span = file.span.flatMap { $0.isEmpty ? nil : Self.range(of: Array($0.utf8), in: bytes) }
            documents.append(
                Corpus.read(
                    file.text, path: file.path, family: "labelled:\(file.id)", isInjected: file.injected,
                    span: span ?? 0..<bytes.count))
        }
    }

    /// The documents that test fold `index` of `count`, or the others.
    func fold(_ index: Int, of count: Int, isTest: Bool) -> [Document] {
        documents.filter { (Int(Corpus.hash($0.family) % UInt64(count)) == index) == isTest }
    }

    private static func range(of part: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard let head = part.first, part.count <= bytes.count else { return nil }
        for start in 0...(bytes.count - part.count) where bytes[start] == head {
            if bytes[start..<start + part.count].elementsEqual(part) { return start..<start + part.count }
        }
        return nil
    }
}

extension Evaluation {
    /// Tests on files that were left out, those of one fold after the other; the corpus is in the training always.
    func crossValidate(_ labelled: LabelledFiles, with others: [Document], copies: Int, folds: Int, tests: [Document])
        throws
    {
        var scored: [Scored] = []
        for fold in 0..<folds {
            let own = labelled.fold(fold, of: folds, isTest: false)
            var model = Regression()
            try model.train(
                on: others + Array(repeating: own, count: copies).flatMap { $0 }, settings, seed: UInt64(fold))
            scored += labelled.fold(fold, of: folds, isTest: true).map { document in
                var document = document
                let places = document.isInjected ? document.suspects : Array(document.passages.indices)
                let worst = places.max { model.sum(document.passages[$0]) < model.sum(document.passages[$1]) }
                let score = model.score(document)
                document.text = worst.map { document.excerpts[$0] } ?? "no passage"
                return Scored(document: document, score: score)
            }
            if fold == 0, !tests.isEmpty {
                let scores = tests.map { model.score($0) }.sorted(by: >)
                print(
                    "ordinary files:", [0.005, 0.01, 0.02, 0.03, 0.05].map { scores[Int(Double(scores.count) * $0)] })
            }
        }
        report("LABELLED FILES", scored, 0.3)
        guard listsErrors else { return }
        let limit = Self.limit(scored, share: 0.03)
        for item in scored.sorted(by: { $0.score < $1.score })
        where (item.score > limit) != item.document.isInjected {
            print(
                "  \(item.document.isInjected ? "missed" : "alarm ") \(String(format: "%.3f", item.score)) "
                    + "\(item.document.family) \(item.document.path) | \(item.document.text)")
        }
    }
}

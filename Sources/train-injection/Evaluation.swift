import AnnealSafety
import Foundation

/// A document with the score of a model that has not seen it.
struct Scored {
    var document: Document
    var score: Double
}

/// Tells what models make of documents that they were not trained on.
struct Evaluation {
    var corpus: Corpus
    var settings: Regression.Settings
    var listsErrors: Bool
    /// The share of harmless documents that may be found.
    var share = 0.015

    init(corpus: Corpus, settings: Regression.Settings, listsErrors: Bool) {
        self.corpus = corpus
        self.settings = settings
        self.listsErrors = listsErrors
    }

    /// Tests on what was held out, and returns the thresholds for an injection and for suspicion.
    func crossValidate(folds: Int, with files: [Document]) throws -> (threshold: Double, suspicion: Double) {
        var all: [Scored] = []
        for fold in 0..<folds {
            let training = corpus.documents(.training(fold, of: folds), copies: 4, seed: UInt64(100 + fold))
            var model = Regression()
            try model.train(on: training + files, settings, seed: UInt64(fold))
            all += corpus.documents(.test(fold, of: folds), copies: 4, seed: UInt64(200 + fold))
                .map { Scored(document: $0, score: model.score($0)) }
        }
        report("HELD OUT, all", all, Self.limit(all, share: share))
        // Whole sentences are what files hold; those composed of slots only widen the training.
        all = all.filter { item in ["n-", "p-", "q-", "m-"].contains { item.document.family.hasPrefix($0) } }
        let threshold = Self.limit(all, share: share)
        report("HELD OUT, whole sentences", all, threshold)
        let found = Self.found(all, threshold)
        print(
            String(
                format:
                    "On held-out families, carriers and deeds (%d folds) %.1f %% of the attacks are found at %.1f %% of harmless documents.",
                folds, 100 * found.recall, 100 * found.alarms))
        byFamily(all, threshold)
        return (threshold, Self.limit(all, share: 0.05))
    }

    /// Tests on a third of the carriers, none of which the model has seen; the families of sentences are the same.
    func leaveCarriersOut(with files: [Document], _ threshold: Double) throws {
        for third in 0..<3 as Range<UInt64> {
            var side = Corpus.Side.everything
            side.carrier = { Corpus.hash($0) % 3 != third }
            var model = Regression()
            try model.train(on: corpus.documents(side, copies: 3, seed: 300) + files, settings, seed: third)
            side.carrier = { Corpus.hash($0) % 3 == third }
            side.isTest = true
            let test = corpus.documents(side, copies: 2, seed: 400).filter { item in
                ["n-", "p-", "q-", "m-"].contains { item.family.hasPrefix($0) }
            }
            report("UNSEEN CARRIERS \(third)", test.map { Scored(document: $0, score: model.score($0)) }, threshold)
        }
    }

    /// Tests a model on sentences that it was not trained on.
    func validate(_ model: Regression, _ threshold: Double) {
        let scored = corpus.validationDocuments(copies: 6, seed: 17)
            .map { Scored(document: $0, score: model.score($0)) }
        report("VALIDATION", scored, threshold)
        let found = Self.found(scored, threshold)
        print(
            String(
                format:
                    "On %d sentences kept out of the corpus %.1f %% of the attacks are found at %.1f %% of harmless ones.",
                corpus.validation.count, 100 * found.recall, 100 * found.alarms))
        guard listsErrors else { return }
        var sums: [String: (score: Double, wrong: Int)] = [:]
        for item in scored {
            let family = item.document.family
            let name = String(family[..<(family.lastIndex(of: "@") ?? family.endIndex)])
            sums[name, default: (0, 0)].score += item.score / 6
            sums[name]?.wrong += (item.score >= threshold) == item.document.isInjected ? 0 : 1
        }
        for (name, value) in sums.sorted(by: { $0.value.score < $1.value.score }) where value.wrong > 0 {
            print("  V \(String(format: "%.2f", value.score)) \(value.wrong) \(name)")
        }
    }

    private struct Case: Decodable {
        var path: String?
        var text: String
        var injected: Bool
    }

    /// Measures a model on labelled files that are no part of the corpus.
    func measure(_ model: Regression, _ path: String, _ threshold: Double) throws {
        var scored: [Scored] = []
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let item = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
            let document = Corpus.read(
                item.text, path: item.path ?? "", family: "", isInjected: item.injected, span: 0..<0)
            scored.append(Scored(document: document, score: model.score(document)))
        }
        report("MEASURED \(path.split(separator: "/").suffix(2).joined(separator: "/"))", scored, threshold)
        guard listsErrors else { return }
        for item in scored.sorted(by: { $0.score < $1.score })
        where (item.score >= threshold) != item.document.isInjected {
            let text = item.document.text.split(separator: "\n").joined(separator: " / ")
            print("  \(item.document.isInjected ? "missed" : "alarm ") \(String(format: "%.3f", item.score)) \(text)")
            explain(item.document, model)
        }
    }

    /// Counts how many of a list of ordinary files reach a score.
    func measureFiles(_ model: Regression, _ list: String, _ threshold: Double) throws {
        let files = try Corpus.files(listedIn: list)
        let scores = files.map { model.score($0) }.sorted(by: >)
        var text = "ORDINARY FILES \(files.count):"
        for share in [0.005, 0.01, 0.02, 0.05] {
            text += String(format: " | %.1f%%: %.3f", share * 100, scores[Int(Double(scores.count) * share)])
        }
        let alarms = Double(scores.count { $0 >= threshold }) / Double(max(1, scores.count))
        print(text + String(format: " | at %.3f: %.4f", threshold, alarms))
        print(String(format: "Of %d ordinary files kept out %.2f %% are found.", scores.count, 100 * alarms))
        guard listsErrors else { return }
        for file in files {
            let sums = file.passages.map(model.sum)
            guard let worst = sums.indices.max(by: { sums[$0] < sums[$1] }),
                InjectionModel.logistic(Double(sums[worst])) >= threshold
            else { continue }
            print(
                "  F \(String(format: "%.2f", InjectionModel.logistic(Double(sums[worst])))) \(file.excerpts[worst]) @ \(file.path.suffix(50))"
            )
        }
    }

    /// Prints what the kinds of features add to the score of the worst passage.
    private func explain(_ document: Document, _ model: Regression) {
        for (passage, excerpt) in zip(document.passages, document.excerpts) {
            var kinds: [UInt8: Float] = [:]
            for place in passage { kinds[place.kind, default: 0] += place.value * model.weights[Int(place.index)] }
            let list = kinds.sorted { $0.key < $1.key }.map { "\($0.key):\(($0.value * 100).rounded() / 100)" }
            print("      \(passage.count) \(model.sum(passage)):", list.joined(separator: " "), "|", excerpt)
        }
    }

    /// Prints which families were judged wrongly.
    private func byFamily(_ scored: [Scored], _ threshold: Double) {
        guard listsErrors else { return }
        for item in scored where (item.score >= threshold) != item.document.isInjected {
            let text = item.document.text.split(separator: "\n").joined(separator: " / ")
            let label = item.document.isInjected ? "MISSED" : "ALARM "
            print("\(label) \(String(format: "%.3f", item.score)) \(item.document.family): \(text.prefix(300))")
        }
    }
}

extension Evaluation {
    /// The score that only a share of the harmless documents reaches.
    static func limit(_ scored: [Scored], share: Double) -> Double {
        let benign = scored.filter { !$0.document.isInjected }.map(\.score).sorted(by: >)
        return benign.isEmpty ? 0.5 : benign[min(benign.count - 1, Int(Double(benign.count) * share))]
    }

    /// The shares of attacks and of harmless documents that reach a score.
    static func found(_ scored: [Scored], _ threshold: Double) -> (recall: Double, alarms: Double) {
        let attacks = scored.filter(\.document.isInjected)
        let harmless = scored.filter { !$0.document.isInjected }
        return (
            Double(attacks.count { $0.score >= threshold }) / Double(max(1, attacks.count)),
            Double(harmless.count { $0.score >= threshold }) / Double(max(1, harmless.count))
        )
    }

    /// Prints the curve.
    func report(_ name: String, _ scored: [Scored], _ threshold: Double) {
        let attacks = scored.filter(\.document.isInjected).map(\.score)
        let harmless = scored.filter { !$0.document.isInjected }.map(\.score).sorted()
        let below = attacks.reduce(0) { sum, score in
            var (low, high) = (0, harmless.count)
            while low < high {
                let middle = (low + high) / 2
                if harmless[middle] < score { low = middle + 1 } else { high = middle }
            }
            return sum + low
        }
        var text =
            "\(name) auc " + String(format: "%.4f", Double(below) / Double(max(1, attacks.count * harmless.count)))
        for share in [0.01, 0.02, 0.03, 0.05, 0.1] {
            let limit = Self.limit(scored, share: share)
            let recall = Double(attacks.count { $0 > limit }) / Double(max(1, attacks.count))
            text += String(format: " | %.0f%%: %.3f (%.2f)", share * 100, recall, limit)
        }
        let own = Self.found(scored, threshold)
        print(text + String(format: " | at %.3f: %.3f, alarms %.3f", threshold, own.recall, own.alarms))
    }
}

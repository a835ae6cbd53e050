import AnnealSafety

/// A logistic regression over sparse features, trained with AdamW.
///
/// A document is as suspicious as its worst passage. So each round takes of an injected document the passage that the
/// model finds worst among those that hold the attack, and of a harmless one the worst two and one by chance: multiple
/// instance learning by alternation, as in MI-SVM.
///
/// Source: S. Andrews, I. Tsochantaridis, T. Hofmann, "Support Vector Machines for Multiple-Instance Learning" (2003).
struct Regression {
    var weights = [Float](repeating: 0, count: InjectionFeatures.size)
    var bias: Float = 0

    struct Settings {
        var rounds = 14
        var batch = 128
        var rate: Float = 0.012
        var decay: Float = 0.03
        /// How much an injected passage counts against a harmless one.
        var positiveWeight = 1
        /// The share of features that an example is shown without, so that none is relied on alone.
        var dropout: Float = 0
        /// Features of fewer families than this are left out: what only one way to put things has says little of others.
        var fewest = 2

        init(_ options: Options) {
            rounds = Int(options.number("rounds", 20))
            rate = Float(options.number("rate", 0.012))
            decay = Float(options.number("decay", 0.6))
            dropout = Float(options.number("dropout", 0.4))
            fewest = Int(options.number("fewest", 2))
            positiveWeight = Int(options.number("pos", 1))
        }
    }

    /// The sum whose logistic is the probability.
    func sum(_ places: [InjectionFeatures.Place]) -> Float {
        places.reduce(bias) { $0 + weights[Int($1.index)] * $1.value }
    }

    /// That of a document: of its worst passage.
    func score(_ document: Document) -> Double {
        guard let worst = document.passages.map({ sum($0) }).max() else { return 0 }
        return InjectionModel.logistic(InjectionModel.corrected(Double(worst), among: document.passages.count))
    }

    /// The mean of models that were trained on the same documents with other seeds.
    static func mean(of count: Int, on documents: [Document], _ settings: Settings) throws -> Self {
        var mean = Self()
        for seed in 0..<count {
            var model = Self()
            try model.train(on: documents, settings, seed: UInt64(3 + seed))
            for place in mean.weights.indices { mean.weights[place] += model.weights[place] / Float(count) }
            mean.bias += model.bias / Float(count)
        }
        return mean
    }

    /// Trains on documents.
    ///
    /// Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization" (2019): AdamW.
    mutating func train(on documents: [Document], _ settings: Settings, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let classifier = try PassageClassifier(rate: settings.rate, decay: settings.decay, seed: seed)
        let isCommon = Self.common(documents, settings.fewest)
        for round in 0..<settings.rounds {
            classifier.rate = settings.rate * (1 - 0.9 * Float(round) / Float(settings.rounds))
            let chosen = choose(from: documents, settings, using: &random)
            for start in stride(from: 0, to: chosen.count, by: settings.batch) {
                var batch = Array(chosen[start..<min(start + settings.batch, chosen.count)])
                for number in batch.indices {
                    batch[number].places.removeAll {
                        !isCommon[Int($0.index)] || random.uniform() < Double(settings.dropout)
                    }
                    for place in batch[number].places.indices {
                        batch[number].places[place].value /= 1 - settings.dropout
                    }
                }
                try classifier.step(batch)
            }
            weights = try classifier.weights()
            bias = weights.removeLast()
        }
    }

    /// Which features belong to documents of that many families.
    private static func common(_ documents: [Document], _ fewest: Int) -> [Bool] {
        var families = [Int](repeating: 0, count: InjectionFeatures.size)
        var last = [Int](repeating: -1, count: InjectionFeatures.size)
        var names: [Substring: Int] = [:]
        for document in documents {
            let name = document.family.prefix { $0 != "@" && $0 != "+" }
            let number = names[name] ?? names.count
            names[name] = number
            for passage in document.passages {
                for place in passage where last[Int(place.index)] != number {
                    last[Int(place.index)] = number
                    families[Int(place.index)] += 1
                }
            }
        }
        return families.map { $0 >= fewest }
    }

    private func choose(
        from documents: [Document], _ settings: Settings, using random: inout SeededRandom
    ) -> [PassageClassifier.Example] {
        var chosen: [PassageClassifier.Example] = []
        for document in documents where !document.passages.isEmpty {
            if document.isInjected {
                let suspects = document.suspects.map { document.passages[$0] }
                guard let worst = suspects.max(by: { sum($0) < sum($1) }) else { continue }
                for _ in 0..<settings.positiveWeight {
                    chosen.append(PassageClassifier.Example(places: worst, isInjected: true))
                }
            } else {
                let count = document.passages.count
                let sums = document.passages.map(sum)
                let order = (0..<count).sorted { sums[$0] > sums[$1] }
                var picked = Set(order.prefix(2 + count / 20))
                picked.insert(random.index(below: count))
                for index in picked.sorted() {
                    chosen.append(PassageClassifier.Example(places: document.passages[index], isInjected: false))
                }
            }
        }
        return random.permutation(chosen.count).map { chosen[$0] }
    }
}

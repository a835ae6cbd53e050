import AnnealSafety
import Foundation

/// Trains the classifier of the injection scanner and writes its weights.
///
///     train-injection [FOLDER] [--quick] [--carriers] [--errors] [--model=FILE] [--measure=CASES.jsonl]
///                     [--benign=LIST] [--benign-test=LIST] [--threshold=0.3] [--suspicion=0.2]
///                     [--labelled=FILES.jsonl] [--labelled-extra=FILES.jsonl] [--labelled-copies=4] [--labelled-only]
///                     [--models=3] [--copies=5] [--rounds=20] [--rate=0.012] [--decay=0.6] [--fp=0.015]
///
/// The lists name ordinary files, one path a line: of open-source packages, for instance. The weights that come with
/// the scanner were made with such files, since a corpus of sentences alone does not hold enough of ordinary text.
///
/// Labelled files are whole files with labels; with `--labelled-only` they are tested fold by fold and no weights are
/// made, otherwise they are trained on.
///
/// First folds are evaluated: a model is tested on families of templates, on carriers and on deeds that it was not
/// trained on. The threshold is the lowest at which the wanted share of harmless test documents is found. Then a model
/// is trained on everything, and written. The same data give the same weights.
@main
struct Train {
    static func main() throws {
        let options = Options(CommandLine.arguments.dropFirst())
        var corpus = try Corpus(folder: options.folder)
        corpus.naturalWeight = Int(options.number("natural", 2))
        let settings = Regression.Settings(options)
        print(
            "families: \(corpus.injected.count) injected, \(corpus.benign.count) benign; "
                + "\(corpus.carriers.count) carriers")
        var evaluation = Evaluation(corpus: corpus, settings: settings, listsErrors: options.has("errors"))
        evaluation.share = options.number("fp", 0.015)
        let files = try options.text("benign").map { try Corpus.files(listedIn: $0) } ?? []
        if let path = options.text("labelled"), options.has("labelled-only") {
            let labelled = try LabelledFiles(at: path)
            let clock = ContinuousClock()
            var start = clock.now
            var others = corpus.documents(.everything, copies: Int(options.number("copies", 2)), seed: 7) + files
            if let more = options.text("labelled-extra") {
                let extra = try LabelledFiles(at: more).documents
                others += Array(repeating: extra, count: Int(options.number("labelled-copies", 4))).flatMap { $0 }
            }
            print("read \(others.count) documents in \(clock.now - start)")
            start = clock.now
            let tests = try options.text("benign-test").map { try Corpus.files(listedIn: $0) } ?? []
            try evaluation.crossValidate(
                labelled, with: others, copies: Int(options.number("labelled-copies", 4)),
                folds: Int(options.number("folds", 5)), tests: tests)
            print("in \(clock.now - start)")
            return
        }
        var limits = (threshold: options.number("threshold", 0.5), suspicion: 0.35)
        if options.has("carriers") { return try evaluation.leaveCarriersOut(with: files, limits.threshold) }
        if !options.has("quick") {
            limits = try evaluation.crossValidate(
                folds: Int(options.number("folds", 6)), with: files)
        }
        if let threshold = options.text("threshold").flatMap({ Double($0) }) { limits.threshold = threshold }
        if let suspicion = options.text("suspicion").flatMap({ Double($0) }) { limits.suspicion = suspicion }
        var documents = corpus.documents(.everything, copies: Int(options.number("copies", 5)), seed: 7) + files
        for path in [options.text("labelled"), options.text("labelled-extra")].compactMap(\.self) {
            let labelled = try LabelledFiles(at: path).documents
            let copies = Int(options.number("labelled-copies", 4))
            documents += Array(repeating: labelled, count: copies).flatMap { $0 }
        }
        // The mean of several models: each sees the examples in another order.
        let model = try Regression.mean(of: Int(options.number("models", 3)), on: documents, settings)
        print("trained on \(documents.count) documents; threshold \(limits.threshold), \(limits.suspicion)")
        evaluation.validate(model, limits.threshold)
        for path in (options.text("measure") ?? "").split(separator: ",") {
            try evaluation.measure(model, String(path), limits.threshold)
        }
        if let list = options.text("benign-test") { try evaluation.measureFiles(model, list, limits.threshold) }
        guard let path = options.text("model") else { return }
        let file = InjectionModelFile.bytes(
            of: InjectionModel(
                weights: model.weights, bias: model.bias, threshold: limits.threshold, suspicion: limits.suspicion))
        try Data(file).write(to: URL(fileURLWithPath: path))
        print("wrote \(file.count) bytes to \(path)")
    }
}

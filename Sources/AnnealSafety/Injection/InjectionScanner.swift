/// Finds text that tries to instruct a machine reader: in files, test output, issues, pages.
///
/// Text is unfolded (disguises, markup, encodings), parted into sentences, and each sentence that speaks of what attacks
/// are made of is judged by a small classifier over concepts, rules and words, alone and with the one after it. The
/// score of a text is that of its worst passage.
///
/// A scanner is a filter, no wall: what it does not find is still untrusted text. A value without state; scanning is
/// O(n) and needs no memory beyond a few times the text.
public struct InjectionScanner: Sendable {
    private let model: InjectionModel

    /// Creates a scanner with the model of this version.
    public init() { model = .shared }

    /// Creates a scanner with another model.
    init(model: InjectionModel) { self.model = model }

    /// Looks through a text.
    ///
    /// - Parameters:
    ///   - text: of any size and kind.
    ///   - path: of the file it is from, if there is one: its ending tells code from prose.
    /// - Returns: the verdict and the passages it rests on.
    public func scan(_ text: String, path: String? = nil) -> InjectionReport {
        scan(Array(text.utf8), path: path)
    }

    /// Looks through a text in bytes.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; broken sequences are passed over.
    ///   - path: of the file it is from.
    /// - Returns: the verdict and the passages it rests on.
    public func scan(_ bytes: [UInt8], path: String? = nil) -> InjectionReport {
        var worst = -Double.infinity
        var count = 0
        var hits: [Hit] = []
        InjectionPassages.forEach(in: bytes, path: path) { passage in
            let sum = model.sum(passage.places)
            worst = max(worst, sum)
            count += 1
            guard InjectionModel.logistic(sum) >= model.suspicion else { return }
            hits.append(Hit(passage: passage, sum: sum))
            // Many weak passages must not keep a strong one out.
            guard hits.count == 10_000 else { return }
            hits.sort { $0.sum > $1.sum }
            hits.removeLast(5_000)
        }
        guard count > 0 else { return InjectionReport(level: .none, score: 0, findings: []) }
        let score = InjectionModel.logistic(InjectionModel.corrected(worst, among: count))
        hits.removeAll { level(of: $0.sum, among: count) == .none }
        let findings = findings(hits, of: count, in: bytes)
        return InjectionReport(level: level(of: worst, among: count), score: score, findings: findings)
    }

    /// What a passage takes away that is one of so many.
    private func level(of sum: Double, among count: Int) -> InjectionReport.Level {
        let score = InjectionModel.logistic(InjectionModel.corrected(sum, among: count))
        return score >= model.threshold ? .injected : score >= model.suspicion ? .suspicious : .none
    }

    private struct Hit {
        var passage: InjectionPassages.Passage
        var sum: Double
    }

    /// Of passages that overlap the most probable one is told.
    private func findings(_ hits: [Hit], of count: Int, in bytes: [UInt8]) -> [InjectionFinding] {
        var kept: [Hit] = []
        for hit in hits.sorted(by: { ($0.passage.source.lowerBound, -$0.sum) < ($1.passage.source.lowerBound, -$1.sum) }
        ) {
            if let last = kept.last, last.passage.source.overlaps(hit.passage.source) {
                if hit.sum > last.sum { kept[kept.count - 1] = hit }
            } else {
                kept.append(hit)
            }
        }
        if kept.count > 100 {
            let limit = kept.map(\.sum).sorted(by: >)[100]
            kept = Array(kept.filter { $0.sum > limit } + kept.filter { $0.sum == limit }).prefix(100)
                .sorted { $0.passage.source.lowerBound < $1.passage.source.lowerBound }
        }
        var line = 1
        var place = 0
        return kept.map { hit in
            while place < min(hit.passage.source.lowerBound, bytes.count) {
                if bytes[place] == 10 { line += 1 }
                place += 1
            }
            let (style, reason) = Self.explain(hit.passage)
            return InjectionFinding(
                range: hit.passage.source, line: line, style: style, reason: reason, excerpt: hit.passage.excerpt,
                score: InjectionModel.logistic(hit.sum), level: level(of: hit.sum, among: count))
        }
    }

    /// What a passage does, by the first rule that it fulfils, and how it was hidden.
    static func explain(_ passage: InjectionPassages.Passage) -> (InjectionStyle, String) {
        let rules = InjectionRule.all.filter { $0.holds(passage.concepts) }
        let reasons = rules.prefix(2).map(\.reason)
        let what =
            reasons.isEmpty ? "is worded like an instruction to a machine reader" : reasons.joined(separator: " and ")
        if passage.traits.contains(.decoded) { return (.encoded, "encoded text \(what)") }
        if passage.traits.contains(.invisible) { return (.disguised, "text in invisible characters \(what)") }
        if passage.traits.contains(.disguised) { return (.disguised, "text in disguised letters \(what)") }
        if passage.traits.contains(.hidden) { return (.hidden, "text that a page does not show \(what)") }
        return (rules.first?.style ?? .other, "this text \(what)")
    }
}

/// A text taken apart: the passages that a model judges, each with its features.
///
/// The training program reads its documents through this too, so that what is learned is what is asked later.
package enum InjectionPassages {
    /// One or two sentences.
    package struct Passage {
        /// Its bytes in the original text.
        package var source: Range<Int>
        /// Its features.
        package var places: [InjectionFeatures.Place]
        /// All its concepts, of its sentences and their labels.
        var concepts: InjectionConcepts
        var traits: Traits
        /// The folded bytes of its beginning.
        var beginning: [UInt8]

        /// Its first characters, for people.
        package var excerpt: String { InjectionExcerpt.text(of: beginning) }

        struct Traits: OptionSet {
            var rawValue: UInt8
            static let decoded = Self(rawValue: 1)
            static let invisible = Self(rawValue: 2)
            static let disguised = Self(rawValue: 4)
            static let hidden = Self(rawValue: 8)
        }
    }

    /// Text is decoded within decoded text so many times.
    private static let depth = 3

    /// Calls `body` with each passage that is worth a look.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - path: of the file, if it is known; its ending tells how to read it.
    ///   - body: is given the passages of the text as it stands first, then those of what was decoded.
    /// - Complexity: O(n): what is decoded is at most twice as long as the text, and no part of it is longer.
    package static func forEach(in bytes: [UInt8], path: String?, _ body: (Passage) -> Void) {
        let carrier = InjectionCarrier(path: path)
        var budget = 2 * bytes.count + 4096
        var file = File(path: path, carrier: carrier)
        visit(bytes, &file, .plain, within: nil, level: 0, budget: &budget, body)
    }

    /// What is known of the file that a text was found in.
    private struct File {
        var path: String?
        var carrier: InjectionCarrier
        var context: InjectionContext?
    }

    private static func visit(
        _ bytes: [UInt8], _ file: inout File, _ origin: InjectionFeatures.Origin, within: Range<Int>?,
        level: Int, budget: inout Int, _ body: (Passage) -> Void
    ) {
        let folding = InjectionFolding(bytes)
        judge(folding, &file, origin, within, body)
        file.carrier = .unknown
        guard level < depth else { return }
        for hidden in folding.hidden where hidden.text.count <= budget {
            budget -= hidden.text.count
            visit(
                hidden.text, &file, .invisible, within: within ?? hidden.source, level: level + 1, budget: &budget,
                body)
        }
        for stretch in level == 0 ? InjectionPieces.all(in: bytes) : [] where stretch.text.count <= budget {
            budget -= stretch.text.count
            visit(
                stretch.text, &file, .joined, within: stretch.source, level: depth, budget: &budget, body)
        }
        for stretch in InjectionEncodings.decode(bytes) where stretch.text.count <= budget {
            budget -= stretch.text.count
            visit(
                stretch.text, &file, .decoded, within: within ?? stretch.source, level: level + 1, budget: &budget,
                body)
        }
    }

    private static func judge(
        _ folding: InjectionFolding, _ file: inout File, _ origin: InjectionFeatures.Origin,
        _ within: Range<Int>?, _ body: (Passage) -> Void
    ) {
        let carrier = file.carrier
        folding.bytes.withUnsafeBufferPointer { text in
            var reader = InjectionReader(text, carrier: carrier, lexicon: .shared, disguises: folding.disguises)
            reader.read()
            let candidates = reader.sentences.map { isCandidate($0, reader.tokens, carrier) }
            let context = file.context ?? InjectionContext(reader.sentences, reader.tokens, path: file.path)
            file.context = context
            guard candidates.contains(true) else { return }
            var features = InjectionFeatures(
                text, tokens: reader.tokens, sentences: reader.sentences, carrier: carrier, origin: origin,
                context: context)
            for index in candidates.indices {
                if candidates[index] {
                    body(passage(index..<index + 1, reader, &features, folding, within, origin))
                }
                guard index > 0, candidates[index] || candidates[index - 1], belong(reader.sentences, index) else {
                    continue
                }
                body(passage(index - 1..<index + 1, reader, &features, folding, within, origin))
                guard index > 1, candidates[index - 2...index].count(where: { $0 }) >= 2,
                    belong(reader.sentences, index - 1)
                else { continue }
                body(passage(index - 2..<index + 1, reader, &features, folding, within, origin))
            }
        }
    }

    /// Whether a sentence speaks of what attacks are made of: only those are read in depth.
    private static func isCandidate(
        _ sentence: InjectionSentence, _ tokens: [InjectionToken], _ carrier: InjectionCarrier
    ) -> Bool {
        var concepts = sentence.concepts.union(sentence.label)
        var disguised = 0
        for token in tokens[sentence.tokens] {
            concepts.insert(token.concepts)
            if token.traits.contains(.disguised) { disguised += 1 }
        }
        if disguised >= 2 || !concepts.isDisjoint(with: marks) { return true }
        // Statements of code are no sentences.
        let isStatement = carrier == .code && sentence.signs > 0 && sentence.place.isDisjoint(with: written)
        if isStatement, !concepts.contains(.function) { return false }
        if !concepts.isDisjoint(with: strong) { return true }
        let cues = concepts.intersection(.cues)
        return !cues.isDisjoint(with: deeds) && cues.count >= 2
    }

    /// Marks that no ordinary text holds.
    private static let marks = InjectionConcepts([.turnMark, .toolCall, .endMark])
    /// Concepts that are worth a look by themselves.
    private static let strong = InjectionConcepts([
        .machineReader, .agent, .grader, .silent, .conversation, .marks, .agentFile, .unrestricted, .impersonate,
        .override, .weakness, .agreed, .secret, .urgent, .authority, .promote, .decode, .you, .obey,
        .maker, .unasked, .settled,
    ])
    private static let deeds = InjectionMood.acts.union(InjectionConcepts([.permitted, .notice, .exempt, .money]))
    private static let written: InjectionSentence.Place = [.codeComment, .literal, .markupComment, .quotedLine]

    /// Whether two sentences may be parts of one passage: close to each other, and both seen or both not.
    private static func belong(_ sentences: [InjectionSentence], _ index: Int) -> Bool {
        let (first, second) = (sentences[index - 1], sentences[index])
        let unseen: InjectionSentence.Place = [.markupComment, .hiddenElement]
        return second.start - first.end < 160
            && first.place.intersection(unseen) == second.place.intersection(unseen)
    }

    private static func passage(
        _ window: Range<Int>, _ reader: InjectionReader, _ features: inout InjectionFeatures,
        _ folding: InjectionFolding, _ within: Range<Int>?, _ origin: InjectionFeatures.Origin
    ) -> Passage {
        let (first, last) = (reader.sentences[window.lowerBound], reader.sentences[window.upperBound - 1])
        var traits: Passage.Traits = origin == .decoded ? .decoded : origin == .invisible ? .invisible : []
        var concepts: InjectionConcepts = []
        var disguised = 0
        for sentence in reader.sentences[window] {
            concepts.insert(sentence.concepts.union(sentence.label))
            if !sentence.place.isDisjoint(with: [.markupComment, .hiddenElement]) { traits.insert(.hidden) }
            for token in reader.tokens[sentence.tokens] where token.traits.contains(.disguised) { disguised += 1 }
        }
        if disguised >= 2 { traits.insert(.disguised) }
        let start = folding.source(of: first.start)
        let source = within ?? start..<max(start, folding.source(of: max(first.start, last.end - 1)) + 1)
        let beginning = Array(
            folding.bytes[first.start..<min(max(first.start, last.end), first.start + InjectionExcerpt.longest + 4)])
        return Passage(
            source: source, places: features.places(of: window), concepts: concepts, traits: traits,
            beginning: beginning)
    }
}

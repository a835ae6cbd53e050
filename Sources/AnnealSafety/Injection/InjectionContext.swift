/// What a whole file tells of its passages: that it speaks of attacks as a topic, tests a guard, lists samples.
///
/// It only counts for passages that are quoted, literals or items of a list: who writes "for example" above an
/// instruction of his own gains nothing by it.
struct InjectionContext: Sendable {
    /// How much the file speaks of injected text: 0 (not at all) to 3.
    var topic: UInt64 = 0
    /// How many quoted or literal sentences read like attacks: 0, 1, 2 or 3 for three and more.
    var samples: UInt64 = 0
    /// What the path says: 0 nothing, 1 a test, 2 a text on attacks or moderation, 3 prompts, 4 translations.
    var path: UInt64 = 0

    /// Nothing is known of the file.
    static let none = Self()

    /// Reads a file's sentences.
    ///
    /// - Complexity: O(s) for s sentences.
    init(_ sentences: [InjectionSentence], _ tokens: [InjectionToken], path: String?) {
        var topics = 0
        var samples = 0
        for sentence in sentences {
            let all = sentence.concepts.union(sentence.label)
            if all.contains(.topic) { topics += sentence.place.contains(.heading) ? 2 : 1 }
            let isShown = !sentence.place.isDisjoint(with: [.literal, .quotedLine, .attribute, .cell])
            if isShown || Self.isQuoted(sentence, tokens), samples < 3 {
                var concepts = all
                for token in tokens[sentence.tokens] { concepts.insert(token.concepts) }
                if concepts.intersection(.cues).count >= 3 { samples += 1 }
            }
        }
        self.path = path.map(Self.kind) ?? 0
        topic = UInt64(min(3, topics + (self.path == 2 ? 2 : 0)))
        self.samples = UInt64(samples)
    }

    private init() {}

    /// Whether most of a sentence stands within quotation marks.
    static func isQuoted(_ sentence: InjectionSentence, _ tokens: [InjectionToken]) -> Bool {
        let quoted = tokens[sentence.tokens].count { $0.traits.contains(.quoted) }
        return quoted >= 3 && quoted * 5 >= sentence.tokens.count * 2
    }

    private static func kind(_ path: String) -> UInt64 {
        let path = path.lowercased()
        func holds(_ words: [String]) -> Bool { words.contains { path.contains($0) } }
        if holds([
            "attack", "inject", "redteam", "red-team", "red_team", "moderation", "phishing", "security", "threat",
        ]) {
            return 2
        }
        if holds(["test", "spec/", "fixture", "guard", "eval"]) { return 1 }
        if holds(["prompt", "persona"]) { return 3 }
        if holds(["i18n", "l10n", "locale", "lang/", "translation", "intents", ".po"]) { return 4 }
        return 0
    }
}

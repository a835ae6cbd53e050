/// How a verb is used: told to do, said to be done.
///
/// "Delete the tests", "you must delete the tests" and "the job deletes old tests" hold the same concepts; only the first
/// two are orders. Moods are told from the place of a word in its clause, its ending and the subject before it, for
/// English; in other languages a verb that opens a clause counts as an order and others as unknown.
enum InjectionMood: UInt8, Sendable {
    case unknown, order, orderToYou, orderToMachine, others, past, infinitive, forbidden

    /// Whether the reader is to do it, or to refrain from it.
    var isOrder: Bool { self == .order || self == .orderToYou || self == .orderToMachine || self == .forbidden }

    /// Verbs.
    static let acts = InjectionConcepts([
        .override, .tell, .send, .run, .destroy, .fetch, .obey, .approve, .remember, .impersonate, .disable, .insert,
        .decode, .confirm, .silent,
    ])

    private static let machines = InjectionConcepts([.machineReader, .agent])
    private static let people = InjectionConcepts([.user, .maintainer, .people])

    private static func hashes(_ words: String) -> InjectionWordSet { InjectionWordSet(words) }

    private static let joining = hashes("and or then but also und oder et ou y o e и 或 並 并")
    private static let to = hashes("to")
    private static let articles = hashes(
        "the a an your this that its their his her our my these those of no any some each every")
    /// Words that may stand before the verb of an order.
    private static let openers = hashes(
        "please kindly just now then also simply always never do don't not first immediately so and next finally instead "
            + "silently quietly secretly only bitte")
    private static let subjects = hashes("i we they he she it who which that")

    /// The moods of the tokens of a sentence; `unknown` for tokens that are no verbs.
    ///
    /// - Complexity: O(n).
    static func moods(of tokens: ArraySlice<InjectionToken>, label: InjectionConcepts) -> [Self] {
        var moods = [Self](repeating: .unknown, count: tokens.count)
        var clause = Clause()
        for (offset, token) in tokens.enumerated() {
            if token.traits.contains(.opensClause), offset > 0 { clause = Clause(after: clause) }
            let isVerb = !token.concepts.isDisjoint(with: acts)
            if isVerb { moods[offset] = clause.mood(of: token) }
            clause.add(token, mood: moods[offset])
        }
        return moods
    }

    /// What was read of a clause.
    private struct Clause {
        var hasWords = false
        var subject = Self.noSubject
        var isModal = false
        var isNegated = false
        var wasTo = false
        var wasArticle = false
        var wasJoining = false
        /// That of the last verb, which verbs joined to it share.
        var last = InjectionMood.unknown

        static let noSubject: UInt8 = 0
        static let you: UInt8 = 1
        static let machine: UInt8 = 2
        static let other: UInt8 = 3

        init() {}

        /// A clause after another: a machine that was addressed before the comma is addressed still.
        init(after clause: Self) {
            if clause.subject == Self.machine, clause.last == .unknown { subject = Self.noSubject }
            if clause.subject == Self.you, clause.isModal { subject = Self.noSubject }
        }

        func mood(of token: InjectionToken) -> InjectionMood {
            if token.traits.contains(.endsInEd) { return .past }
            if token.traits.contains(.endsInIng) { return .infinitive }
            if wasJoining, last != .unknown, !token.traits.contains(.endsInS) { return last }
            if token.traits.contains(.endsInS) { return hasWords ? .others : .unknown }
            if wasArticle { return .unknown }
            if !hasWords { return isNegated ? .forbidden : .order }
            guard isModal || wasTo else {
                return subject == Self.you ? .orderToYou : .unknown
            }
            switch subject {
            case Self.you: return isNegated ? .forbidden : .orderToYou
            case Self.machine: return isNegated ? .forbidden : .orderToMachine
            case Self.other: return .others
            default: return .infinitive
            }
        }

        mutating func add(_ token: InjectionToken, mood: InjectionMood) {
            if mood != .unknown { last = mood }
            wasTo = InjectionMood.to.contains(token.hash)
            wasArticle = InjectionMood.articles.contains(token.hash)
            wasJoining = InjectionMood.joining.contains(token.hash)
            if token.concepts.contains(.negation) { isNegated = true }
            if token.concepts.contains(.modal) { isModal = true }
            if token.concepts.contains(.you) {
                subject = Self.you
            } else if !token.concepts.isDisjoint(with: InjectionMood.machines), mood == .unknown {
                subject = Self.machine
            } else if !token.concepts.isDisjoint(with: InjectionMood.people), !hasWords || subject == Self.noSubject {
                subject = Self.other
            } else if InjectionMood.subjects.contains(token.hash), subject == Self.noSubject {
                subject = Self.other
            }
            if wasJoining || InjectionMood.openers.contains(token.hash) { return }
            if token.concepts.contains(.polite) || token.concepts.contains(.urgent), !hasWords { return }
            hasWords = true
        }
    }
}

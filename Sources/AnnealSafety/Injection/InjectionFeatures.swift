/// What the classifier looks at: a window of one or two sentences as a sparse vector.
///
/// Every feature is a hash of what it stands for, folded into `size` places; those of one window are distinct. Concepts
/// and pairs of concepts carry what is meant in any language and wording; words and pairs of words carry the rest.
package struct InjectionFeatures {
    /// The number of places: a power of two.
    package static let size = 1 << 17

    /// The Euclidean length of the vector of a window.
    static let length: Float = 10

    /// The places of the table that keeps features of a window apart, and how many features a window may have.
    private static let slots = 1 << 12
    private static let most = 3_000

    /// What kind of feature it is: parts the hashes, and tells how much a feature weighs.
    enum Kind: UInt64 {
        case concept = 1, quotedConcept, pair, quotedPair, word, wordPair, letters, rule, place, label, lead
        case opening, form, neighbour, origin, crossPair, shape, windowRule, carrierOpening, act, orderRule,
            orderShape
        case addressee, intent, intentAddressee, harm, windowHarm
        case mention, mentionSamples, mentionFile, profile

        /// How much it counts beside the others: how a text looks and where it stands says less than what it wants.
        var weight: Float {
            switch self {
            case .shape, .opening, .neighbour, .carrierOpening, .place: 0.5
            case .orderShape: 0.3
            case .word: 0.5
            case .wordPair: 0.2
            case .addressee, .intent, .intentAddressee, .harm, .windowHarm: 3
            case .mention, .mentionSamples, .mentionFile, .profile: 3
            default: 1
            }
        }
    }

    /// Where a text was found: as it stands, or taken out of something.
    enum Origin: UInt64, Sendable {
        case plain, decoded, invisible, joined
    }

    let text: UnsafeBufferPointer<UInt8>
    let tokens: [InjectionToken]
    let sentences: [InjectionSentence]
    let carrier: InjectionCarrier
    let origin: Origin
    let context: InjectionContext
    /// A table of features and of the window in which they were last used, so that each counts once.
    private var stamps: [UInt64]
    private var stamp: UInt32 = 0
    private var places: [Place] = []
    /// The most telling addressee of the window's sentences, and how much they order.
    var windowAddressee: UInt64 = 0
    var windowOrders: UInt64 = 0
    /// The intents of the window's sentences that are not forbidden, told or quoted.
    var windowIntents: UInt32 = 0

    /// A feature of a window.
    package struct Place: Sendable {
        /// Below `size`.
        package var index: Int32
        package var value: Float
        /// What it is of, for the training program's lists.
        package var kind: UInt8
    }

    init(
        _ text: UnsafeBufferPointer<UInt8>, tokens: [InjectionToken], sentences: [InjectionSentence],
        carrier: InjectionCarrier, origin: Origin, context: InjectionContext
    ) {
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.carrier = carrier
        self.origin = origin
        self.context = context
        stamps = [UInt64](repeating: 0, count: Self.slots)
    }

    static let frame = InjectionConcepts([.attackTopic, .example, .testing, .reporting])
    static let leads = frame.union(InjectionConcepts([.machineReader, .agent, .instruction]))
    /// Concepts before the word that opens a clause.
    static let openers = InjectionConcepts([.polite, .first, .negation, .urgent])
    /// Concepts that are too common to make pairs.
    static let loose = InjectionConcepts([.function])

    /// The features of the sentences `window`.
    ///
    /// - Complexity: O(t + c²) for t tokens and c concepts, of which no more than 14 make pairs.
    mutating func places(of window: Range<Int>) -> [Place] {
        stamp &+= 1
        places.removeAll(keepingCapacity: true)
        windowAddressee = 0
        windowOrders = 0
        windowIntents = 0
        var all: InjectionConcepts = []
        for index in window {
            let sentence = sentences[index]
            all.insert(sentence.concepts.union(sentence.label))
            addSentence(sentence, isFirst: index == window.lowerBound)
        }
        if window.count > 1 { addAcross(window, all) }
        addAround(window)
        add(.origin, origin == .joined ? 0 : origin.rawValue)
        add(.windowHarm, windowAddressee, min(3, windowOrders))
        addWindow(window, all)
        normalise()
        return places
    }

    /// Gives all windows the same length, so that long ones do not weigh more than short ones.
    mutating func normalise() {
        let length = places.reduce(Float(0)) { $0 + $1.value * $1.value }
        guard length > 0 else { return }
        let factor = Self.length / length.squareRoot()
        for index in places.indices { places[index].value *= factor }
    }

    @inline(__always)
    mutating func add(_ kind: Kind, _ a: UInt64, _ b: UInt64 = 0) {
        var hash = InjectionHash.mixing(kind.rawValue, into: 0x5bd1_e995)
        hash = InjectionHash.mixing(a, into: hash)
        hash = InjectionHash.mixing(b, into: hash)
        hash ^= hash >> 32
        let index = Int(truncatingIfNeeded: hash) & (Self.size - 1)
        guard places.count < Self.most else { return }
        let mark = UInt64(index) << 32 | UInt64(stamp)
        var slot = index & (Self.slots - 1)
        while UInt32(truncatingIfNeeded: stamps[slot]) == stamp {
            if stamps[slot] == mark { return }
            slot = (slot + 1) & (Self.slots - 1)
        }
        stamps[slot] = mark
        places.append(Place(index: Int32(index), value: kind.weight, kind: UInt8(kind.rawValue)))
    }

    /// Pairs of concepts across two sentences, and the rules that they fulfil together.
    mutating func addAcross(_ window: Range<Int>, _ all: InjectionConcepts) {
        let first = sentences[window.lowerBound].concepts.intersection(.cues)
        let second = sentences[window.upperBound - 1].concepts.intersection(.cues)
        addPairs(.crossPair, first, second)
        for (index, rule) in InjectionRule.all.enumerated() where rule.holds(all) { add(.windowRule, UInt64(index)) }
        add(.shape, 8, UInt64(window.count))
    }

    /// What the sentences before and after speak of.
    mutating func addAround(_ window: Range<Int>) {
        if window.lowerBound > 0 {
            sentences[window.lowerBound - 1].concepts.intersection(Self.frame).forEach {
                add(.neighbour, UInt64($0.rawValue), 0)
            }
        }
        if window.upperBound < sentences.count {
            sentences[window.upperBound].concepts.intersection(Self.frame).forEach {
                add(.neighbour, UInt64($0.rawValue), 1)
            }
        }
    }
}

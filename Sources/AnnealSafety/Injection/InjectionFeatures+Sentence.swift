/// The features of one sentence.
extension InjectionFeatures {
    mutating func addSentence(_ sentence: InjectionSentence, isFirst: Bool) {
        addConcepts(sentence)
        addWords(sentence)
        let own = sentence.concepts.union(sentence.label)
        let held = InjectionRule.held(own)
        for index in held { add(.rule, index) }
        if !sentence.label.isEmpty { sentence.label.forEach { add(.label, UInt64($0.rawValue)) } }
        var place = sentence.place.rawValue
        while place != 0 {
            add(.place, UInt64(place & (~place &+ 1)))
            place &= place - 1
        }
        sentence.lead.intersection(Self.leads).forEach {
            add(.lead, UInt64($0.rawValue), sentence.place.contains(.literal) ? 1 : 0)
        }
        addShape(sentence, own)
        addActs(sentence, own, held)
    }

    /// Concepts alone and in pairs.
    mutating func addConcepts(_ sentence: InjectionSentence) {
        var quoted: InjectionConcepts = []
        for token in tokens[sentence.tokens] {
            let isQuoted = token.traits.contains(.quoted)
            if isQuoted { quoted.insert(token.concepts) }
            token.concepts.forEach { concept in
                add(isQuoted ? .quotedConcept : .concept, UInt64(concept.rawValue))
                if !isQuoted { add(.form, UInt64(concept.rawValue), token.form) }
            }
        }
        let plain = sentence.concepts.union(sentence.label).subtracting(Self.loose)
        addPairs(.pair, plain, plain)
        guard !quoted.isEmpty else { return }
        addPairs(.quotedPair, quoted.subtracting(Self.loose), sentence.concepts.intersection(Self.frame))
    }

    mutating func addPairs(_ kind: Kind, _ first: InjectionConcepts, _ second: InjectionConcepts) {
        var left: [UInt64] = []
        var right: [UInt64] = []
        first.forEach { if left.count < 14 { left.append(UInt64($0.rawValue)) } }
        second.forEach { if right.count < 14 { right.append(UInt64($0.rawValue)) } }
        let isSame = first == second
        for a in left {
            for b in right where !isSame || a < b { add(kind, a, b) }
        }
    }

    /// Words, and pairs of words that follow each other.
    mutating func addWords(_ sentence: InjectionSentence) {
        var last: UInt64 = 0
        for token in tokens[sentence.tokens] {
            let mark: UInt64 = token.traits.contains(.quoted) ? 1 : 0
            add(.word, token.hash, mark)
            add(.wordPair, last, token.hash)
            last = token.hash
        }
    }

    /// What the reader is told to do.
    mutating func addActs(_ sentence: InjectionSentence, _ own: InjectionConcepts, _ held: [UInt64]) {
        let slice = tokens[sentence.tokens]
        let moods = InjectionMood.moods(of: slice, label: sentence.label)
        var orders: UInt64 = 0
        var strongest = InjectionMood.unknown
        for (token, mood) in zip(slice, moods) where mood != .unknown {
            if mood.isOrder { orders += 1 }
            if mood.isOrder || strongest == .unknown { strongest = mood }
            let isQuoted: UInt64 = token.traits.contains(.quoted) ? 64 : 0
            token.concepts.intersection(InjectionMood.acts).forEach { act in
                let verb = UInt64(act.rawValue) | (UInt64(mood.rawValue) | isQuoted) << 8
                add(.act, verb)
            }
        }
        let group: UInt64 = strongest == .unknown ? 0 : strongest.isOrder ? 1 : 2
        for index in held { add(.orderRule, index, group) }
        own.intersection(.cues).forEach { add(.orderShape, UInt64($0.rawValue), group) }
        addIntents(slice, moods, sentence, own)
        add(.shape, 9, group)
        add(.shape, 10, min(3, orders))
    }

    /// What is wanted, of whom, and how it is put.
    mutating func addIntents(
        _ slice: ArraySlice<InjectionToken>, _ moods: [InjectionMood], _ sentence: InjectionSentence,
        _ own: InjectionConcepts
    ) {
        let addressee = UInt64(
            InjectionAddressee.addressee(of: slice, moods, label: sentence.label, own).rawValue)
        let found = InjectionIntent.intents(of: slice, moods, own).sorted {
            ($0.intent.rawValue, $0.frame.rawValue) < ($1.intent.rawValue, $1.frame.rawValue)
        }
        let isFramed: UInt64 = sentence.lead.isDisjoint(with: Self.frame) ? 0 : 1
        add(.addressee, addressee)
        var counts = [UInt64](repeating: 0, count: 5)
        for item in found {
            let intent = UInt64(item.intent.rawValue) | UInt64(item.frame.rawValue) << 8
            add(.intent, intent, isFramed)
            add(.intentAddressee, intent, addressee)
            counts[Int(item.frame.rawValue)] += 1
            if item.frame == .order || item.frame == .open { windowIntents |= 1 << UInt32(item.intent.rawValue) }
        }
        for (frame, count) in counts.enumerated() {
            add(.harm, UInt64(frame) << 8 | min(3, count), addressee)
        }
        windowAddressee = max(windowAddressee, addressee)
        windowOrders += counts[0]
    }

    /// How the sentence opens and looks.
    mutating func addShape(_ sentence: InjectionSentence, _ own: InjectionConcepts) {
        var disguised = 0
        var capitals = 0
        var names = 0
        var functions = 0
        var isOpening = true
        for token in tokens[sentence.tokens] {
            if token.traits.contains(.disguised) { disguised += 1 }
            if token.traits.contains(.capitals) { capitals += 1 }
            if token.traits.contains(.name) { names += 1 }
            if token.concepts.contains(.function) { functions += 1 }
            // What a clause opens with tells an order from a report.
            if token.traits.contains(.opensClause) || isOpening {
                token.concepts.forEach { concept in
                    let opening = UInt64(concept.rawValue) | token.form << 8
                    add(.opening, opening, isOpening ? 1 : 0)
                    if isOpening { add(.carrierOpening, opening, UInt64(carrier.rawValue)) }
                }
                if token.concepts.isEmpty, isOpening { add(.opening, 255 | token.form << 8) }
            }
            if isOpening, !token.concepts.isDisjoint(with: Self.openers) { continue }
            isOpening = false
        }
        let count = max(1, sentence.tokens.count)
        add(.shape, 0, UInt64(min(6, count / 5)))
        add(.shape, 1, UInt64(min(3, disguised)))
        add(.shape, 2, UInt64(min(3, capitals)))
        add(.shape, 3, UInt64(names * 4 / count))
        add(.shape, 4, UInt64(functions * 8 / count))
        add(.shape, 5, UInt64(min(4, sentence.signs)))
        add(.shape, 6, UInt64(sentence.ending))
        add(.shape, 7, UInt64(own.intersection(.cues).count))
    }
}

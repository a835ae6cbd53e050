extension TemplateMiner {
    /// How many different values show that a place is variable.
    private enum Needed {
        static let word = 3
        static let keyedValue = 4
        static let capitals = 6
        static let joined = 2
        static let together = 4
        static let run = 4
        /// At the beginning of a line, and where hardly anything else is constant.
        static let cautious = 16
    }

    /// Puts a new shape among the known ones.
    ///
    /// - Returns: the slot of its template.
    mutating func learn(_ line: TemplateShape) -> Int {
        makeRoom()
        let shape = generalized(line)
        if shape.hash != line.hash, let known = shapes.find(shape.hash) {
            let slot = root(known)
            shapes.set(line.hash, Int32(slot))
            return slot
        }
        let first = open(shape)
        shapes.set(line.hash, first)
        shapes.set(shape.hash, first)
        var work = [shape]
        while let shape = work.popLast() {
            guard let known = shapes.find(shape.hash), shape.wordCount > 1 else { continue }
            let slot = Int32(root(known))
            noteSingles(shape, slot, &work)
            noteKin(shape, slot, &work)
            noteRuns(shape, slot, &work)
        }
        return root(first)
    }

    /// The shape with `<*>` at all places that are known to be variable.
    private mutating func generalized(_ line: TemplateShape) -> TemplateShape {
        var shape = line
        while shape.wordCount > 1 {
            var places: UInt64 = 0
            for place in shape.tokens.indices.prefix(64) {
                let token = shape.tokens[place]
                guard !token.isWildcard, isCandidate(token), let known = placeIndex.find(shape.key(without: place)),
                    self.places[Int(known)].isVariable
                else { continue }
                places = 1 << UInt64(place)
                break
            }
            if places == 0 { places = kin.knownPlaces(of: shape) }
            guard places != 0 else { break }
            shape = shape.replacing(places: places)
        }
        return shape
    }

    private mutating func noteSingles(_ shape: TemplateShape, _ slot: Int32, _ work: inout [TemplateShape]) {
        for place in shape.tokens.indices where isCandidate(shape.tokens[place]) {
            let token = shape.tokens[place]
            let needed = token.isWildcard ? 2 : self.needed(shape, place)
            let evidence = note(shape.key(without: place), token.hash, of: slot, needed: needed)
            guard places[evidence].isConvincing else { continue }
            settle(evidence, shape.replacing(place..<place + 1), &work)
        }
    }

    /// Looks at shapes that differ in the same several words.
    private mutating func noteKin(_ shape: TemplateShape, _ slot: Int32, _ work: inout [TemplateShape]) {
        guard shape.wordCount >= 5 else { return }
        for group in kin.add(shape, slot) where group.shapes.count + 1 >= Needed.together {
            guard shape.wordCount - group.places.nonzeroBitCount >= 3 else { continue }
            let shapes = group.shapes + [shape]
            let isVariable = shape.tokens.indices.prefix(64).allSatisfy { place in
                group.places >> UInt64(place) & 1 == 0 || hasEnoughValues(at: place, of: shapes)
            }
            guard isVariable else { continue }
            kin.settle(group.places, of: shape)
            merge(group.slots + [slot], into: shape.replacing(places: group.places), &work)
        }
    }

    private func hasEnoughValues(at place: Int, of shapes: [TemplateShape]) -> Bool {
        guard place > 0 else { return false }
        var needed = Needed.together
        for shape in shapes {
            let token = shape.tokens[place]
            guard token.isWord, !token.traits.contains(.capitals), isCandidate(token) else { return false }
            needed = max(needed, self.needed(shape, place))
        }
        return Set(shapes.map { $0.tokens[place].hash }).count >= needed
    }

    /// Looks at what stands between a pair of brackets or quotes.
    private mutating func noteRuns(_ shape: TemplateShape, _ slot: Int32, _ work: inout [TemplateShape]) {
        var opened: (place: Int, closing: UInt64)?
        for place in shape.tokens.indices where !shape.tokens[place].traits.contains(.word) {
            let hash = shape.tokens[place].hash
            if let start = opened, hash == start.closing {
                opened = nil
                note(run: start.place + 1..<place, of: shape, slot, &work)
            } else if let closing = Brackets.closing(hash) {
                opened = (place, closing)
            }
        }
    }

    private mutating func note(
        run: Range<Int>, of shape: TemplateShape, _ slot: Int32, _ work: inout [TemplateShape]
    ) {
        guard !run.isEmpty, shape.wordCount - shape.tokens[run].count(where: { $0.isWord }) >= 2 else { return }
        let keys = shape.key(withoutRun: run)
        let evidence = note(keys.rest, keys.run, of: slot, needed: Needed.run, length: run.count)
        guard places[evidence].isConvincing, places[evidence].hasSeveralLengths else { return }
        settle(evidence, shape.replacing(run), &work)
    }

    private func isCandidate(_ token: LineToken) -> Bool {
        token.isWildcard || (token.isWord && token.range.count > 1)
    }

    private func needed(_ shape: TemplateShape, _ place: Int) -> Int {
        let traits = shape.tokens[place].traits
        if place == 0 || shape.wordCount < 3 { return Needed.cautious }
        var needed = traits.contains(.value) ? Needed.keyedValue : Needed.word
        if traits.contains(.capitals) { needed = Needed.capitals }
        return traits.contains(.joined) ? min(needed, Needed.joined) : needed
    }

    /// All members of a place become one template of a more general shape.
    private mutating func settle(_ evidence: Int, _ general: TemplateShape, _ work: inout [TemplateShape]) {
        if let winner = merge(places[evidence].members, into: general, &work) { places[evidence].settle(on: winner) }
    }

    /// Templates become one of a more general shape.
    ///
    /// - Returns: the slot of the template that they are now.
    @discardableResult
    private mutating func merge(
        _ slots: [Int32], into general: TemplateShape, _ work: inout [TemplateShape]
    ) -> Int32? {
        var members = slots.map { root($0) }
        if let known = shapes.find(general.hash) {
            members.append(root(known))
        } else if let first = members.min(by: { self.slots[$0].number < self.slots[$1].number }) {
            shapes.set(general.hash, Int32(first))
            work.append(general)
        }
        guard let winner = members.min(by: { self.slots[$0].number < self.slots[$1].number }) else { return nil }
        for member in members where self.slots[member].parent == member && member != winner {
            self.slots[member].parent = Int32(winner)
            self.slots[winner].count += self.slots[member].count
            changes.append(.merged(self.slots[member].number, into: self.slots[winner].number))
        }
        self.slots[winner].shape = general
        return Int32(winner)
    }

    /// Notes a value at a place.
    ///
    /// - Returns: where the place's evidence lies.
    private mutating func note(
        _ key: UInt64, _ value: UInt64, of slot: Int32, needed: Int, length: Int = 1
    ) -> Int {
        if let known = placeIndex.find(key) {
            places[Int(known)].note(value, of: slot, needed: needed, length: length)
            return Int(known)
        }
        places.append(VariableEvidence(value, of: slot, needed: needed, length: length))
        placeIndex.set(key, Int32(places.count - 1))
        return places.count - 1
    }
}

/// Signs that stand in pairs.
private enum Brackets {
    private static let pairs: [UInt64: UInt64] = Dictionary(
        uniqueKeysWithValues: [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("\"", "\""), ("'", "'")].map {
            (hash(of: $0), hash(of: $1))
        })

    /// The hash of the sign that closes what another one opens.
    static func closing(_ opening: UInt64) -> UInt64? { pairs[opening] }

    private static func hash(of text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { TokenHash.of($0) }
    }
}

/// Phrases of several words.
extension InjectionReader {
    /// Gives the first token of each phrase what the phrase means.
    mutating func joinPhrases(_ range: Range<Int>) {
        for index in range {
            guard let phrases = lexicon.phrases(from: tokens[index].hash) else { continue }
            for phrase in phrases where index + phrase.rest.count < range.upperBound {
                guard matches(phrase, after: index) else { continue }
                tokens[index].concepts.insert(phrase.concepts)
            }
        }
    }

    func matches(_ phrase: InjectionLexicon.Phrase, after index: Int) -> Bool {
        for (offset, hash) in phrase.rest.enumerated() {
            let token = tokens[index + 1 + offset]
            if token.hash == hash { continue }
            guard phrase.endsInStem, offset == phrase.rest.count - 1 else { return false }
            var beginning = InjectionHash.start
            var isFound = false
            for place in Int(token.start)..<Int(token.end) {
                beginning = InjectionHash.adding(InjectionHash.lower(text[place]), to: beginning)
                if beginning == hash {
                    isFound = true
                    break
                }
            }
            guard isFound else { return false }
        }
        return true
    }
}

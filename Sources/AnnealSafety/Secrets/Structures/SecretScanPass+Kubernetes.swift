extension SecretScanPass {
    /// The values of a Kubernetes `Secret` in YAML, and in JSON on lines of their own.
    mutating func readKubernetesSecret(at start: Int) {
        let after = text.skip(ByteSet("A-Za-z\":"), from: start, limit: 24)
        guard text[text.skip(ByteSet(" \"A-Za-z:"), from: start, limit: 20)] <= Byte.space || text[after] <= Byte.comma,
            !isLongerKind(start)
        else { return }
        guard start >= documentEnd else { return }
        let range = document(around: start)
        documentEnd = range.upperBound
        var index = range.lowerBound
        var block: (indent: Int, isEncoded: Bool)?
        while index < range.upperBound {
            let end = text.lineEnd(index, limit: 8192)
            let first = text.skip(ByteSet(" "), from: index)
            if first < end, text[first] != Byte.hash {
                let indent = first - index
                if let open = block, indent > open.indent {
                    readEntry(first..<end, isEncoded: open.isEncoded)
                } else {
                    block = opening(first, indent: indent)
                }
            }
            index = end + 1
            if text[end] == Byte.carriageReturn { index += 1 }
        }
    }

    private func isLongerKind(_ start: Int) -> Bool {
        guard let word = text.firstFolded("secret", in: start..<(start + 24)) else { return true }
        return ByteSet.word.contains(text[word + 6])
    }

    /// The YAML document that a position lies in, at most 8 KB on either side.
    private func document(around position: Int) -> Range<Int> {
        var start = position
        let floor = max(0, position - 8192)
        while start > floor, !text.has("\n---", at: start) { start -= 1 }
        let end = text.firstFolded("\n---", in: position..<min(text.count, position + 8192))
        if start > 0 { start = text.lineEnd(start + 1) + 1 }
        return start..<(end ?? min(text.count, position + 8192))
    }

    private func opening(_ first: Int, indent: Int) -> (indent: Int, isEncoded: Bool)? {
        let name = text[first] == Byte.quote ? first + 1 : first
        let isPlain = text.has("stringData", at: name)
        guard isPlain || text.has("data", at: name) else { return nil }
        let end = text.skip(ByteSet("A-Za-z\""), from: name)
        return text[end] == Byte.colon ? (indent, !isPlain) : nil
    }

    private mutating func readEntry(_ line: Range<Int>, isEncoded: Bool) {
        guard let colon = text.first(Byte.colon, in: line) else { return }
        let start = text.skip(ByteSet(" \"'"), from: colon + 1, limit: 8)
        let stop = text.skipBack(ByteSet(" \"',"), before: line.upperBound, limit: 8)
        guard stop - start >= 4 else { return }
        let range = start..<stop
        guard !Placeholder.isReference(text, range), !Placeholder.isFiller(text, range) else { return }
        if !isEncoded {
            report(judge.verdict(range, meaning: KeyMeaning(sort: .password), evidence: .assigned), range)
            return
        }
        guard text.skip(ByteSet("A-Za-z0-9+/="), from: start, limit: 8192) == stop,
            let bytes = Base64.decode(text, range),
            bytes.count >= 4
        else { return }
        let isHarmless = bytes.withUnsafeBufferPointer { buffer in
            guard let decoded = ScannedText(buffer, place: text.place) else { return true }
            let all = 0..<min(decoded.count, 400)
            return decoded.firstFolded("begin certificate", in: all) != nil
                || decoded.firstFolded("begin public key", in: all) != nil || Placeholder.isFiller(decoded, all)
                || Placeholder.isReference(decoded, all)
        }
        guard !isHarmless else { return }
        report(.kubernetesSecret, range, 0.8, "a value of a Kubernetes secret")
    }
}

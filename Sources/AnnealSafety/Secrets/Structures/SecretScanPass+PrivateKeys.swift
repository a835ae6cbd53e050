extension SecretScanPass {
    /// A private key in armour, encrypted or not, as a file or as a string with `\n` in it.
    mutating func readPrivateKey(at start: Int) {
        let label = text.skip(ByteSet("A-Za-z0-9 -"), from: start, limit: 80)
        guard text.firstFolded("private key", in: start..<label) != nil else { return }
        var first: Int?
        var last = label
        var signs = 0
        var seen: UInt64 = 0
        var index = label
        let ceiling = min(text.count, label + 32_768)
        scan: while index < ceiling {
            let byte = text[index]
            if ByteSet.base64.contains(byte) || byte == Byte.equals {
                if let skipped = escape(at: index) {
                    index = skipped
                    continue
                }
                let end = text.skip(ByteSet("A-Za-z0-9+/="), from: index)
                if text[end] == Byte.colon {
                    index = text.lineEnd(end)
                    continue
                }
                if first == nil { first = index }
                for position in index..<end { seen |= 1 << UInt64(text[position] & 63) }
                signs += end - index
                last = end
                index = end
            } else if byte == Byte.hyphen, text.has("---", at: index) {
                break scan
            } else if ByteSet(" \t\r\n\\\"'+,.:;()-").contains(byte) || byte == Byte.star || byte == Byte.hash
                || byte == Byte.greater
            {
                index += 1
            } else {
                break scan
            }
        }
        // What is said in a sentence after a mere header has few signs in a row and blanks between.
        guard let first, signs >= 48, seen.nonzeroBitCount >= 20, signs * 10 >= (last - first) * 8,
            !Self.standIns.contains(where: { text.firstFolded($0, in: first..<min(last, first + 400)) != nil })
        else { return }
        report(.privateKey, first..<last, 0.98, "the body of a private key")
    }

    /// What stands in the place of a key. Runs of one sign are none: keys of OpenSSH hold many `A`.
    private static let standIns: [StaticString] = [
        "example", "placeholder", "redacted", "yourkey", "yourprivate", "your_", "insert", "xxxxxx", "...", "goeshere",
    ]

    /// The position behind the letter of an escape such as `\n`, when one stands there.
    private func escape(at index: Int) -> Int? {
        text[index - 1] == Byte.backslash && ByteSet("nrt").contains(text[index]) ? index + 1 : nil
    }

    /// The private lines of a key of PuTTY.
    mutating func readPuTTYKey(at start: Int) {
        let begin = text.lineEnd(start) + 1
        let first = text.skip(.space, from: begin)
        let end = text.skip(ByteSet("A-Za-z0-9+/=\r\n"), from: first, limit: 8192)
        let stop = text.firstFolded("\nprivate-", in: first..<(end + 16)) ?? end
        guard stop - first >= 32 else { return }
        report(.privateKey, first..<stop, 0.97, "the private lines of a key")
    }

    /// `<RSAKeyValue>` with its private exponent.
    mutating func readXMLKey(at start: Int) {
        let range = start..<min(text.count, start + 4096)
        guard let open = text.firstFolded("<d>", in: range) else { return }
        let end = text.skip(ByteSet("A-Za-z0-9+/="), from: open + 3, limit: 2048)
        guard end - open > 40, text.hasFolded("</d>", at: end) else { return }
        report(.privateKey, (open + 3)..<end, 0.95, "the private exponent of a key")
    }

    /// A JSON Web Key with its private part.
    mutating func readWebKey(at start: Int) {
        let range = max(0, start - 3000)..<min(text.count, start + 3000)
        var from = range.lowerBound
        // The object that holds the type of the key.
        for index in stride(from: start - 1, to: range.lowerBound, by: -1) where text[index] == Byte.brace {
            from = index
            break
        }
        let to = text.first(Byte.closingBrace, in: start..<range.upperBound) ?? range.upperBound
        for member in ["\"d\"", "\"k\""] as [StaticString] {
            guard let name = text.firstFolded(member, in: from..<to) else { continue }
            let quote = text.skip(ByteSet(": \t\r\n"), from: name + 3, limit: 16)
            guard let value = QuotedText.range(in: text, at: quote), value.count >= 20 else { continue }
            let profile = ValueProfile(text, value)
            guard profile.strength == .long, !Placeholder.isFiller(text, value) else { continue }
            report(.privateKey, value, 0.93, "the private part of a JSON Web Key")
        }
    }
}

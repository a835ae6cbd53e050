import AnnealFoundation
import Testing

@testable import AnnealSpecs

@Suite("Bytes and views")
struct BytesTests {
    /// Texts of a few bytes that matter, different each time and the same in each run.
    private func texts(_ alphabet: String, count: Int) -> [[UInt8]] {
        var random = SplitMix64(seed: 7)
        let alphabet = Array(alphabet.utf8)
        return (0..<count).map { _ in
            (0..<Int(random.next() % 40)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
        }
    }

    @Test("a word's key is its first eight bytes in lower case, wherever it stands")
    func wordKeys() {
        let all = (UInt8.min...UInt8.max).map(\.self)
        all.withView { bytes in
            for start in bytes.indices {
                for end in start...min(start + 9, bytes.count) {
                    let expected = (start..<end).prefix(8).enumerated().reduce(UInt64(0)) { bits, byte in
                        bits | UInt64(ASCII.lowered(bytes[byte.element])) << UInt64(8 * byte.offset)
                    }
                    #expect(WordKey(bytes, start..<end).bits == expected)
                }
            }
        }
    }

    @Test("a set of bytes holds what it was made of and nothing else")
    func byteSets() {
        let set = ByteSet("*_[(`?~")
        let members = Array("*_[(`?~".utf8)
        for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == members.contains(byte)) }
    }

    @Test("a text is found at both ends, in either case, and only where it stands")
    func finding() {
        "Must it? It MUST".withBytes { bytes in
            #expect(bytes.find("must", in: 0..<bytes.count) == 0)
            #expect(bytes.find("must", in: 1..<bytes.count) == 12)
            #expect(bytes.find("must", in: 1..<15) == nil)
            #expect(bytes.find("", in: 0..<bytes.count) == nil)
            #expect(bytes.holds("MUST") && bytes.holds("Must") && !bytes.holds("must"))
            #expect(
                bytes.split(0..<bytes.count, at: ASCII.space).map { bytes.text($0) } == ["Must", "it?", "It", "MUST"])
        }
    }

    @Test("brackets close in reverse order, down to the outermost of sixty-four")
    func brackets() {
        let kinds = Array("([{[((".utf8)
        var stack = BracketStack()
        let opened = (0..<64).map { (byte: kinds[$0 % kinds.count], isCall: $0 % 5 == 0) }
        for bracket in opened { stack.append(bracket.byte, isCall: bracket.isCall) }
        #expect(stack.first?.byte == opened[0].byte && stack.first?.isCall == true)
        for bracket in opened.reversed() {
            let closed = stack.popLast()
            #expect(closed?.byte == bracket.byte && closed?.isCall == bracket.isCall)
        }
        #expect(stack.popLast() == nil)
    }

    @Test("code spans are those that going through the text byte by byte finds")
    func codeSpans() {
        for text in texts("``` \\ab", count: 4000) {
            let expected = SpanScan.spans(in: text).map { "\($0)" }
            let found = text.withView { bytes in
                var spans: [CodeSpan] = []
                CodeSpans.find(in: bytes, 0..<bytes.count, &spans)
                return spans.map { "\($0.content) \($0.outer)" }
            }
            #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test("a fingerprint is that of the text with one blank for each run of white space and none at the end")
    func fingerprints() {
        for text in texts("ab! \n\t\u{1}é", count: 3000).map({ String(decoding: $0, as: UTF8.self) }) {
            var plain = "T\n"
            var gap = false
            for scalar in text.unicodeScalars {
                if scalar.isASCII, ASCII.isSpace(UInt8(scalar.value)) {
                    gap = true
                } else {
                    if gap { plain += " " }
                    gap = false
                    plain.unicodeScalars.append(scalar)
                }
            }
            #expect(Fingerprint.of(title: "T", text: text) == ContentDigest(of: plain), "\(text.debugDescription)")
        }
    }

    @Test("an offset's place is that of the last piece that begins before it")
    func locations() throws {
        let lines = (0..<200).map { String(repeating: "word ", count: $0 % 37) + "end" }
        let text = "# Title\n\n" + lines.joined(separator: "\n") + "\n\n| a | |\n| --- | --- |\n| | |\n| b | c |\n"
        try text.withBytes { bytes in
            Result {
                try SpecText.with(bytes) { text in
                    try BlockParts.read(text, path: "a.md").withSource(text) { source in
                        for offset in source.flat.indices {
                            let piece = source.pieces.last { $0.start <= offset }
                            let place = source.location(offset)
                            #expect(place.line == piece.map { Int($0.line) })
                            #expect(place.column == piece.map { Int($0.column) + offset - Int($0.start) })
                        }
                    }
                }
            }
        }.get()
    }
}

/// Code spans found in the plainest way.
private enum SpanScan {
    static func spans(in bytes: [UInt8]) -> [String] {
        var found: [String] = []
        var offset = 0
        while offset < bytes.count {
            if bytes[offset] == ASCII.backslash {
                offset += 2
                continue
            }
            guard bytes[offset] == ASCII.backtick else {
                offset += 1
                continue
            }
            let start = offset
            while offset < bytes.count, bytes[offset] == ASCII.backtick { offset += 1 }
            guard let close = closing(offset - start, bytes, offset) else { continue }
            var content = offset..<close
            if content.count > 2, bytes[offset] == ASCII.space, bytes[close - 1] == ASCII.space {
                content = offset + 1..<close - 1
            }
            found.append("\(content) \(start..<close + offset - start)")
            offset = close + offset - start
        }
        return found
    }

    private static func closing(_ run: Int, _ bytes: [UInt8], _ from: Int) -> Int? {
        var offset = from
        while offset < bytes.count {
            let start = offset
            while offset < bytes.count, bytes[offset] == ASCII.backtick { offset += 1 }
            if offset - start == run { return start }
            if offset == start { offset += 1 }
        }
        return nil
    }
}

/// Attributes of tags: what they hide and what they say.
extension InjectionReader {
    /// Whether the attributes keep an element from being seen.
    func hides(_ range: Range<Int>) -> Bool {
        guard range.count > 5, range.count < 12 || text[range].contains(UInt8(ascii: "=")) else { return false }
        var plain: [UInt8] = []
        for place in range where text[place] > 32 { plain.append(InjectionHash.lower(text[place])) }
        let attributes = String(decoding: plain, as: UTF8.self)
        if attributes == "hidden" || attributes.hasPrefix("hidden=") || attributes.hasSuffix("\"hidden") { return true }
        return Self.hidingStyles.contains { attributes.contains($0) }
    }

    static let hidingStyles = [
        "display:none", "visibility:hidden", "font-size:0", "font-size:1px", "opacity:0", "color:white", "color:#fff",
        "color:transparent", "left:-9", "top:-9", "text-indent:-", "height:0", "width:0", "width:1px", "clip:rect",
        "clip-path:inset(100%", "sr-only", "visually-hidden", "size=\"0\"",
    ]

    /// Attributes that hold text are read as sentences of their own.
    mutating func readAttributes(_ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            guard text[at] == 34 || text[at] == 39 else {
                at += 1
                continue
            }
            let mark = text[at]
            var end = at + 1
            var spaces = 0
            var eastern = 0
            while end < range.upperBound, text[end] != mark {
                if text[end] == 32 { spaces += 1 }
                if text[end] >= 0xE3 { eastern += 1 }
                end += 1
            }
            if spaces >= 3 || eastern >= 12, !isStyle(before: at) {
                endSentence(at: at)
                depth += 1
                let (oldPlace, oldQuote) = (linePlace, quoteEnd)
                linePlace.insert(.attribute)
                place = linePlace
                read(at + 1..<end)
                endSentence(at: end)
                linePlace = oldPlace
                place = oldPlace
                quoteEnd = oldQuote
                depth -= 1
            }
            at = end + 1
        }
    }

    /// Attributes whose value is no text.
    func isStyle(before at: Int) -> Bool {
        var end = at - 1
        while end > 0, text[end] == 61 || text[end] == 32 { end -= 1 }
        var start = end
        while start > 0, InjectionBytes.isWord(text[start - 1]) || text[start - 1] == 45 { start -= 1 }
        guard start <= end else { return false }
        let name = String(decoding: text[start...end].map(InjectionHash.lower), as: UTF8.self)
        return ["class", "style", "d", "points", "href", "src", "srcset", "viewbox", "sizes", "transform", "values"]
            .contains(name)
            || name.hasPrefix("on")
    }
}

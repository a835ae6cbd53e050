/// HTML in which every interpolated text is escaped, so that nothing a specification, a model or a test printed can
/// become markup.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    /// The markup.
    package var source: String

    /// Takes markup that stands in this program's source.
    package init(stringLiteral value: String) { source = value }

    /// Takes the pieces of an interpolated literal.
    package init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

    /// Joins pieces.
    package init(_ pieces: [HTML], separator: HTML = "") {
        source = pieces.map(\.source).joined(separator: separator.source)
    }

    /// A list that begins with the given markup; nothing when it has no items.
    package static func list(_ items: [HTML], opening: HTML) -> HTML { items.isEmpty ? "" : "\(opening)\(items)</ul>" }

    /// A text as text: `&`, `<`, `>` and both quotes are escaped, control characters that HTML forbids are shown as
    /// their pictures.
    package static func text(_ text: String) -> HTML {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\r": break
            case "\u{7F}": escaped += "\u{2421}"
            case "\u{0}"..."\u{1F}":
                if let picture = Unicode.Scalar(0x2400 + scalar.value) { escaped.unicodeScalars.append(picture) }
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        var html: HTML = ""
        html.source = escaped
        return html
    }

    /// A sentence of Markdown: code spans and strong text become markup, everything else stays text.
    package static func sentence(_ markdown: String) -> HTML {
        var pieces: [HTML] = []
        for (index, part) in markdown.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                pieces.append("<code>\(String(part))</code>")
                continue
            }
            for (place, inner) in String(part).split(separator: "**", omittingEmptySubsequences: false).enumerated() {
                pieces.append(place % 2 == 1 ? "<strong>\(String(inner))</strong>" : "\(String(inner))")
            }
        }
        return HTML(pieces)
    }

    /// Collects the pieces of an interpolated literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        var source = ""

        /// Makes room.
        package init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Adds markup that stands in this program's source.
        package mutating func appendLiteral(_ literal: String) { source += literal }

        /// Adds a text, escaped.
        package mutating func appendInterpolation(_ text: String) { source += HTML.text(text).source }

        /// Adds a number.
        package mutating func appendInterpolation(_ number: Int) { source += String(number) }

        /// Adds markup.
        package mutating func appendInterpolation(_ html: HTML) { source += html.source }

        /// Adds pieces of markup, one after the other.
        package mutating func appendInterpolation(_ pieces: [HTML]) { source += HTML(pieces).source }
    }
}

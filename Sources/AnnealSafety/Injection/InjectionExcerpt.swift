/// The beginning of a passage in a form that is safe to show.
enum InjectionExcerpt {
    /// The longest excerpt, in bytes of UTF-8.
    static let longest = 160

    /// White space becomes one space; what is cut off is told by an ellipsis.
    static func text(of bytes: [UInt8]) -> String {
        var text = ""
        var length = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let size = Unicode.UTF8.width(scalar)
            guard length + size <= longest else { return text + "…" }
            if scalar.value <= 32 || scalar.value == 0x7F {
                if !text.isEmpty, text.last != " " { text += " " }
            } else if scalar.value != 0xFFFD {
                text.unicodeScalars.append(scalar)
            }
            length += size
        }
        return text
    }
}

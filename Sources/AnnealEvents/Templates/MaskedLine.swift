/// A line with `<*>` for what is variable by its form: numbers, paths, addresses, dates, hosts.
///
/// Nothing is learned, so that a line has the same text whatever was read before.
public enum MaskedLine {
    /// Masks a line.
    ///
    /// - Parameter line: one line of text.
    /// - Returns: the text with one space for each stretch of white space.
    public static func text(_ line: String) -> String {
        var line = line
        return line.withUTF8 { bytes in
            var tokens = LineTokens()
            LineTokenizer().tokenize(bytes, into: &tokens)
            return TemplateShape(tokens.items, of: bytes).text
        }
    }
}

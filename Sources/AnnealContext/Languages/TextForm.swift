/// The form of a text that a function takes apart, as its examples show it.
public struct TextForm: Sendable, Hashable {
    /// A group whose number lies within bounds.
    public struct Bounds: Sendable, Hashable {
        /// The group's number, from 1 on.
        public var group: Int
        /// The least number.
        public var low: Int
        /// The greatest number.
        public var high: Int
        /// Whether a text may lack the group.
        public var isOptional: Bool

        /// Creates bounds.
        public init(group: Int, low: Int, high: Int, isOptional: Bool = false) {
            self.group = group
            self.low = low
            self.high = high
            self.isOptional = isOptional
        }

        /// The condition, in Python, that a match is out of bounds.
        var python: String {
            let outside = "not \(low) <= int(match.group(\(group))) <= \(high)"
            return isOptional ? "(match.group(\(group)) and \(outside))" : outside
        }
    }

    /// Letters that a text is brought to before it is looked at.
    public enum LetterCase: Sendable, Hashable {
        case upper
        case lower
    }

    /// A regular expression that the whole text matches, in the notation that Python and JavaScript share.
    public var pattern: String
    /// Whether white space at the text's ends is taken off first.
    public var trims: Bool
    /// Letters that the text is brought to first; `nil` where they stay.
    public var letterCase: LetterCase?
    /// Groups whose number is bounded.
    public var bounds: [Bounds]
    /// The error that another text raises; `nil` where that is not known.
    public var error: String?

    /// Creates a form.
    public init(
        pattern: String, trims: Bool = false, letterCase: LetterCase? = nil, bounds: [Bounds] = [], error: String? = nil
    ) {
        self.pattern = pattern
        self.trims = trims
        self.letterCase = letterCase
        self.bounds = bounds
        self.error = error
    }

    /// The lines with which a Python function begins that takes such a text apart, up to what the error says.
    ///
    /// - Parameters:
    ///   - parameter: the text's name.
    ///   - indent: white space in front of the lines.
    /// - Returns: the lines; the last one is not complete where there is an error.
    func python(_ parameter: String, indent: String) -> String {
        var text = parameter + (trims ? ".strip()" : "")
        if let letterCase { text += letterCase == .upper ? ".upper()" : ".lower()" }
        let match = "\(indent)match = re.fullmatch(r\"\(pattern)\", \(text))\n"
        guard let error else { return match }
        let conditions = ["match is None"] + bounds.map(\.python)
        return "\(match)\(indent)if \(conditions.joined(separator: " or ")):\n\(indent)    raise \(error)("
    }

    /// The same for a JavaScript function.
    func javaScript(_ parameter: String, indent: String) -> String {
        var text = parameter + (trims ? ".trim()" : "")
        if let letterCase { text += letterCase == .upper ? ".toUpperCase()" : ".toLowerCase()" }
        let match = "\(indent)const match = /^\(pattern)$/.exec(\(text));\n"
        guard let error else { return match }
        // A group that is missing is no number, and neither below nor above another one.
        let conditions =
            ["match === null"]
            + bounds.flatMap { bound in
                ["Number(match[\(bound.group)]) < \(bound.low)", "Number(match[\(bound.group)]) > \(bound.high)"]
            }
        return "\(match)\(indent)if (\(conditions.joined(separator: " || "))) {\n\(indent)  throw new \(error)("
    }
}

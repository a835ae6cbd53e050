/// Reads edits from what a model wrote, in one format. Text around the edits is passed over.
public protocol EditParser: Sendable {
    /// Reads edits.
    ///
    /// - Parameter text: the model's answer.
    /// - Returns: the edits in the order of the text, at least one.
    /// - Throws: `EditError` when there is none or one is malformed.
    func parse(_ text: String) throws(EditError) -> [FileEdit]
}

/// The formats that edits can be written in.
public enum EditFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// `<<<<<<< SEARCH`, `=======`, `>>>>>>> REPLACE` under a path.
    case searchReplace = "search-replace"
    /// Whole files in fenced blocks with their path.
    case wholeFile = "whole-file"
    /// `--- a/x`, `+++ b/x`, `@@`.
    case unifiedDiff = "unified-diff"
    /// `*** Begin Patch` … `*** End Patch`.
    case patch

    /// The format that a text is written in, by its marks; whole files when there are none.
    ///
    /// - Parameter text: the model's answer.
    /// - Returns: the format.
    public static func recognised(in text: String) -> EditFormat {
        var format = EditFormat.wholeFile
        var previous = ""[...]
        for line in text.lines {
            if SearchReplaceParser.isOpening(line) { return .searchReplace }
            if line.hasPrefix("*** Begin Patch") || PatchParser.header(of: line) != nil { return .patch }
            let isDiff = line.hasPrefix("+++ ") && previous.hasPrefix("--- ") || line.hasPrefix("diff --git ")
            if isDiff { format = .unifiedDiff }
            previous = line[...]
        }
        return format
    }

    /// The parser of the format.
    ///
    /// - Parameter defaultPath: the file that is meant when the text names none.
    /// - Returns: a parser.
    public func parser(defaultPath: String? = nil) -> any EditParser {
        switch self {
        case .searchReplace: SearchReplaceParser(defaultPath: defaultPath)
        case .wholeFile: WholeFileParser(defaultPath: defaultPath)
        case .unifiedDiff: UnifiedDiffParser()
        case .patch: PatchParser()
        }
    }
}

extension String {
    /// The lines without their endings; a line feed at the end does not begin another line.
    var lines: [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        for byte in utf8 {
            if byte != UInt8(ascii: "\n") {
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            lines.append(String(decoding: line, as: UTF8.self))
            line.removeAll(keepingCapacity: true)
        }
        if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    /// The text without white space at both ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

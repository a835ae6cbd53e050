/// Breaks up tokens of chat templates and writes out characters that are not seen.
enum UntrustedTextEscapes {
    /// Tokens of chat templates that are no usual text, in lower case.
    private static let tokens: [String] = [
        "[inst]", "[/inst]", "<<sys>>", "<</sys>>", "<s>", "</s>", "<bos>", "<eos>", "<pad>", "<unk>",
        "<start_of_turn>", "<end_of_turn>", "[available_tools]", "[/available_tools]", "[tool_calls]", "[tool_results]",
        "[/tool_results]", "[system_prompt]", "[/system_prompt]", "<tool_call>", "</tool_call>", "<tool_response>",
        "</tool_response>", "<function_calls>", "</function_calls>", "<function_results>", "</function_results>",
        "<think>", "</think>",
    ]

    private static let byFirst: [UInt8: [[UInt8]]] = Dictionary(
        grouping: tokens.map { Array($0.utf8) }, by: { $0.first ?? 0 })

    /// The longest name between `<|` and `|>`.
    private static let longestName = 48

    /// - Returns: the text with every such token broken by a backslash after its first character, and invisible
    ///   characters as `\u{…}`; and how many there were.
    /// - Complexity: O(n): looking ahead is bounded.
    static func defuse(_ text: String) -> (text: String, count: Int) {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var count = 0
        bytes.withUnsafeBufferPointer { input in
            var at = 0
            while at < input.count {
                let byte = input[at]
                if byte >= 0x80 {
                    at += write(input, at, into: &output, &count)
                    continue
                }
                if isControl(byte) {
                    output += escape(UInt32(byte))
                    count += 1
                } else {
                    output.append(byte)
                    if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "["), isToken(input, at) {
                        output.append(UInt8(ascii: "\\"))
                        count += 1
                    }
                }
                at += 1
            }
        }
        return count == 0 ? (text, 0) : (String(decoding: output, as: UTF8.self), count)
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 32 && byte != 9 && byte != 10 && byte != 13 || byte == 0x7F
    }

    /// Writes a character beyond ASCII; returns its length.
    private static func write(
        _ input: UnsafeBufferPointer<UInt8>, _ at: Int, into output: inout [UInt8], _ count: inout Int
    ) -> Int {
        guard let (scalar, length) = InjectionFolding.decode(input, at: at) else {
            output.append(input[at])
            return 1
        }
        if isUnseen(scalar) {
            output += escape(scalar)
            count += 1
        } else {
            output.append(contentsOf: input[at..<at + length])
        }
        return length
    }

    /// Characters that show nothing, turn the direction, or stand for ASCII unseen. Joiners and the selectors of
    /// emoji stay: without them flags and families fall apart and some scripts cannot be written.
    private static func isUnseen(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B,
            0x200E...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private static func escape(_ scalar: UInt32) -> [UInt8] {
        Array("\\u{\(String(scalar, radix: 16, uppercase: true))}".utf8)
    }

    /// Whether a token of a chat template begins here.
    private static func isToken(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        if at + 1 < input.count, input[at] == UInt8(ascii: "<"), isBar(input, at + 1) { return isNamed(input, at + 1) }
        return (byFirst[input[at]] ?? []).contains { token in
            guard at + token.count <= input.count else { return false }
            return token.indices.allSatisfy { InjectionHash.lower(input[at + $0]) == token[$0] }
        }
    }

    /// `|` or the full-width one that some templates use.
    private static func isBar(_ input: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
        guard at < input.count else { return false }
        if input[at] == UInt8(ascii: "|") { return true }
        return at + 2 < input.count && input[at] == 0xEF && input[at + 1] == 0xBD && input[at + 2] == 0x9C
    }

    /// `|im_start|>` and the like: a name between two bars.
    private static func isNamed(_ input: UnsafeBufferPointer<UInt8>, _ bar: Int) -> Bool {
        let start = bar + (input[bar] == UInt8(ascii: "|") ? 1 : 3)
        var at = start
        while at < input.count, at - start <= longestName {
            if isBar(input, at) {
                let end = at + (input[at] == UInt8(ascii: "|") ? 1 : 3)
                return at > start && end < input.count && input[end] == UInt8(ascii: ">")
            }
            // Names of these tokens have no spaces; `▁` stands for one in some.
            guard input[at] > 32, input[at] != UInt8(ascii: "<"), input[at] != UInt8(ascii: ">") else { return false }
            at += 1
        }
        return false
    }
}

/// Finds out in which programming language a specification writes its examples.
enum DialectDetector {
    /// Looks at the languages of code blocks, file endings, and the languages' names in the first part of the text.
    static func dialect(of source: SpecSource) -> Dialect {
        var python = 0
        var javascript = 0
        var swift = 0
        for block in source.blocks where block.kind == .code && !block.info.isEmpty {
            switch source.text.bytes.text(block.info).lowercased() {
            case "python", "py", "pycon", "python3": python += 3
            case "javascript", "js", "mjs", "ts", "typescript", "jsx", "tsx": javascript += 3
            case "swift": swift += 3
            default: break
            }
        }
        let bytes = source.flat
        let end = min(bytes.count, 40_000)
        var offset = 0
        while offset < end {
            let byte = bytes[offset]
            let follows = offset > 0 && ASCII.isName(bytes[offset - 1])
            if byte == ASCII.dot, follows {
                let stop = offset + 4 < end && ASCII.isName(bytes[offset + 4]) ? offset : min(end, offset + 4)
                if bytes.has(".py", at: offset, before: stop), isEnd(bytes, offset + 3) { python += 2 }
                if bytes.has(".js", at: offset, before: stop), isEnd(bytes, offset + 3) { javascript += 2 }
                if bytes.has(".ts", at: offset, before: stop), isEnd(bytes, offset + 3) { javascript += 2 }
                if bytes.has(".mjs", at: offset, before: stop) { javascript += 2 }
                if byte == ASCII.dot, bytes.has(".swift", at: offset, before: end), isEnd(bytes, offset + 6) {
                    swift += 2
                }
            } else if !follows {
                if byte | 0x20 == UInt8(ascii: "p"), bytes.has("python", at: offset, before: end) { python += 2 }
                if byte | 0x20 == UInt8(ascii: "n"), bytes.has("node", at: offset, before: end) { javascript += 1 }
                if byte | 0x20 == UInt8(ascii: "j"), bytes.has("javascript", at: offset, before: end) {
                    javascript += 2
                }
                if byte | 0x20 == UInt8(ascii: "t"), bytes.has("typescript", at: offset, before: end) {
                    javascript += 2
                }
                if byte | 0x20 == UInt8(ascii: "s"), bytes.has("swift", at: offset, before: end),
                    isEnd(bytes, offset + 5)
                {
                    swift += 2
                }
                if byte == UInt8(ascii: "V"), bytes.has("valueerror", at: offset, before: end) { python += 1 }
                if byte == UInt8(ascii: "R"), bytes.has("rangeerror", at: offset, before: end) { javascript += 1 }
            }
            offset += 1
        }
        if swift > max(python, javascript) { return .swift }
        if python == javascript { return .unknown }
        return python > javascript ? .python : .javascript
    }

    private static func isEnd(_ bytes: Bytes, _ offset: Int) -> Bool {
        offset >= bytes.count || !ASCII.isName(bytes[offset])
    }
}

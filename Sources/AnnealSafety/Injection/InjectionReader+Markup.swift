extension InjectionReader {
    /// `<`: a comment, a tag, the mark of a chat template, or only a sign.
    ///
    /// - Returns: the place after it.
    mutating func readAngle(_ at: Int, before limit: Int) -> Int {
        guard at + 2 < limit else { return at + 1 }
        let next = text[at + 1]
        if next == UInt8(ascii: "!"), text[at + 2] == UInt8(ascii: "-"), at + 3 < limit, text[at + 3] == 45 {
            return enterComment(at, before: limit)
        }
        if next == UInt8(ascii: "|") || next == UInt8(ascii: "<") { return readChatMark(at, before: limit) }
        guard InjectionBytes.isLetter(next) || (next == 47 && InjectionBytes.isLetter(text[at + 2])),
            at == 0 || !InjectionBytes.isWord(text[at - 1]) || closesInline(at), let end = endOfTag(at, before: limit)
        else {
            signs += 1
            return at + 1
        }
        return readTag(at, end: end)
    }

    /// After a letter only tags count, not the comparison or the type parameter of a language.
    func closesInline(_ at: Int) -> Bool {
        if text[at + 1] == 47 { return true }
        if carrier == .code { return false }
        var end = at + 1
        while end < text.count, end - at < 16, InjectionBytes.isLetter(text[end]) { end += 1 }
        return end < text.count && (97...122).contains(text[at + 1]) && (text[end] == 62 || text[end] == 32)
    }

    mutating func enterComment(_ at: Int, before limit: Int) -> Int {
        let start = at + 4
        guard commentEnd < 0 else { return start }
        endSentence(at: at)
        var end = start
        while end + 2 < limit, !(text[end] == 45 && text[end + 1] == 45 && text[end + 2] == 62) { end += 1 }
        steps += end - start
        commentEnd = end + 2 < limit ? end : limit
        return start
    }

    /// Leaves a comment of markup.
    mutating func leaveComment(_ at: Int) {
        endSentence(at: at)
        commentEnd = -1
    }

    /// `<|im_start|>system`, `<<SYS>>`.
    mutating func readChatMark(_ at: Int, before limit: Int) -> Int {
        var end = at + 2
        while end < limit, end - at < 40, InjectionBytes.isWord(text[end]) || text[end] == 32 || text[end] == 47 {
            end += 1
        }
        let close = text[at + 1] == UInt8(ascii: "|") ? UInt8(ascii: "|") : UInt8(ascii: ">")
        guard end + 1 < limit, end > at + 2, text[end] == close, text[end + 1] == 62 else {
            signs += 1
            return at + 2
        }
        endSentence(at: at)
        add(InjectionConcepts(.turnMark), hash: Self.chatMarkHash, at..<end + 2, traits: .name)
        return end + 2
    }

    static let chatMarkHash = InjectionHash.lowercased(Array("\u{1}chat-mark".utf8))

    /// Where a tag ends: within 1000 bytes, quotation marks heeded.
    mutating func endOfTag(_ at: Int, before limit: Int) -> Int? {
        guard at >= noTagEnd else { return nil }
        var end = at + 1
        var quote: UInt8 = 0
        let bound = min(limit, at + 1000)
        defer { steps += end - at }
        while end < bound {
            let byte = text[end]
            if quote == 0 {
                if byte == 62 { return end }
                if byte == 60 { return nil }
                if byte == 34 || byte == 39 { quote = byte }
            } else if byte == quote {
                quote = 0
            }
            end += 1
        }
        noTagEnd = end
        return nil
    }

    mutating func readTag(_ at: Int, end: Int) -> Int {
        let isClosing = text[at + 1] == 47
        let nameStart = at + (isClosing ? 2 : 1)
        var nameEnd = nameStart
        while nameEnd < end, InjectionBytes.isWord(text[nameEnd]) || text[nameEnd] == 45 || text[nameEnd] == 58 {
            nameEnd += 1
        }
        guard nameEnd - nameStart < 40 else { return end + 1 }
        let hash = InjectionHash.lowercased(Array(text[nameStart..<nameEnd]))
        if Self.inlineTags.contains(hash), nameEnd == end || isClosing { return end + 1 }
        if !Self.inlineTags.contains(hash) { endSentence(at: at) }
        if let concepts = Self.markTags[hash], carrier != .code || nameEnd == end {
            let wasOpened = (openTags[hash] ?? 0) > 0
            let isMark = concepts.contains(.endMark) ? isClosing && !wasOpened : text[end - 1] != 47
            if isMark { add(concepts, hash: hash, at..<end + 1, traits: .name) }
        }
        let isVoid = Self.voidTags.contains(hash) || text[end - 1] == 47
        if isClosing {
            if let count = openTags[hash], count > 0 { openTags[hash] = count - 1 }
            leaveElement(hash, at)
        } else {
            if !isVoid { enterElement(hash, at, attributes: nameEnd..<end) }
            if nameEnd < end, depth == 0 { readAttributes(nameEnd..<end) }
        }
        return end + 1
    }

    mutating func enterElement(_ hash: UInt64, _ at: Int, attributes: Range<Int>) {
        if openTags.count < 256 || openTags[hash] != nil { openTags[hash, default: 0] += 1 }
        if hiddenDepth > 0 {
            if hash == hiddenElement { hiddenDepth += 1 }
        } else if hides(attributes) {
            endSentence(at: at)
            hiddenElement = hash
            hiddenDepth = 1
        }
    }

    mutating func leaveElement(_ hash: UInt64, _ at: Int) {
        guard hiddenDepth > 0, hash == hiddenElement else { return }
        endSentence(at: at)
        hiddenDepth -= 1
    }

    static func hashes(_ names: String) -> [UInt64] {
        names.split(separator: " ").map { InjectionHash.lowercased(Array($0.utf8)) }
    }

    static let inlineTags = Set(
        hashes("b i em strong code span a u s small kbd mark font sub sup tt abbr wbr cite q var samp"))
    static let voidTags = Set(hashes("img br hr input meta link source area col embed wbr base param track"))

    /// Tags that belong to a conversation with a model, not to a file.
    static let markTags: [UInt64: InjectionConcepts] = {
        var table: [UInt64: InjectionConcepts] = [:]
        for hash in hashes(
            """
            system assistant user human system-reminder system_prompt system-prompt systemprompt im_start admin developer \
            system_message system-message instructions system_instructions operator ai agent override user_message \
            important-instructions developer_message prompt
            """)
        {
            table[hash] = InjectionConcepts(.turnMark)
        }
        for hash in hashes(
            """
            tool_call tool_calls function_call function_calls invoke tool_use tool_result function_result \
            function_results parameter tool-call tool_response bash_command execute_command
            """)
        {
            table[hash] = InjectionConcepts(.toolCall)
        }
        for hash in hashes(
            """
            document documents file context data untrusted untrusted_text untrusted_content untrusted-content input \
            user_input content output tool_output text source quote results page email attachment search_results \
            file_content file_contents repository user_data external external_content web_page tool_results doc excerpt
            """)
        {
            table[hash] = InjectionConcepts(.endMark)
        }
        return table
    }()
}

extension ShellReader {
    /// Reads the redirections that follow a compound command.
    mutating func readRedirections() throws(ShellStop) -> [ShellRedirection] {
        skipBlanks()
        var redirections: [ShellRedirection] = []
        while try readRedirection(&redirections) { skipBlanks() }
        return redirections
    }

    /// Reads a redirection; `false`, with nothing read, where none stands.
    @inline(never) mutating func readRedirection(_ redirections: inout [ShellRedirection]) throws(ShellStop) -> Bool {
        let start = position
        let descriptorEnd = descriptorEnd()
        let first = byte(at: descriptorEnd ?? position)
        guard first == ShellByte.less || first == ShellByte.greater || first == ShellByte.ampersand else {
            return false
        }
        guard !startsProcess(at: descriptorEnd ?? position) else { return false }
        guard let (operation, after) = redirectionOperator(at: descriptorEnd ?? position) else { return false }
        position = after
        skipBlanks()
        guard position < end, !ShellByte.isBreak(current) || startsProcess(at: position), current != ShellByte.hash
        else { throw unexpected() }
        try enter()
        let target = try readWord(.argument)
        leave()
        try finish(descriptor: start..<(descriptorEnd ?? start), operation, target, &redirections)
        return true
    }

    @inline(never) private mutating func finish(
        descriptor: Range<Int>, _ operation: ShellRedirection.Operation, _ target: ShellWord,
        _ redirections: inout [ShellRedirection]
    ) throws(ShellStop) {
        let redirection = ShellRedirection(
            descriptor: descriptor.isEmpty ? nil : makeDescriptor(descriptor), operation: operation, target: target,
            range: range(from: descriptor.lowerBound))
        if operation == .hereDocument || operation == .hereDocumentWithoutTabs { try announceDocument(redirection) }
        redirections.append(redirection)
    }

    /// Where a descriptor ends that stands here in front of `<` or `>`; `nil` where none does.
    func descriptorEnd() -> Int? {
        var index = position
        if ShellByte.isDigit(current) {
            while ShellByte.isDigit(byte(at: index)) { index = skippingContinuations(index + 1) }
        } else if current == ShellByte.openBrace {
            guard let brace = bracedEnd() else { return nil }
            index = skippingContinuations(brace + 1)
        } else {
            return nil
        }
        let next = byte(at: index)
        return next == ShellByte.less || next == ShellByte.greater ? index : nil
    }

    /// Where the brace closes of `{name}` or `{name[index]}`.
    private func bracedEnd() -> Int? {
        var index = skippingContinuations(position + 1)
        guard ShellByte.isNameStart(byte(at: index)) else { return nil }
        index = longNameEnd(index)
        if byte(at: index) == ShellByte.openBracket {
            repeat { index += 1 } while ShellByte.isName(byte(at: index)) || byte(at: index) == ShellByte.at
            guard byte(at: index) == ShellByte.closeBracket else { return nil }
            index += 1
        }
        return byte(at: index) == ShellByte.closeBrace ? index : nil
    }

    @inline(never) private func makeDescriptor(_ range: Range<Int>) -> ShellRedirection.Descriptor {
        let bytes = UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
            .filter { $0 != ShellByte.backslash && $0 != ShellByte.newline }
        guard bytes.first == ShellByte.openBrace else {
            var number = 0
            // No system has so many; bash refuses such a number when it comes to it.
            for byte in bytes where number < 1 << 40 { number = number * 10 + Int(byte - 48) }
            return .number(number)
        }
        return .variable(String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self))
    }

    /// The operator at an index and where it ends; `nil` where none stands.
    @inline(never) private func redirectionOperator(at index: Int) -> (ShellRedirection.Operation, Int)? {
        let second = skippingContinuations(index + 1)
        let next = byte(at: second)
        let third = skippingContinuations(second + 1)
        let last = byte(at: third)
        switch (byte(at: index), next) {
        case (ShellByte.less, ShellByte.less):
            switch last {
            case ShellByte.dash: return (.hereDocumentWithoutTabs, third + 1)
            case ShellByte.less: return (.hereString, third + 1)
            default: return (.hereDocument, second + 1)
            }
        case (ShellByte.less, ShellByte.greater): return (.inputOutput, second + 1)
        case (ShellByte.less, ShellByte.ampersand): return (.duplicateInput, second + 1)
        case (ShellByte.less, _): return (.input, index + 1)
        case (ShellByte.greater, ShellByte.greater): return (.append, second + 1)
        case (ShellByte.greater, ShellByte.ampersand): return (.duplicateOutput, second + 1)
        case (ShellByte.greater, ShellByte.pipe): return (.outputAlways, second + 1)
        case (ShellByte.greater, _): return (.output, index + 1)
        case (ShellByte.ampersand, ShellByte.greater):
            return last == ShellByte.greater ? (.appendOutputAndError, third + 1) : (.outputAndError, second + 1)
        default: return nil
        }
    }
}

extension ShellPrinter {
    /// Writes a word.
    @inline(never) mutating func write(_ word: ShellWord) { write(word.parts) }

    /// Writes an index with its brackets, if there is one.
    @inline(never) mutating func write(index: ShellWord?) {
        guard let index else { return }
        write("[")
        write(index)
        write("]")
    }

    @inline(never) private mutating func write(_ parts: [ShellPart]) {
        for part in parts { write(part) }
    }

    @inline(never) private mutating func write(_ part: ShellPart) {
        switch part {
        case .literal(let text): write(text)
        case .escaped(let text):
            write("\\")
            write(text)
        case .singleQuoted(let text):
            write("'")
            write(text)
            write("'")
        case .ansiQuoted(_, let source):
            write("$'")
            write(source)
            write("'")
        case .doubleQuoted(let parts):
            write("\"")
            write(parts)
            write("\"")
        case .localized(let parts):
            write("$\"")
            write(parts)
            write("\"")
        case .assignment(let assignment): write(assignment)
        default: writeExpansion(part)
        }
    }

    @inline(never) private mutating func writeExpansion(_ part: ShellPart) {
        switch part {
        case .variable(let name):
            write("$")
            write(name)
        case .parameter(let parameter): write(parameter)
        case .command(let script, let isBackquoted):
            if isBackquoted {
                writeBackquoted(script)
            } else {
                write("$")
                writeParenthesised(script)
            }
        case .arithmetic(let word, let isBracketed):
            write(isBracketed ? "$[" : "$((")
            write(word)
            write(isBracketed ? "]" : "))")
        case .process(let script, let isOutput):
            write(isOutput ? ">" : "<")
            writeParenthesised(script)
        case .pattern(let mark, let body):
            write(String(mark))
            write("(")
            write(body)
            write(")")
        default: break
        }
    }

    @inline(never) private mutating func write(_ parameter: ShellParameter) {
        write("${")
        if parameter.isLength { write("#") }
        if parameter.isIndirect { write("!") }
        write(parameter.name)
        write(index: parameter.index)
        write(parameter.operation)
        if let argument = parameter.argument { write(argument) }
        write("}")
    }

    /// Writes a script between backquotes, where a backslash quotes some bytes once more.
    @inline(never) private mutating func writeBackquoted(_ script: ShellScript) {
        var inner = ShellPrinter()
        inner.isInDocument = isInDocument
        inner.writeLines(script)
        // The line end that ends the last command is not needed, unless an empty line ends a document there.
        let ending = isInDocument ? 2 : 1
        if inner.output.count > ending, inner.output[inner.output.count - ending - 1] != ShellByte.newline {
            inner.output.removeLast(ending)
        }
        write("`")
        for (index, byte) in inner.output.enumerated() {
            if byte == ShellByte.backquote {
                output.append(ShellByte.backslash)
            } else if byte == ShellByte.backslash {
                switch index + 1 < inner.output.count ? inner.output[index + 1] : ShellByte.backslash {
                case ShellByte.backslash, ShellByte.backquote, ShellByte.dollar, ShellByte.doubleQuote,
                    ShellByte.newline:
                    output.append(ShellByte.backslash)
                default: break
                }
            }
            output.append(byte)
        }
        write("`")
    }
}

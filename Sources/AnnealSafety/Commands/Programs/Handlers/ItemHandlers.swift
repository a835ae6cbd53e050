/// What runs a program for each of many items.
extension ProgramHandlers {
    static func xargs(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        let names = OptionNames(
            """
            -a=read -d -E -I -i= -L -n -P -s --arg-file=read --delimiter --max-lines --max-args --max-procs \
            --max-chars --replace -J -R -S
            """)
        let arguments = invocation.arguments(names, .first)
        var input = invocation.input
        if let file = arguments.value("-a", "--arg-file") {
            input = analysis.readFile(file)
            input.text = nil
        }
        var command = arguments.rest
        if command.isEmpty { command = [Word(text: "echo", range: invocation.range)] }
        let items = analysis.items(of: input)
        let marker = arguments.value("-I", "--replace", "-J")?.text ?? (arguments.has("-i") ? "{}" : nil)
        var output = Flow.none
        for group in items {
            let words: [Word]
            if let marker {
                words = command.map { word in
                    guard word.text.contains(marker), let item = group.first else { return word }
                    return Word(
                        text: word.text.replacing(marker, with: item.text), taint: word.taint.union(item.taint),
                        range: word.range)
                }
            } else {
                words = command + group
            }
            analysis.readsItems = true
            defer { analysis.readsItems = false }
            output = output.followed(by: analysis.withoutFunctions { analysis.invoke(words) })
        }
        return output
    }

    static func parallel(_ analysis: CommandAnalysis, _ invocation: Invocation) -> Flow {
        var words = invocation.words
        var items: [Word] = []
        if let at = words.firstIndex(where: { [":::", ":::+", "::::"].contains($0.text) }) {
            items = Array(words[(at + 1)...]).filter { !$0.text.hasPrefix(":::") }
            if words[at].text == "::::" {
                for file in items { _ = analysis.readFile(file) }
                items = [Word(text: Mark.unknownText, range: invocation.range)]
            }
            words = Array(words[..<at])
        }
        let arguments = Arguments(
            words,
            OptionNames(
                """
                -j -a=read --arg-file=read --jobs --joblog=write --results --delay --timeout --colsep -I -S=host \
                --sshlogin=host \
                -N -n --retries --tmpdir --load --memfree -P
                """), .first)
        if arguments.has("--dry-run", "--dryrun") { return .generated }
        if let file = arguments.value("-a", "--arg-file") {
            _ = analysis.readFile(file)
            items = [Word(text: Mark.unknownText, range: invocation.range)]
        }
        if arguments.has("-S", "--sshlogin") { analysis.emit(.remote, target: "parallel") }
        if items.isEmpty { items = analysis.items(of: invocation.input).flatMap { $0 } }
        let text = arguments.rest.map(\.text).joined(separator: " ")
        for item in analysis.first(64, of: items, "the items of parallel") {
            let line =
                text.isEmpty
                ? item.text
                : text.contains("{")
                    ? text.replacing("{}", with: item.text).replacing("{.}", with: item.text) : text + " " + item.text
            analysis.follow(Word(text: line, taint: item.taint, range: item.range))
        }
        return .generated
    }
}

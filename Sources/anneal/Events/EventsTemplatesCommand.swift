import AnnealEvents
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal events templates FILE`: what kinds of lines a log has.
struct EventsTemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "Find the templates of log lines.",
        discussion: """
            FILE has a message a line and may be packed by gzip; - reads the standard input. With --json each line gives \
            {"line":1,"template":"0123456789abcdef","text":"Connection from <*> closed"}, then a summary comes: \
            {"type":"summary","lines":…,"templates":[{"count":…,"id":…,"text":…},…],"seconds":…}. The identity is a digest \
            of the text, so that the same template has the same identity in every log. Where tabs divide a line, --column \
            tells where the message begins; of files named .tsv it is the last column.
            """)

    @Argument(help: "The log.") var file: String
    @Option(help: "The column that the message begins in, from 1, columns being divided by tabs.") var column: Int?
    @Flag(help: "One JSON object a line of the log, and a summary.") var json = false

    func validate() throws {
        if let column, column < 1 { throw ValidationError("columns are counted from 1") }
    }

    func run() async throws {
        try await reportingErrors(json: json) {
            let log = try LogFile(EventInput(path: file), column: column)
            let start = ProcessorTime.now
            let found = TemplateAssignment(log)
            let seconds = (ProcessorTime.now - start).seconds
            if json {
                try showLines(found, seconds: seconds)
            } else {
                show(found, seconds: seconds)
            }
            return .verified
        }
    }

    private func show(_ found: TemplateAssignment, seconds: Double) {
        let sorted = found.templates.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        for (_, template) in sorted { Terminal.result("\(template.count)\t\(template.id)\t\(template.text)") }
        let each = found.indices.isEmpty ? 0 : seconds / Double(found.indices.count) * 1e6
        Terminal.note(
            "\(found.indices.count) lines, \(found.templates.count) templates, "
                + String(format: "%.2f µs of processor time a line", each))
    }

    /// Texts are written as JSON once for each template, since a log has many more lines than templates.
    private func showLines(_ found: TemplateAssignment, seconds: Double) throws {
        let tails = try found.templates.map { template in
            "\"template\":\"\(template.id)\",\"text\":\(try CanonicalJSON.string(template.text))}\n"
        }
        var chunk = ""
        for (line, index) in found.indices.enumerated() {
            chunk += "{\"line\":\(line + 1),"
            chunk += tails[index]
            if chunk.utf8.count > 1 << 16 {
                Output.results.write(chunk)
                chunk = ""
            }
        }
        Output.results.write(chunk)
        let templates = found.templates.map { template -> JSONValue in
            .object(["id": .string(template.id), "text": .string(template.text), "count": .int(template.count)])
        }
        Terminal.result(
            try CanonicalJSON.string(
                JSONValue.object([
                    "type": "summary", "lines": .int(found.indices.count), "templates": .array(templates),
                    "seconds": .double(seconds),
                ])))
    }
}

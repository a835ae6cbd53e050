import AnnealSpecs
import CMarkGFM
import Foundation

/// Reading 1 MB of specification, compared with what cmark-gfm alone takes for the same bytes in the same run.
enum SpecParsingBenchmark {
    private static let rounds = 15

    /// Prints both times and their ratio.
    ///
    /// - Parameter file: a specification; one of 1 MB is generated when it is `nil`.
    static func run(file: String?) {
        let bytes: [UInt8]
        if let file {
            guard let data = FileManager.default.contents(atPath: file) else { return print("cannot read \(file)") }
            bytes = Array(data)
        } else {
            bytes = GeneratedSpecification.bytes(count: 1_000_000)
        }
        var markdown: [Double] = []
        var specification: [Double] = []
        var document: SpecDocument?
        // In turns, so that a slow moment of the machine hits both.
        for _ in 0..<rounds {
            markdown.append(seconds { parseMarkdown(bytes) })
            specification.append(
                // The one before is freed here, as cmark's tree is in the other.
                seconds { document = try? SpecDocument(bytes: bytes, path: "bench.md") })
        }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let base = median(markdown)
        let whole = median(specification)
        let requirements = document?.requirements.count ?? 0
        let examples = document?.requirements.reduce(0) { $0 + $1.examples.count } ?? 0
        print("spec-parsing: \(bytes.count) bytes, \(requirements) requirements, \(examples) examples")
        print("  cmark-gfm alone is blocks and inline content, one thread, its default allocator, the tree freed;")
        print("  SpecDocument takes blocks alone from cmark-gfm, and works on \(cores) cores")
        print("  cmark-gfm alone  \(milliseconds(base)) ms, best \(milliseconds(markdown.min() ?? 0)) ms")
        print("  SpecDocument     \(milliseconds(whole)) ms, best \(milliseconds(specification.min() ?? 0)) ms")
        let best = (specification.min() ?? 0) / (markdown.min() ?? 1)
        print("  ratio of medians \(hundredths(whole / base)), of best \(hundredths(best)) (promised: at most 1.50)")
    }

    private static func parseMarkdown(_ bytes: [UInt8]) {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
        for name in ["table", "tasklist", "strikethrough", "autolink"] {
            if let syntax = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, syntax) }
        }
        bytes.withUnsafeBytes { buffer in
            cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        let document = cmark_parser_finish(parser)
        cmark_parser_free(parser)
        cmark_node_free(document)
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let duration = ContinuousClock().measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    private static func milliseconds(_ seconds: Double) -> String { hundredths(seconds * 1000) }
    private static func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}

/// A specification of any size that looks like a real one: sections, lists, examples, code, tables, prose.
enum GeneratedSpecification {
    /// At least as many bytes as asked for.
    static func bytes(count: Int) -> [UInt8] {
        var text = "# Ledger\n\nOne module, `ledger.py`. Python 3.11, standard library only.\n\n## Terms\n\n"
        text +=
            "An **entry** is a tuple `(account, cents)`; accounts are names of lower-case letters.\n\n## Requirements\n\n"
        var number = 0
        while text.utf8.count < count {
            number += 1
            text += requirement(number)
        }
        return Array(text.utf8)
    }

    private static func requirement(_ number: Int) -> String {
        """
        ### R\(number) Balance of account \(number)
        `balance_\(number)(entries: list[tuple[str, int]], account: str = "cash") -> int` returns the sum of the cents of
        all entries of an account, however many there are, and does not change the list that it is given. The order of the
        entries has no influence on the result, and an account without entries has a balance of zero.

        - `balance_\(number)([("cash", \(number)), ("cash", 5)])` returns `\(number + 5)`.
        - Names are compared without regard to case, and white space around them is ignored when they are read from a file.
        - An amount that is not a whole number raises `ValueError`: `balance_\(number)([("cash", 1.5)])` raises `ValueError`.
        - The sum may be negative; it is never rounded, cut off or converted, whatever the currency of the account is (see R1).

        | entries | result |
        | --- | --- |
        | `[]` | `0` |
        | `[("cash", -\(number))]` | `-\(number)` |

        ```python
        >>> balance_\(number)([("bank", 7)], "bank")
        7
        ```


        """
    }
}

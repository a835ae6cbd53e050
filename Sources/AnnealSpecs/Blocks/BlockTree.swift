internal import CMarkGFM
internal import Foundation

/// The blocks of some lines as cmark-gfm finds them, without what is in paragraphs, headings and cells.
///
/// cmark works in two phases: first blocks, then the inline content of each. Only the first is wanted here, and the
/// second takes most of the time. The library has no option for that, but two means of its interface do it between the
/// phases: a node that belongs to an extension is asked of it whether it has inline content, and a cell's content can
/// be replaced. The blocks are the same either way, since link definitions are read in the first phase.
///
/// Several may be made at the same time: trees share nothing (each has a parser and an extension of its own, and the two
/// shared extensions that are attached keep no state).
final class BlockTree {
    /// The document node.
    let root: OpaquePointer?
    private let lineCount: Int
    private let outline: OpaquePointer

    private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Parses whole lines; `nil` when there is not enough memory.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - lines: the lines, counted from 0.
    init?(_ text: SpecText, lines: Range<Int>) {
        _ = Self.registration
        guard let outline = Self.makeOutline() else { return nil }
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            cmark_syntax_extension_free(cmark_get_default_mem_allocator(), outline)
            return nil
        }
        cmark_parser_attach_syntax_extension(parser, outline)
        // Those for inline content alone are left out: they change tables that all parsers share.
        for name in ["table", "tasklist"] {
            if let syntax = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, syntax) }
        }
        text.bytes.buffer(text.bytes(ofLines: lines)).withMemoryRebound(to: CChar.self) { buffer in
            if let start = buffer.baseAddress, !buffer.isEmpty { cmark_parser_feed(parser, start, buffer.count) }
        }
        if let document = cmark_syntax_extension_get_private(outline) {
            Self.emptyNodes(below: OpaquePointer(document), outline)
        }
        root = cmark_parser_finish(parser)
        cmark_parser_free(parser)
        lineCount = lines.count
        self.outline = outline
    }

    deinit {
        // The nodes ask their extension while they are freed.
        cmark_node_free(root)
        cmark_syntax_extension_free(cmark_get_default_mem_allocator(), outline)
    }

    /// Whether code or HTML is still open after the last line, so that a heading after it would belong to it.
    var isOpenAtEnd: Bool {
        var node = cmark_node_last_child(root)
        while let current = node {
            let type = cmark_node_get_type(current)
            if type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK {
                return Int(cmark_node_get_end_line(current)) >= lineCount
            }
            node = cmark_node_last_child(current)
        }
        return false
    }

    /// An extension that opens no blocks: it only keeps the document node, which the parser does not give away before
    /// it has finished, and tells that its nodes have no inline content.
    private static func makeOutline() -> OpaquePointer? {
        guard let outline = cmark_syntax_extension_new("outline") else { return nil }
        cmark_syntax_extension_set_open_block_func(outline) { outline, _, _, parent, _, _ in
            guard cmark_syntax_extension_get_private(outline) == nil, var document = parent else { return nil }
            while let outer = cmark_node_parent(document) { document = outer }
            cmark_syntax_extension_set_private(outline, UnsafeMutableRawPointer(document), nil)
            return nil
        }
        cmark_syntax_extension_set_contains_inlines_func(outline) { _, _ in 0 }
        return outline
    }

    /// Takes the inline content away from all nodes that have some.
    private static func emptyNodes(below document: OpaquePointer, _ outline: OpaquePointer) {
        var node = cmark_node_first_child(document)
        while let current = node {
            let type = cmark_node_get_type(current)
            if type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING {
                cmark_node_set_syntax_extension(current, outline)
            } else if let child = cmark_node_first_child(current) {
                node = child
                continue
            } else if isCell(current) {
                cmark_node_set_string_content(current, "")
            }
            var here: OpaquePointer? = current
            node = nil
            while let inner = here, inner != document {
                node = cmark_node_next(inner)
                if node != nil { break }
                here = cmark_node_parent(inner)
            }
        }
    }

    /// Types of extensions are numbered at run time; their names are fixed.
    private static func isCell(_ node: OpaquePointer) -> Bool {
        guard let name = cmark_node_get_type_string(node) else { return false }
        return strcmp(name, "table_cell") == 0
    }
}

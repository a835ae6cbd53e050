import AnnealFoundation
import AnnealSpecs
import Testing

@Suite("Examples from inverse functions")
struct InverseTests {
    private func tool(_ body: String) -> String {
        """
        # Tool

        One module, `tool.py`. Python 3.11.

        ### R1 Packing
        `pack(text: str) -> str` makes it shorter.

        ### R2 Unpacking
        `unpack(text: str) -> str` makes it longer.

        - \(body)
        """
    }

    @Test(
        "a sentence that names what is undone gives calls of both",
        arguments: [
            "`unpack` reverses `pack`.", "It is the inverse of `pack`.", "Undoes `pack`.",
            "Takes a string packed with `pack` and returns the original.",
            "takes as input a string encoded with the pack function. Returns the decoded string.",
        ])
    func pairs(_ sentence: String) throws {
        #expect(
            try examples(tool(sentence)) == [
                #"unpack(pack("stone")) = "stone""#, #"unpack(pack("abcdefgh")) = "abcdefgh""#,
                #"unpack(pack("q")) = "q""#,
            ])
    }

    @Test("the values are those of other examples where there are any")
    func values() throws {
        let text = tool("It is the inverse of `pack`.").replacing(
            "makes it shorter.", with: "makes it shorter: `pack(\"aaa\")` returns `\"a3\"`.")
        #expect(try examples(text) == [#"pack("aaa") = "a3""#, #"unpack(pack("aaa")) = "aaa""#])
    }

    @Test("no value is made up for a function that refuses some")
    func refusing() throws {
        let text = tool("It is the inverse of `pack`.").replacing(
            "makes it shorter.", with: "makes it shorter; letters but A, C, G and T raise `ValueError`.")
        #expect(try examples(text).isEmpty)
    }

    @Test("both may be written in one block of code")
    func code() throws {
        let text = """
            # Tool

            One module, `tool.py`. Python 3.11.

            ### R1 Unpacking
            ```python
            def pack(s: str):
                return s[::-1]


            def unpack(s: str):
                \"\"\"
                takes as input string encoded with pack function. Returns decoded string.
                \"\"\"
            ```
            """
        #expect(try examples(text).first == #"unpack(pack("stone")) = "stone""#)
    }

    @Test(
        "other sentences give nothing",
        arguments: [
            "It is called by `pack`.", "Works with texts sorted by `pack`.", "The inverse of nothing.",
            "The order is reversed.", "A text that is encoded with `other` is decoded.",
            "The text written by `pack` is stored.",
        ])
    func nothing(_ sentence: String) throws {
        #expect(try examples(tool(sentence)).isEmpty)
    }
}

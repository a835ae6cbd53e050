/// English words that tell nothing about code.
enum StopWords {
    /// The words.
    static let words: Set<String> = Set(
        """
        a an and are as at be been but by for from had has have if in into is it its of on or so such than that the their \
        then there these they this to was we were when where which while will with would you can could should may might \
        do does did not no also only now just more most other some any all each because before after via per about over \
        under up out i e g etc s t re ve ll d m our us them he she his her what how why who whom both either neither own \
        same too very
        """.split(separator: " ").map(String.init))

    /// Their stems, as the index has them.
    static let stems: Set<String> = Set(
        words.map { String(decoding: Stemmer.stem(Array($0.utf8)[...]), as: UTF8.self) })
}

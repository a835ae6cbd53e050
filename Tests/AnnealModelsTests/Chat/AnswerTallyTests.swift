import AnnealFoundation
import AnnealModels
import Testing

@Suite("The account of an answer that was cut")
struct AnswerTallyTests {
    private let request = ChatRequest(messages: [ChatMessage(.user, "x")])

    private func generated(_ pieces: [String]) -> TokenCount {
        let tally = AnswerTally()
        for piece in pieces { tally.note(.text(piece)) }
        return tally.usage(for: request, model: "m").generated
    }

    @Test("pieces as short as tokens are counted, longer ones are estimated by their text")
    func pieces() {
        #expect(generated(["def", " total", "_match", "(", "x", "):\n"]) == 6)
        let long = "The function returns the sum of all the numbers of the list."
        #expect(generated([long, long]) > 20)
        #expect(generated([]) == 0)
    }

    @Test("it is settled once")
    func once() {
        let tally = AnswerTally()
        #expect(tally.settle())
        #expect(!tally.settle())
    }
}

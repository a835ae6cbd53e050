import AnnealFoundation
import Foundation
import Testing

@testable import AnnealModels

@Suite("Failures of servers")
struct HTTPFailureTests {
    private func code(_ status: Int, _ body: JSONValue) -> ModelError.Code {
        HTTPFailure(status: status, body: body, retryAfter: nil, place: "p").modelError(now: Date()).code
    }

    @Test("each kind of failure has its code")
    func codes() {
        #expect(code(401, ["error": ["message": "bad key"]]) == .unauthorized)
        #expect(code(429, ["error": ["type": "rate_limit_error"]]) == .overloaded)
        #expect(code(529, ["error": ["type": "overloaded_error"]]) == .overloaded)
        #expect(code(503, ["error": ["message": "Loading model"]]) == .overloaded)
        #expect(code(429, ["error": ["code": "insufficient_quota"]]) == .unauthorized)
        #expect(code(400, ["error": ["code": "context_length_exceeded"]]) == .contextOverflow)
        #expect(code(400, ["error": ["type": "exceed_context_size_error"]]) == .contextOverflow)
        #expect(code(400, ["error": ["message": "prompt is too long: 9 > 8 maximum"]]) == .contextOverflow)
        #expect(
            code(400, ["object": "error", "message": "This model's maximum context length is 4096"])
                == .contextOverflow)
        #expect(code(413, .null) == .contextOverflow)
        #expect(code(404, ["error": ["message": "model 'x' not found"]]) == .unknownModel)
        #expect(code(404, "404 page") == .badRequest)
        #expect(code(400, ["error": ["code": "content_filter"]]) == .refused)
        #expect(code(400, ["error": ["message": "temperature must be positive"]]) == .badRequest)
        #expect(code(302, .null) == .badRequest)
    }

    @Test("retry-after is read as seconds and as a date")
    func retryAfter() {
        let now = Date(timeIntervalSince1970: 784_111_777 - 90)
        #expect(RetryAfter.parse("7", now: now) == .seconds(7))
        #expect(RetryAfter.parse(" 1.5 ", now: now) == .seconds(1.5))
        #expect(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", now: now) == .seconds(90))
        #expect(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", now: now) == .seconds(90))
        #expect(RetryAfter.parse("Sun, 06 Nov 1994 08:00:00 GMT", now: now) == .zero)
        for text in ["", "-1", "soon", "nan", "1e300"] { #expect(RetryAfter.parse(text, now: now) == nil) }
    }
}

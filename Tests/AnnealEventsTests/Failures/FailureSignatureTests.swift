import Testing

@testable import AnnealEvents

@Suite struct FailureSignatureTests {
    private func python(_ root: String, _ got: Int, line: Int, time: String) -> String {
        """
        ============ test session starts ============
        collected 3 items
        Traceback (most recent call last):
          File "/usr/lib/python3.11/runpy.py", line 196, in _run_module_as_main
            return _run_code(code, main_globals, None)
          File "\(root)/shop/cart.py", line \(line), in total
            return apply(prices)
          File "\(root)/shop/tax.py", line \(line + 3), in apply
            raise ValueError(f"rate {rate}")
          File "\(root)/venv/lib/python3.11/site-packages/decimal/x.py", line 7, in inner
            pass
        ValueError: rate \(got) at 0x7f\(line)ab
        1 failed, 2 passed in \(time)s
        """
    }

    @Test("The same failure on another machine, at other lines and times, has the same identity")
    func stable() throws {
        let one = try #require(FailureSignature(output: python("/home/a/repo", 3, line: 10, time: "0.12")))
        let other = try #require(FailureSignature(output: python("/tmp/job/7", 44, line: 25, time: "1.9")))
        #expect(one == other)
        #expect(one.messages == ["ValueError: rate <*> at <*>"])
        #expect(one.frames == ["tax.py:apply", "cart.py:total"])
        #expect(one.id.count == 16)
    }

    @Test("Another message or another place is another failure")
    func distinct() throws {
        let text = python("/r", 3, line: 1, time: "1")
        let one = try #require(FailureSignature(output: text))
        let message = try #require(FailureSignature(output: text.replacing("ValueError", with: "KeyError")))
        let place = try #require(FailureSignature(output: text.replacing("in apply", with: "in refund")))
        #expect(Set([one.id, message.id, place.id]).count == 3)
    }

    @Test("Frames of several languages are read, those of libraries left out")
    func languages() {
        let outputs = [
            (
                """
                TypeError: Cannot read properties of undefined (reading 'x')
                    at parse (/home/u/app/src/parse.js:12:7)
                    at Object.<anonymous> (/home/u/app/test/parse.test.js:3:5)
                    at Module._compile (node:internal/modules/cjs/loader:1105:14)
                """, ["parse.js:parse", "parse.test.js:Object.<anonymous>"]
            ),
            (
                """
                Exception in thread "main" java.lang.IllegalStateException: no state
                \tat com.example.Cart.total(Cart.java:42)
                \tat com.example.Main.main(Main.java:7)
                \tat java.base/java.lang.Thread.run(Thread.java:840)
                """, ["Cart.java:com.example.Cart.total", "Main.java:com.example.Main.main"]
            ),
            (
                """
                thread 'main' panicked at src/lib.rs:3:5:
                index out of bounds: the len is 3 but the index is 7
                stack backtrace:
                   0: rust_begin_unwind
                   1: shop::cart::total::h0123456789abcdef
                             at ./src/cart.rs:10:5
                   2: core::ops::function::FnOnce::call_once
                """, ["cart.rs:shop::cart::total"]
            ),
            (
                """
                Fatal error: Index out of range
                #0 0x00007f12 in _swift_runtime_on_report ()
                #1 0x000055d0 in total(of:) at /src/Sources/Shop/Cart.swift:12
                """, ["_swift_runtime_on_report", "Cart.swift:total"]
            ),
        ]
        for (output, frames) in outputs {
            #expect(FailureSignature(output: output)?.frames.prefix(2).map { $0 } == frames)
        }
    }

    @Test("Compiler errors count, summaries and successes do not")
    func lines() {
        let compiler = "/w/Sources/A/B.swift:12:5: error: cannot find 'total' in scope"
        #expect(FailureSignature(output: compiler)?.messages == ["<*>:<*>: error: cannot find 'total' in scope"])
        for fine in ["", "12 passed in 0.3s", "0 failed, 0 errors", "Build complete! (3.1s)", "no error"] {
            #expect(FailureSignature(output: fine) == nil, "\(fine)")
        }
    }

    @Test("What follows what is counted, and rare runs go first")
    func sequences() {
        var counts = SequenceCounts(length: 2, capacity: 16)
        for _ in 0..<10 {
            counts.add("open")
            counts.add("fail")
        }
        #expect(counts.count(of: ["open", "fail"]) == 10)
        #expect(counts.count(of: ["fail", "open"]) == 9)
        #expect(counts.probability(of: "fail", after: ["open"]) == 1)
        #expect(counts.probability(of: "fail", after: ["none"]) == nil)
        #expect(counts.mostFrequent(length: 2, limit: 1).map(\.run) == [["open", "fail"]])
        counts.end()
        counts.add("open")
        #expect(counts.count(of: ["fail", "open"]) == 9)
        for index in 0..<100 { counts.add("\(index)") }
        #expect(counts.count(of: ["open", "fail"]) == 10)
        #expect(counts.count(of: ["42"]) == 0)
    }
}

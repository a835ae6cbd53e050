/// What programs printed when they failed.
enum FailureSamples {
    static let pythonLibrary = """
        ERROR: test_total (test_prices.PriceTests.test_total)
        ----------------------------------------------------------------------
        Traceback (most recent call last):
          File "/home/me/shop/test_prices.py", line 6, in test_total
            self.assertEqual(prices.total('[{"price": 1}, {"price": 2'), 3)
          File "/home/me/shop/shop/prices.py", line 4, in load
            return json.loads(text)
                   ^^^^^^^^^^^^^^^^
          File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
            return _default_decoder.decode(s)
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
          File "/usr/lib/python3.11/json/decoder.py", line 353, in raw_decode
            obj, end = self.scan_once(s, idx)
                       ^^^^^^^^^^^^^^^^^^^^^^
        json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 27 (char 26)

        """

    static let node = """
        # Subtest: throws
        not ok 3 - throws
          ---
          location: '/home/me/shop/calc.test.js:5:1'
          failureType: 'testCodeFailure'
          error: "Cannot read properties of undefined (reading 'split')"
          code: 'ERR_TEST_FAILURE'
          name: 'TypeError'
          stack: |-
            split (/home/me/shop/calc.js:1:36)
            parse (/home/me/shop/calc.js:2:31)
            TestContext.<anonymous> (/home/me/shop/calc.test.js:5:24)
            Test.runInAsyncScope (node:async_hooks:206:9)
            Test.run (node:internal/test_runner/test:796:25)
            Test.processPendingSubtests (node:internal/test_runner/test:526:18)
            Test.postRun (node:internal/test_runner/test:889:19)
            async Test.processPendingSubtests (node:internal/test_runner/test:526:7)
          ...
        1..3
        # fail 1
        """

    static let swiftCrash = """
        Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range

        *** Program crashed: Illegal instruction at 0x00007f04aa56df7f ***

        Thread 0 "f" crashed:

          0               0x00007f04aa56df7f closure #1 in closure #1 in _assertionFailure(_:_:) + 623 in libswiftCore.so
          1 [ra]          0x00007f04aa6f961f _assertionFailure(_:_:file:line:flags:) + 302 in libswiftCore.so
          2 [ra]          0x00007f04aab82f65 specialized Array.subscript.getter + 84 in libswiftSwiftOnoneSupport.so
          3 [ra]          0x00005652411635a1 Ring.at(_:) + 64 in f at /home/me/shop/f.swift:1:65
          4 [ra]          0x0000565241162b80 closure #1 in drain(_:) + 47 in f at /home/me/shop/f.swift:2:60
          5 [ra] [thunk]  0x0000565241162bb2 partial apply for closure #1 in drain(_:) + 17 in f at //<compiler-generated>
          6 [ra] [system] 0x0000565241162fa0 Collection.map<A, B>(_:) + 991 in f at //<compiler-generated>
          7 [ra]          0x0000565241162a3b drain(_:) + 266 in f at /home/me/shop/f.swift:2:52
          8 [ra]          0x000056524116346a main + 89 in f at /home/me/shop/f.swift:3:7
        ...

        Registers:

        rax 0x0000000000000000  0
        rdx 0x00000000000002b4  692

        Images (12 omitted):

        0x00007f04aa400000–0x00007f04aa9d2d40 b521f25fdeac libswiftCore.so /opt/swift/usr/lib/libswiftCore.so

        Backtrace took 0.03s

        """
}

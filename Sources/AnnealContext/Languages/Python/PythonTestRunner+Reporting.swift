extension PythonTestRunner {
    /// How a result is told: the kind of error, the place in the project's own code, expected and actual value.
    static let reporting = #"""
        def place(trace, tests):
            """The last line of the project that was running, those of tests only when there is no other."""
            frames = [f for f in traceback.extract_tb(trace) if is_project(f.filename)]
            own = [f for f in frames if os.path.realpath(f.filename) not in tests] or frames
            if not own:
                return ""
            frame = own[-1]
            return f"\nat {relative(frame.filename)}:{frame.lineno}: {shortened((frame.line or '').strip(), 120)}"


        def first_line_of(test):
            text = getattr(test, "_testMethodDoc", None) or ""
            return text.strip().splitlines()[0].strip() if text.strip() else ""


        def describe(error, tests, doc=""):
            kind, value, trace = error
            if issubclass(kind, StillRunning):
                message = f"still running after {limit} s, an endless loop?"
            elif issubclass(kind, AssertionError):
                message = str(value)
                frames = [f for f in traceback.extract_tb(trace) if os.path.realpath(f.filename) in tests]
                if frames and (not message or message.startswith("assert ")):
                    message = f"{(frames[-1].line or '').strip()} {message}".strip()
                inner = [f for f in traceback.extract_tb(trace) if is_project(f.filename)]
                if inner and os.path.realpath(inner[-1].filename) in tests:
                    message = shortened(message, 520)
                    if frames and doc == "" and message.find("expected") < 0:
                        message = shortened(message, 380) + f"\nin {relative(frames[-1].filename)}:{frames[-1].lineno}: " + \
                            shortened((frames[-1].line or "").strip(), 120)
                    return message
            else:
                text = str(value) if not isinstance(value, SyntaxError) else f"{value.msg} ({relative(value.filename or '')}" \
                    f":{value.lineno}: {(value.text or '').strip()})"
                message = f"{kind.__name__}: {text}" if text else kind.__name__
            where = place(trace, tests)
            prefix = f"{shortened(doc, 160)}\n" if doc else ""
            return prefix + shortened(message, 240) + where


        class Reporter(unittest.TestResult):
            """Writes each result as it comes; a parent process reads them."""

            def __init__(self, out, done, files):
                super().__init__()
                self.out, self.done, self.files, self.reported = out, done, files, None

            def send(self, test, status, detail=""):
                name = name_of(test)
                if self.reported == name:
                    return
                self.reported = name
                self.out.write(json.dumps({"name": name, "status": status, "detail": shortened(detail, 590)}) + "\n")
                self.out.flush()

            def startTest(self, test):
                self.reported = None
                super().startTest(test)
                self.out.write(json.dumps({"start": name_of(test)}) + "\n")
                self.out.flush()
                start_clock()

            def stopTest(self, test):
                stop_clock()
                super().stopTest(test)
                if self.reported is None:
                    self.send(test, "passed")

            def addFailure(self, test, error):
                self.send(test, "failed", describe(error, self.files, first_line_of(test) if name_of(test) in generated else ""))

            def addError(self, test, error):
                status = "failed" if issubclass(error[0], StillRunning) else "errored"
                self.send(test, status, describe(error, self.files, first_line_of(test)))

            def addSkip(self, test, reason):
                self.send(test, "skipped", reason)

            def addExpectedFailure(self, test, error):
                self.send(test, "passed")

            def addUnexpectedSuccess(self, test):
                self.send(test, "failed", "was expected to fail, but passed")

            def addSubTest(self, test, subtest, error):
                if error is not None:
                    status = "failed" if issubclass(error[0], (AssertionError, StillRunning)) else "errored"
                    self.send(test, status, f"{subtest._subDescription()}: {describe(error, self.files)}")


        class FunctionTest(unittest.FunctionTestCase):
            def __init__(self, function, name):
                super().__init__(function)
                self.anneal_name = name
        """#
}

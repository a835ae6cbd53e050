extension PythonTestRunner {
    /// Runs tests in this process, with unittest or with pytest.
    static let running = #"""
        def run_unittest(paths, done, out):
            suite, names = unittest.TestSuite(), []
            files = {os.path.realpath(p) for p in paths}
            result = Reporter(out, done, files)
            for path in paths:
                try:
                    start_clock()
                    tests = list(tests_of(path))
                    stop_clock()
                except BaseException:
                    stop_clock()
                    error = sys.exc_info()
                    if isinstance(error[1], unittest.SkipTest):
                        out.write(json.dumps({"name": path, "status": "skipped", "detail": str(error[1])}) + "\n")
                    elif path not in done:
                        detail = describe(error, set())
                        out.write(json.dumps({"name": path, "status": "errored", "detail": shortened(detail, 590)}) + "\n")
                    continue
                group = unittest.TestSuite(tests)
                suite.addTest(without(group, done))
                names += [name_of(t) for t in flat(group)]
                if re.search(r"(^|/)test_spec_\w+\.py$", path):
                    generated.update(name_of(t) for t in flat(group))
            out.write(json.dumps({"plan": names}) + "\n")
            out.flush()
            suite.run(result)


        class PytestReporter:
            def __init__(self, out, done, files):
                self.out, self.done, self.files = out, done, files
                self.failed = set()

            def write(self, **record):
                self.out.write(json.dumps(record) + "\n")
                self.out.flush()

            def pytest_collection_modifyitems(self, items):
                self.write(plan=[i.nodeid for i in items])
                items[:] = [i for i in items if i.nodeid not in self.done]

            def pytest_collectreport(self, report):
                if report.failed:
                    lines = [x for x in str(report.longrepr).splitlines() if x.strip()]
                    kept = [x for x in lines if x.startswith("E ")] or lines
                    self.write(name=report.nodeid, status="errored", detail=shortened("\n".join(kept), 590))

            def pytest_runtest_logstart(self, nodeid, location):
                self.write(start=nodeid)

            def pytest_runtest_setup(self, item):
                start_clock()

            def pytest_runtest_makereport(self, item, call):
                stop_clock() if call.when == "call" or call.excinfo else None
                if call.excinfo is not None and not call.excinfo.errisinstance(skip_type()):
                    info = (call.excinfo.type, call.excinfo.value, call.excinfo.tb)
                    failed = issubclass(info[0], (AssertionError, StillRunning)) or info[0].__name__ == "Failed"
                    if getattr(item, "_evaluated_xfail", None) is None:
                        detail = describe(info, self.files)
                        self.failed.add((item.nodeid, call.when))
                        item.anneal = ("failed" if failed else "errored", detail)

            def pytest_runtest_logreport(self, report):
                if report.when == "call" or report.failed or report.skipped:
                    self.reports = getattr(self, "reports", {})
                    self.reports[report.nodeid] = report

            def pytest_runtest_teardown(self, item):
                stop_clock()

            def pytest_runtest_logfinish(self, nodeid, location):
                report = getattr(self, "reports", {}).get(nodeid)
                if report is None:
                    return
                if report.skipped:
                    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", "")
                    self.write(name=nodeid, status="skipped", detail=str(reason))
                elif report.passed:
                    self.write(name=nodeid, status="passed", detail="")
                else:
                    status, detail = self.details.get(nodeid, ("failed", ""))
                    self.write(name=nodeid, status=status, detail=shortened(detail or str(report.longrepr)[-400:], 590))

            details = {}


        def skip_type():
            import pytest
            return pytest.skip.Exception


        def run_pytest(paths, done, out):
            import pytest
            files = {os.path.realpath(p) for p in paths}
            reporter = PytestReporter(out, done, files)

            class Details:
                @pytest.hookimpl(hookwrapper=True)
                def pytest_runtest_makereport(self, item, call):
                    yield
                    if hasattr(item, "anneal"):
                        reporter.details[item.nodeid] = item.anneal

            pytest.main(["-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", *paths], plugins=[reporter, Details()])
        """#
}

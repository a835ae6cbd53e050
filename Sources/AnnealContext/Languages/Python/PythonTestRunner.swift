/// Runs unittest classes, bare test functions and, where it is installed, pytest.
///
/// A child process runs the tests and reports each as it ends; the parent passes the reports on, and goes on with the
/// next test in a new child when one hangs or crashes.
enum PythonTestRunner {
    /// The program for `python3 -c`; its arguments are test files, none means all. It prints records of `TestRecords`.
    static let script = [common, reporting, loading, running, supervising].joined(separator: "\n\n\n")

    /// What every part uses: the clock of a test, and which files are the project's.
    private static let common = #"""
        import ast, importlib, importlib.util, json, os, re, select, signal, sys, time, traceback, unittest

        ROOT = os.getcwd()
        MARK = "@anneal-test "
        LIMIT, SHORT_LIMIT, SLACK = 10, 3, 3
        SKIPPED_FOLDERS = {"node_modules", "venv", "env", "build", "dist", "__pycache__", "site-packages"}


        class StillRunning(BaseException):
            pass


        def on_alarm(signum, frame):
            raise StillRunning()


        def start_clock():
            signal.signal(signal.SIGALRM, on_alarm)
            signal.setitimer(signal.ITIMER_REAL, limit)


        def stop_clock():
            signal.setitimer(signal.ITIMER_REAL, 0)


        def relative(path):
            return os.path.relpath(path, ROOT).replace(os.sep, "/")


        def is_project(path):
            path = os.path.realpath(path)
            inside = path.startswith(os.path.realpath(ROOT) + os.sep)
            return inside and "site-packages" not in path and os.path.isfile(path)


        def shortened(text, length):
            text = str(text)
            return text if len(text) <= length else text[:length * 2 // 3] + " … " + text[-length // 3:]
        """#

    /// Loads test files without running them.
    private static let loading = #"""
        generated = set()


        def name_of(test):
            name = getattr(test, "anneal_name", None)
            if name:
                return name
            method = getattr(test, "_testMethodName", None)
            if method is None:
                return str(test)
            path = getattr(sys.modules.get(type(test).__module__), "__file__", "")
            return f"{relative(path)}::{type(test).__qualname__}::{method}" if path else test.id()


        def load(path):
            folder = os.path.dirname(os.path.abspath(path))
            if os.path.isfile(os.path.join(folder, "__init__.py")) and not os.path.isabs(path):
                return importlib.import_module(path[:-3].replace("/", "."))
            if folder not in sys.path:
                sys.path.append(folder)
            name = "anneal_" + re.sub(r"\W", "_", path)
            spec = importlib.util.spec_from_file_location(name, os.path.abspath(path))
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
            return module


        def tests_of(path):
            module = load(path)
            yield from unittest.defaultTestLoader.loadTestsFromModule(module)
            for name, value in vars(module).items():
                if name.startswith("test") and callable(value) and getattr(value, "__module__", "") == module.__name__ \
                        and not isinstance(value, type):
                    yield FunctionTest(value, f"{path}::{name}")
                # A plain class with tests, as pytest knows them.
                if isinstance(value, type) and name.startswith("Test") and not issubclass(value, unittest.TestCase):
                    for method in sorted(dir(value)):
                        if method.startswith("test"):
                            yield FunctionTest(lambda v=value, m=method: getattr(v(), m)(), f"{path}::{name}::{method}")


        def flat(suite):
            for test in suite:
                if isinstance(test, unittest.TestSuite):
                    yield from flat(test)
                else:
                    yield test


        def without(suite, done):
            kept = unittest.TestSuite()
            for test in suite:
                if isinstance(test, unittest.TestSuite):
                    kept.addTest(without(test, done))
                elif name_of(test) not in done:
                    kept.addTest(test)
            return kept


        def needs_pytest(path):
            try:
                with open(path, "rb") as file:
                    tree = ast.parse(file.read())
            except (OSError, SyntaxError, ValueError):
                return False
            for node in ast.walk(tree):
                if isinstance(node, ast.Import) and any(a.name.split(".")[0] == "pytest" for a in node.names):
                    return True
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("pytest", "_pytest"):
                    return True
            functions = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test")]
            for owner in tree.body:
                if isinstance(owner, ast.ClassDef) and owner.name.startswith("Test") and not owner.bases:
                    functions += [n for n in owner.body if isinstance(n, ast.FunctionDef)]
            return any(a.arg not in ("self", "cls") for f in functions for a in f.args.args) or any(
                n.name in ("setup_function", "setup_module", "setup_method") for n in functions)
        """#

    /// Forks a child for the tests, reads its reports, and goes on in a new child when one hangs or crashes.
    private static let supervising = #"""
        def work(kind, paths, done, out):
            if kind == "pytest":
                run_pytest(paths, done, out)
            else:
                run_unittest(paths, done, out)


        def supervise(kind, paths):
            """Runs the tests in a child, so that one that cannot be stopped or that crashes takes no other with it."""
            global limit
            done, planned, hangs = set(), [], 0
            for _ in range(60):
                reader, writer = os.pipe()
                sys.stdout.flush()
                child = os.fork()
                if child == 0:
                    os.close(reader)
                    os.setpgid(0, 0)
                    null = os.open(os.devnull, os.O_RDWR)
                    os.dup2(null, 0)
                    os.dup2(null, 1)
                    os.dup2(null, 2)
                    try:
                        with os.fdopen(writer, "w") as out:
                            work(kind, paths, done, out)
                            out.write('{"end": true}\n')
                    finally:
                        os._exit(0)
                os.close(writer)
                current, ended, buffer = None, False, b""
                deadline = time.monotonic() + limit * (1 + len(paths)) + SLACK
                while True:
                    ready, _, _ = select.select([reader], [], [], max(0, deadline - time.monotonic()))
                    if not ready:
                        break
                    chunk = os.read(reader, 65536)
                    if not chunk:
                        break
                    buffer += chunk
                    deadline = time.monotonic() + limit + SLACK
                    *lines, buffer = buffer.split(b"\n")
                    for line in lines:
                        record = json.loads(line)
                        if "plan" in record:
                            fresh = [n for n in record["plan"] if n not in planned]
                            planned += fresh
                            print(MARK + json.dumps({"plan": fresh}), flush=True)
                        elif "start" in record:
                            current = record["start"]
                        elif "name" in record:
                            if record["name"] == current:
                                current = None
                            if record["name"] not in done:
                                done.add(record["name"])
                                print(MARK + json.dumps(record), flush=True)
                            if "still running after" in record["detail"]:
                                hangs += 1
                                limit = SHORT_LIMIT
                        else:
                            ended = True
                    if ended:
                        break
                try:
                    os.killpg(child, signal.SIGKILL)
                except OSError:
                    pass
                _, status = os.waitpid(child, 0)
                os.close(reader)
                if ended:
                    return
                if current is None:
                    left = [n for n in planned if n not in done]
                    if not left:
                        why = "the process ended" if planned else "the tests did not start"
                        print(MARK + json.dumps({"name": paths[0], "status": "errored", "detail": why}), flush=True) \
                            if not planned else None
                        return
                    current = left[0]
                hung = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
                detail = f"still running after {limit} s and could not be stopped" if hung else \
                    "the process crashed (too much memory, endless recursion in C, or os._exit)"
                limit = SHORT_LIMIT
                done.add(current)
                print(MARK + json.dumps({"name": current, "status": "failed" if hung else "errored", "detail": detail}), flush=True)


        def discovered():
            for folder, folders, files in os.walk(ROOT):
                folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED_FOLDERS)
                for file in sorted(files):
                    if file.endswith(".py") and (file.startswith("test_") or file.endswith("_test.py") or file == "tests.py"):
                        yield relative(os.path.join(folder, file))


        limit = LIMIT
        sys.dont_write_bytecode = True
        for extra in (os.path.join(ROOT, "src"), ROOT):
            if os.path.isdir(extra):
                sys.path.insert(0, extra)
        os.environ["PYTHONPATH"] = os.pathsep.join(
            [p for p in (ROOT, os.path.join(ROOT, "src")) if os.path.isdir(p)] +
            [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p])
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        paths = [relative(p) for p in sys.argv[1:]] or list(discovered())
        with_pytest = []
        if importlib.util.find_spec("pytest") is not None:
            conftest = any(os.path.isfile(os.path.join(os.path.dirname(p), "conftest.py")) for p in paths) or \
                os.path.isfile("conftest.py")
            with_pytest = [p for p in paths if p.endswith(".py") and (needs_pytest(p) or
                           (conftest and not re.search(r"(^|/)test_spec_\w+\.py$", p)))]
        plain = [p for p in paths if p not in with_pytest]
        if plain:
            supervise("unittest", plain)
        if with_pytest:
            supervise("pytest", with_pytest)
        """#
}

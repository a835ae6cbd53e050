/// Finds faults in Python files without running them.
///
/// It says nothing where it is not sure: a file with `import *`, `exec` or the like may define any name.
enum PythonStaticCheck {
    /// The program for `python3 -c`; its arguments are files. It prints one JSON object a fault.
    static let script = #"""
        import ast, builtins, importlib, importlib.util, json, os, sys, symtable

        ROOTS = [os.getcwd(), os.path.join(os.getcwd(), "src")]
        sys.path[:0] = ROOTS
        UNSAFE = {"antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter", "lib2to3", "__main__", "test"}
        MODULE_NAMES = set(dir(builtins)) | {
            "__file__", "__name__", "__doc__", "__package__", "__spec__", "__loader__", "__path__", "__builtins__",
            "__annotations__", "__dict__", "__class__", "__module__", "__qualname__", "__debug__", "WindowsError"}
        # What the standard library has for packages that models like to import.
        INSTEAD = {
            "toml": ", but tomllib.load(file), with the file opened as 'rb'", "tomli": ", but tomllib",
            "simplejson": ", but json", "ujson": ", but json", "regex": ", but re", "dateutil": ", but datetime",
            "pytz": ", but zoneinfo", "requests": ", but urllib.request", "attr": ", but dataclasses",
            "numpy": ", but math and lists", "pandas": ", but csv"}
        trees = {}


        def parsed(path):
            if path not in trees:
                try:
                    with open(path, "rb") as file:
                        trees[path] = ast.parse(file.read(), path)
                except (OSError, SyntaxError, ValueError, RecursionError):
                    trees[path] = None
            return trees[path]


        def statements(body):
            """All statements that run at import, those within if, try, with and loops included."""
            for node in body:
                yield node
                for field in ("body", "orelse", "finalbody", "handlers"):
                    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                        yield from statements(getattr(node, field, []))


        def targets(node):
            return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, (ast.Store, ast.Del))}


        def defined(tree):
            """Names that a module binds, and whether there may be more."""
            names, open_ended = set(), False
            for node in statements(tree.body):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    names.add(node.name)
                    open_ended |= node.name == "__getattr__"
                elif isinstance(node, (ast.Import, ast.ImportFrom)):
                    for alias in node.names:
                        names.add(alias.asname or alias.name.split(".")[0])
                        open_ended |= alias.name == "*"
                elif isinstance(node, ast.ExceptHandler):
                    names.add(node.name)
                else:
                    names |= targets(node)
            for node in ast.walk(tree):
                if isinstance(node, ast.Global):
                    names.update(node.names)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("globals", "exec"):
                    open_ended = True
            return names, open_ended


        def module_file(name, roots):
            for root in roots:
                base = os.path.join(root, *name.split("."))
                for path in (base + ".py", os.path.join(base, "__init__.py")):
                    if os.path.isfile(path):
                        return path
                if os.path.isdir(base):
                    return base
            return None


        class Checker:
            def __init__(self, path, tree, source):
                self.path, self.tree, self.source = path, tree, source
                self.lines = source.splitlines()
                self.found = []
                self.signatures = {}
                self.guarded = {id(n) for node in ast.walk(tree) if isinstance(node, (ast.Try, ast.If))
                                for b in node.body + node.orelse for n in ast.walk(b)}

            def report(self, line, message):
                self.found.append((line, message))

            def run(self):
                self.names()
                self.imports()
                self.bodies()
                self.calls()
                for line, message in sorted(set(self.found)):
                    print(json.dumps({"path": self.path, "line": line, "message": message}))

            def names(self):
                bound, open_ended = defined(self.tree)
                guards = any(isinstance(n, ast.Name) and n.id == "NameError" for n in ast.walk(self.tree))
                if open_ended or guards:
                    return
                unevaluated = set()
                lazy = any(isinstance(n, ast.ImportFrom) and n.module == "__future__" and
                           any(a.name == "annotations" for a in n.names) for n in self.tree.body)
                for node in ast.walk(self.tree):
                    for field in ("annotation", "returns"):
                        child = getattr(node, field, None)
                        if lazy and isinstance(child, ast.AST):
                            unevaluated |= {id(n) for n in ast.walk(child)}
                suspects = set()

                def visit(table):
                    for symbol in table.get_symbols():
                        name = symbol.get_name()
                        if not symbol.is_referenced() or name in bound or name in MODULE_NAMES:
                            continue
                        # A scope called "top" is taken for the module by some versions of symtable.
                        is_bound = symbol.is_parameter() or symbol.is_assigned() or symbol.is_imported()
                        if not is_bound and (table.get_type() == "module" or symbol.is_global()):
                            suspects.add(name)
                    for child in table.get_children():
                        visit(child)

                visit(symtable.symtable(self.source, self.path, "exec"))
                class_names = set()
                for node in ast.walk(self.tree):
                    if isinstance(node, ast.ClassDef):
                        for child in statements(node.body):
                            class_names |= targets(child) | {getattr(child, "name", None)}
                for name in suspects:
                    uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == name and
                            isinstance(n.ctx, ast.Load) and id(n) not in unevaluated]
                    if not uses:
                        continue
                    line = min(n.lineno for n in uses)
                    hint = ""
                    if name in class_names:
                        hint = f"; a member of a class is reached with self.{name}"
                    elif name in sys.stdlib_module_names:
                        hint = f"; add: import {name}"
                    self.report(line, f"name '{name}' is not defined{hint}: {self.code(line)}")

            def code(self, line):
                return self.lines[line - 1].strip()[:120] if 0 < line <= len(self.lines) else ""

            def imports(self):
                folder = os.path.dirname(os.path.abspath(self.path))
                for node in ast.walk(self.tree):
                    if id(node) in self.guarded:
                        continue
                    if isinstance(node, ast.Import):
                        for alias in node.names:
                            self.module(node.lineno, alias.name, ROOTS + [folder])
                    elif isinstance(node, ast.ImportFrom):
                        if node.level:
                            base = folder
                            for _ in range(node.level - 1):
                                base = os.path.dirname(base)
                            if node.module:
                                self.members(node, node.module, [base], "." * node.level)
                            else:
                                self.relative(node, base)
                        elif node.module:
                            self.members(node, node.module, ROOTS + [folder], "")

            def relative(self, node, base):
                init = os.path.join(base, "__init__.py")
                tree = parsed(init) if os.path.isfile(init) else ast.parse("")
                if tree is None:
                    return
                names, open_ended = defined(tree)
                for alias in node.names:
                    known = open_ended or alias.name == "*" or alias.name in names or module_file(alias.name, [base])
                    if not known:
                        self.report(node.lineno, f"cannot import '{alias.name}' from the package: {self.code(node.lineno)}")
                    self.remember(alias, tree)

            def module(self, line, name, roots, dots=""):
                """The module's file when it belongs to the project; reports a module that there is not."""
                path = module_file(name, roots)
                if path:
                    return path
                top = name.split(".")[0]
                if not dots and not module_file(top, roots):
                    if top in sys.stdlib_module_names:
                        return None
                    try:
                        if importlib.util.find_spec(top) is not None:
                            return None
                    except (ImportError, ValueError, AttributeError):
                        return None
                instead = "" if dots else INSTEAD.get(top, "")
                self.report(line, f"there is no module '{dots}{name}'{instead}: {self.code(line)}")
                return None

            def members(self, node, module, roots, dots):
                path = self.module(node.lineno, module, roots, dots)
                if path is None:
                    top = module.split(".")[0]
                    if not dots and top in sys.stdlib_module_names and top not in UNSAFE and module != "__future__":
                        self.standard_members(node, module)
                    return
                if os.path.isdir(path):
                    missing = [a for a in node.names if a.name != "*" and not module_file(a.name, [path])]
                else:
                    tree = parsed(path)
                    if tree is None:
                        return
                    names, open_ended = defined(tree)
                    if open_ended:
                        return
                    names |= MODULE_NAMES
                    inner = [os.path.dirname(path)] if path.endswith("__init__.py") else []
                    missing = [a for a in node.names
                               if a.name != "*" and a.name not in names and not module_file(a.name, inner)]
                    for alias in node.names:
                        self.remember(alias, tree)
                for alias in missing:
                    where = os.path.relpath(path)
                    self.report(node.lineno, f"{where} does not define '{alias.name}': {self.code(node.lineno)}")

            def standard_members(self, node, module):
                try:
                    loaded = importlib.import_module(module)
                except BaseException as error:
                    if isinstance(error, ModuleNotFoundError):
                        self.report(node.lineno, f"there is no module '{module}': {self.code(node.lineno)}")
                    return
                for alias in node.names:
                    if alias.name == "*" or hasattr(loaded, alias.name):
                        continue
                    try:
                        if importlib.util.find_spec(f"{module}.{alias.name}"):
                            continue
                    except (ImportError, ValueError, AttributeError):
                        pass
                    self.report(node.lineno, f"module '{module}' has no '{alias.name}': {self.code(node.lineno)}")

            def remember(self, alias, tree):
                for node in tree.body:
                    if isinstance(node, ast.FunctionDef) and node.name == alias.name:
                        self.signatures[alias.asname or alias.name] = node

            def bodies(self):
                classes, outer = {}, {id(node) for node in statements(self.tree.body)}
                for node in ast.walk(self.tree):
                    if isinstance(node, ast.ClassDef):
                        words = {getattr(n, "id", getattr(n, "attr", "")) for b in node.bases + [k.value for k in node.keywords]
                                 for n in ast.walk(b)}
                        if words & {"Protocol", "ABC", "ABCMeta"}:
                            classes.update((id(child), True) for child in node.body)
                for node in ast.walk(self.tree):
                    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or id(node) in classes:
                        continue
                    if any("abstract" in ast.dump(d) or "overload" in ast.dump(d) for d in node.decorator_list):
                        continue
                    body = [s for s in node.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
                    last = node.body[-1]
                    elided = isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant) and last.value.value is ...
                    if id(node) not in outer and not (not body and elided):
                        continue
                    raises = (len(body) == 1 and isinstance(body[0], ast.Raise) and isinstance(body[0].exc, ast.Call) and
                              getattr(body[0].exc.func, "id", "") == "NotImplementedError")
                    if not body or raises:
                        self.report(node.lineno, f"function '{node.name}' has no body; write its code")

            def calls(self):
                counts, locals_ = {}, set()
                for node in ast.walk(self.tree):
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                        a = node.args
                        locals_ |= {x.arg for x in a.posonlyargs + a.args + a.kwonlyargs + [a.vararg, a.kwarg] if x}
                        if not isinstance(node, ast.Lambda):
                            for s in node.body:
                                for n in ast.walk(s):
                                    if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                                        locals_.add(n.name)
                                    elif isinstance(n, (ast.Import, ast.ImportFrom)):
                                        locals_ |= {(x.asname or x.name) for x in n.names}
                assigned = targets(self.tree)
                for node in statements(self.tree.body):
                    name = getattr(node, "name", None)
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                        counts[name] = counts.get(name, 0) + 1
                for node in self.tree.body:
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        self.signatures[node.name] = node
                for name in list(self.signatures):
                    if counts.get(name, 1) > 1 or name in locals_ or name in assigned or self.signatures[name].decorator_list:
                        del self.signatures[name]
                for node in ast.walk(self.tree):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.signatures:
                        problem = mismatch(node, self.signatures[node.func.id])
                        if problem:
                            self.report(node.lineno, f"{node.func.id}() {problem}: {self.code(node.lineno)}")


        def mismatch(call, function):
            if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
                return None
            a = function.args
            positional = [x.arg for x in a.posonlyargs + a.args]
            given = len(call.args)
            if given > len(positional) and not a.vararg:
                return f"takes {len(positional)} positional arguments but {given} are given"
            keywords = {k.arg for k in call.keywords}
            allowed = {x.arg for x in a.args + a.kwonlyargs}
            unknown = sorted(keywords - allowed)
            if unknown and not a.kwarg:
                return f"has no parameter '{unknown[0]}'"
            required = positional[:len(positional) - len(a.defaults)][given:]
            required += [x.arg for x, d in zip(a.kwonlyargs, a.kw_defaults) if d is None]
            missing = [name for name in required if name not in keywords]
            if missing:
                return "is called without " + ", ".join(f"'{name}'" for name in missing)
            return None


        for path in sys.argv[1:]:
            try:
                with open(path, "rb") as file:
                    data = file.read()
                source = data.decode("utf-8-sig")
                tree = ast.parse(source, path)
                compile(source, path, "exec", dont_inherit=True)
            except SyntaxError as error:
                line = error.lineno or 1
                code = (error.text or "").strip()[:120]
                kind = "indentation" if isinstance(error, IndentationError) else "syntax"
                print(json.dumps({"path": path, "line": line, "message": f"{kind} error: {error.msg}: {code}"}))
            except (OSError, ValueError, RecursionError) as error:
                print(json.dumps({"path": path, "line": 1, "message": f"cannot be read: {error}"}))
            else:
                try:
                    Checker(path, tree, source).run()
                except RecursionError:
                    pass
        """#
}

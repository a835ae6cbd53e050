#!/usr/bin/env python3
"""Measures what share of the definitions that a task's code uses is in the request that the workflow sends first.

    needs.py cases FOLDER  [--anneal PROGRAM]     brownfield cases: spec.md, repo/, reference/ (a solution's files)
    needs.py commits REPOSITORY…  [--commits 40]   commits of git repositories

A definition is needed when the solution's functions that are new or change use its name and one other file of the
repository, no test, declares it. `shown`: its declaration, or its signature, is in the request. Ways of making the request:
`packed` and `files` (what the plan names, `workflow.without=packing`), both by `anneal plan --prompt`; `files, cut` cuts the
files' part of the latter to as many tokens as `packed` has in its part; `bm25` has whole files in the order of BM25 in their place, cut to
the same. Tokens are estimated: 3.3 bytes each.

Of a commit the file with most changed lines is taken, and the specification is its message with the heads of the functions
that change in it, each in the form that specifications here have.
"""
import argparse, ast, collections, json, os, pathlib, re, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from context import BM25  # noqa: E402
from packing import drawn, git, is_source  # noqa: E402

WORD = re.compile(r"[A-Za-z_$][\w$]{2,}")
JS_HEAD = re.compile(r"^(?:export\s+(?:default\s+)?)?(?:async\s+)?(?:function\*?|class)\s+([\w$]+)|"
                     r"^(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*=|^\w[\w.]*\.([\w$]+)\s*=\s*function", re.M)


def definitions(path, text):
    """Top-level definitions: name -> (head, text). Methods of classes as well, by their bare names."""
    found = {}
    if path.endswith(".py"):
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return found
        lines = text.split("\n")
        for node in tree.body:
            inner = node.body if isinstance(node, ast.ClassDef) else []
            for part in [node, *inner]:
                if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    if part.name.startswith("__"):
                        continue
                    found[part.name] = ("class" if isinstance(part, ast.ClassDef) else "def",
                                        "\n".join(lines[part.lineno - 1:part.end_lineno]))
                elif isinstance(part, ast.Assign) and part is node:
                    for target in part.targets:
                        if isinstance(target, ast.Name):
                            found[target.id] = ("value", lines[part.lineno - 1])
        return found
    heads = [(m.start(), m[1] or m[2] or m[3]) for m in JS_HEAD.finditer(text)]
    for (start, name), end in zip(heads, [h[0] for h in heads[1:]] + [len(text)]):
        found[name] = ("js", text[start:end])
    return found


def sources(folder):
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8", errors="replace")
            for p in sorted(pathlib.Path(folder).rglob("*"))
            if p.suffix in (".py", ".js", ".mjs") and is_source(str(p.relative_to(folder))) and p.is_file()
            and ".git" not in p.parts}


def needed(path, before, after, repository, names=None):
    """Names of other files that the changed functions of a file use, with the files."""
    old, new = definitions(path, before), definitions(path, after)
    changed = [text for name, (kind, text) in new.items()
               if (names is None or name in names) and kind != "class" and old.get(name, (0, ""))[1] != text]
    used = {word for text in changed for word in WORD.findall(text)} - set(new) - set(old)
    homes = collections.defaultdict(list)
    for other, text in repository.items():
        if other != path:
            for name in definitions(other, text):
                homes[name].append(other)
    return {name: homes[name][0] for name in used if len(homes[name]) == 1}


def tokens(text):
    return len(text.encode()) * 10 // 33


def is_shown(name, text):
    """Whether a text declares a name, or has the comment in which its signature stands. That it is a parameter, a named
    argument or a word of the documentation does not count."""
    name = re.escape(name) + r"(?![\w$])"
    exported = r"(?:export (?:default )?)?"
    return bool(re.search(
        rf"^[ \t]*{exported}(?:async )?(?:def|class|function\*?) +{name}|^{exported}(?:const|let|var) +{name}|"
        rf"^{name}\s*[:=](?!=)|^\w[\w.]*\.{name}\s*=\s*(?:async )?function|"
        rf"exists: (?:[\w$]+: )?{exported}(?:async )?(?:(?:def|class|function\*?|const|let|var) +)?(?:[\w$]+\.)*{name}",
        text, re.M))


def prompt(options, spec, repo, task, without=""):
    environment = dict(os.environ, ANNEAL_WORKFLOW_WITHOUT=without)
    result = subprocess.run([options.anneal, "plan", spec, "--repo", repo, "--prompt", task, "--json"],
                            capture_output=True, env=environment)
    if result.returncode:
        raise SystemExit(result.stderr.decode())
    messages = json.loads(result.stdout)
    return messages[1]["text"] if len(messages) > 1 else ""


def files_part(text, path):
    """What a request shows of other files than the one that is written."""
    match = re.search(r"# Code that exists\n\n(.*?)(?=\n# (?:Your task|What `))", text, re.S)
    part = match[1] if match else ""
    own = part.find(f"`{path}` as it is now:")
    return part if own < 0 else part[:own]


def cut(text, budget):
    return text.encode()[:max(0, budget * 33 // 10)].decode("utf-8", "ignore")


class Sums:
    def __init__(self):
        self.shares, self.tokens = collections.defaultdict(list), collections.defaultdict(list)
        self.needed = 0

    @staticmethod
    def add(all_sums, options, spec, repo, task, path, query, wanted):
        repository = sources(repo)
        packed = files_part(prompt(options, spec, repo, task), path)
        plain = files_part(prompt(options, spec, repo, task, "packing"), path)
        budget = max(tokens(packed), 1)
        ranked = BM25([{"path": p, "text": t} for p, t in repository.items() if p != path]).search(query)
        whole = "\n".join(f"`{p}`:\n{repository[p]}" for p in ranked)
        for sums in all_sums:
            sums.needed += len(wanted)
        for way, text in {"packed": packed, "files": plain, "files, cut": cut(plain, budget),
                          "bm25": cut(whole, budget)}.items():
            for sums in all_sums:
                sums.tokens[way].append(tokens(text))
                if wanted:
                    sums.shares[way].append(sum(is_shown(name, text) for name in wanted) / len(wanted))
        if options.verbose:
            missing = [f"{n} ({f})" for n, f in wanted.items() if not is_shown(n, packed)]
            print("  ", task, path, tokens(packed), tokens(plain), len(wanted), "missing:", missing, flush=True)

    def tell(self, name):
        for way in self.shares:
            count = len(self.shares[way])
            print(f"{name:16.16} {way:11} tasks {count:4} definitions {self.needed:5} shown "
                  f"{sum(self.shares[way]) / max(1, count):.3f} tokens {sum(self.tokens[way]) / max(1, len(self.tokens[way])):6.0f}"
                  f" most {max(self.tokens[way])}", flush=True)


def plan(options, spec, repo):
    result = subprocess.run([options.anneal, "plan", spec, "--repo", repo, "--json"], capture_output=True)
    if result.returncode:
        return []
    return json.loads(result.stdout)["graph"]["tasks"]


def cases(options):
    every = Sums()
    for case in sorted(pathlib.Path(options.folders[0]).iterdir()):
        if json.loads((case / "case.json").read_text())["kind"] != "brownfield":
            continue
        sums, spec = Sums(), str(case / "spec.md")
        with tempfile.TemporaryDirectory() as work:
            subprocess.run(["cp", "-r", str(case / "repo") + "/.", work], check=True)
            for task in plan(options, spec, work):
                for path in task["writes"]:
                    solved = case / "reference" / path
                    names = [i["name"].split(".")[-1] for i in task.get("interfaces", []) if i["kind"] != "command"]
                    if not solved.exists():
                        continue
                    now = pathlib.Path(work, path)
                    wanted = needed(path, now.read_text() if now.exists() else "", solved.read_text(), sources(work),
                                    names or None)
                    Sums.add((sums, every), options, spec, work, task["id"], path, task["title"],
                             wanted)
                    # The next task finds what this one made.
                    now.parent.mkdir(parents=True, exist_ok=True)
                    now.write_text(solved.read_text())
        sums.tell(case.name)
    every.tell("all cases")


def head(path, name, text):
    if path.endswith(".py"):
        match = re.search(rf"def {re.escape(name)}\((.*?)\)(\s*->[^:]*)?:", text, re.S)
        return f"{name}({' '.join(match[1].split())}){match[2] or ''}" if match else None
    match = re.search(rf"{re.escape(name)}\b[^(\n]*\(([^)]*)\)", text)
    return f"{name}({' '.join(match[1].split())})" if match else None


def commits(options):
    every = Sums()
    for folder in options.folders:
        name, sums = folder.rstrip("/").split("/")[-2 if folder.rstrip("/").endswith("repo") else -1], Sums()
        with tempfile.TemporaryDirectory() as work:
            repo, spec = os.path.join(work, "repo"), os.path.join(work, "spec.md")
            subprocess.run(["git", "clone", "-q", "--shared", folder, repo], check=True, capture_output=True)
            for commit, message, changed in drawn(repo, options.commits * 4):
                if len(sums.shares["packed"]) >= options.commits:
                    break
                git(repo, "checkout", "-q", "-f", commit + "^")
                counts = {p: git(repo, "diff", "--numstat", commit + "^", commit, "--", p).split()[0] for p in changed}
                path = max(changed, key=lambda p: int(counts[p]) if counts[p].isdigit() else 0)
                if not path.endswith((".py", ".js", ".mjs")):
                    continue
                before, after = git(repo, "show", f"{commit}^:{path}"), git(repo, "show", f"{commit}:{path}")
                wanted = needed(path, before, after, sources(repo))
                old, new = definitions(path, before), definitions(path, after)
                functions = [n for n, (kind, text) in new.items() if kind in ("def", "js") and old.get(n, (0, ""))[1] != text]
                heads = [h for h in (head(path, n, new[n][1]) for n in functions) if h]
                if not wanted or not heads:
                    continue
                subject, _, body = message.partition("\n")
                bullets = "\n".join(f"- `{h}` of `{path}` does so." for h in heads[:4])
                with open(spec, "w") as file:
                    file.write(f"# Change\n\n## Requirements\n\n### R1 {subject}\n{body.strip()}\n\n{bullets}\n")
                tasks = [t for t in plan(options, spec, repo) if path in t["writes"]]
                if not tasks:
                    continue
                Sums.add((sums, every), options, spec, repo, tasks[0]["id"], path, message, wanted)
        sums.tell(name)
    every.tell("all")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["cases", "commits"])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--anneal", default=".build/debug/anneal")
    parser.add_argument("--commits", type=int, default=40)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    cases(options) if options.what == "cases" else commits(options)


if __name__ == "__main__":
    main()

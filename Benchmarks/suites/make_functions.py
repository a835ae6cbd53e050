#!/usr/bin/env python3
"""Makes functions.jsonl from the tasks in functions/*.txt, and tasks of repair from repairs.txt.

A task begins with a line `=== ID | LANGUAGE | DIFFICULTY | TOPIC | FILE`. Then comes each function of the module: `##` and
its signature, sentences, `ex:` and `hide:` with a call each. After a line `---` stands the reference solution. What the
calls give is asked of the reference, so that examples and hidden tests cannot differ from it; examples are shown in the
specification, hidden tests hold both.

A task that changes a repository has several modules. A line `--- PATH` before the `---` begins a file that is there at the
beginning, one behind it a further file of the solution; `## SIGNATURE @ PATH` is a function of another module than FILE.
A function without sentences is not in the specification: its hidden calls see that it still does what it did.

A line `ID: KIND` of repairs.txt makes the task `repair-ID`: the same one, but its module is there with a fault of that kind
(see faults.py), which makes some calls wrong and leaves others right.

Usage: make_functions.py [--check]   (--check: say whether the file is up to date, write nothing)
"""
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

import faults

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "functions.jsonl"


def read_tasks(path):
    tasks, task, part = [], None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("=== "):
            fields = [field.strip() for field in line[4:].split("|")]
            if len(fields) != 5:
                sys.exit(f"{path.name}:{number}: five fields are wanted")
            task = dict(zip(("id", "language", "difficulty", "topic", "file"), fields), functions=[], begin={}, reference={})
            part = None
            tasks.append(task)
        elif line == "---":
            part = task["reference"].setdefault(task["file"], [])
        elif line.startswith("--- "):
            part = task["reference" if task["reference"] else "begin"].setdefault(line[4:].strip(), [])
        elif part is not None:
            part.append(line)
        elif line.startswith("## "):
            signature, _, file = line[3:].partition(" @ ")
            task["functions"].append(
                {"signature": signature.strip(), "file": file.strip() or task["file"], "text": [], "ex": [], "hide": []})
        elif line.startswith(("ex: ", "hide: ")):
            kind, call = line.split(": ", 1)
            task["functions"][-1][kind].append(call.strip())
        elif line.strip():
            task["functions"][-1]["text"].append(line.strip())
    for task in tasks:
        for part in ("begin", "reference"):
            task[part] = {path: "\n".join(lines).strip() + "\n" for path, lines in task[part].items()}
    return tasks


PACKAGE = {"package.json": '{ "type": "module" }\n'}

PYTHON_PROBE = """
import importlib, json
for file, call in json.load(open("calls.json")):
    names = dict(vars(importlib.import_module(file[:-3])))
    code = compile(call, "call", "eval")
    try:
        value = eval(code, names)
        print(json.dumps(["value", repr(value)]))
    except Exception as error:
        print(json.dumps(["error", type(error).__name__]))
"""

JAVASCRIPT_PROBE = """
import { readFileSync } from "node:fs";
const text = (value) => {
  if (Array.isArray(value)) return "[" + value.map(text).join(", ") + "]";
  if (value && typeof value === "object")
    return "{ " + Object.entries(value).map(([key, item]) => JSON.stringify(key) + ": " + text(item)).join(", ") + " }";
  return JSON.stringify(value);
};
for (const [file, call] of JSON.parse(readFileSync("calls.json", "utf8"))) {
  const module = await import("./" + file);
  const code = new Function(...Object.keys(module), "return " + call);
  try {
    const value = code(...Object.values(module));
    console.log(JSON.stringify(["value", text(value)]));
  } catch (error) {
    console.log(JSON.stringify(["error", error.name]));
  }
}
"""


def calls_of(task):
    """Each call with the file whose names it uses."""
    return [(function["file"], call) for function in task["functions"] for call in function["ex"] + function["hide"]]


def ask(task, files, seconds=60):
    """What each call gives with some files: kind and text; or what went wrong, as a text.

    The seconds are of the processor, so that the answer does not hang on what else the machine does.
    """
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    python = task["language"] == "python"
    probe = ("probe.py", PYTHON_PROBE) if python else ("probe.js", JAVASCRIPT_PROBE)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for path, text in (PACKAGE | files | dict([probe]) | {"calls.json": json.dumps(calls_of(task))}).items():
            (folder / path).write_text(text)
        command = [sys.executable, "-B", probe[0]] if python else ["node", probe[0]]
        try:
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, preexec_fn=bound)
        except subprocess.TimeoutExpired:
            return "it takes too long"
    return result.stderr if result.returncode else [json.loads(line) for line in result.stdout.splitlines()]


def ask_reference(task):
    """What each call gives, by asking the reference."""
    answers = ask(task, task["begin"] | task["reference"])
    if isinstance(answers, str):
        sys.exit(f"{task['id']}: {answers}")
    for (_, call), (kind, value) in zip(calls_of(task), answers, strict=True):
        if kind == "error" and value in ("NameError", "ReferenceError", "AttributeError"):
            sys.exit(f"{task['id']}: {call}: {value}")
        if value is None:
            sys.exit(f"{task['id']}: {call} gives undefined")
    return dict(zip((call for _, call in calls_of(task)), answers))


def repair(task, kind):
    """The task in which a module with a fault of a kind is to be mended."""
    right = list(ask_reference(task).values())

    def is_suitable(text):
        answers = ask(task, {task["file"]: text}, seconds=5)
        return not isinstance(answers, str) and answers != right and any(a == b for a, b in zip(answers, right))

    text = faults.with_fault(task["reference"][task["file"]], kind, task["id"], is_suitable)
    if text is None:
        sys.exit(f"{task['id']}: there is no fault '{kind}' that some calls show")
    return task | {"id": f"repair-{task['id']}", "topic": "repair", "begin": {task["file"]: text}}


def setting(task):
    """What the specification says of the files."""
    python = task["language"] == "python"
    if len(task["begin"]) > 1:
        names = [f"`{path}`" for path in task["begin"]]
        return (
            f"The repository holds the {'Python modules' if python else 'JavaScript modules (ES modules, Node)'} "
            f"{', '.join(names[:-1])} and {names[-1]}, without dependencies. They work; what they do stays as it is where the "
            "requirements do not say otherwise, and what they offer is used rather than written again.")
    what = "A Python module" if python else "A JavaScript module (ES module, Node)"
    text = f"{what} `{task['file']}` in the repository root, without dependencies."
    if task["begin"]:
        text += " The module exists and is faulty: it does not do all that the requirements say. Keep what is right."
    return text


def specification(task, answers):
    title = task["id"].replace("-", " ").capitalize()
    lines = [f"# {title}", "", setting(task), "", "## Requirements", ""]
    described = [function for function in task["functions"] if function["text"]]
    for number, function in enumerate(described, 1):
        name = function["signature"].split("(")[0]
        place = f" in `{function['file']}`" if len(task["begin"]) > 1 else ""
        lines += [f"### R{number} {name}", f"`{function['signature']}`{place} {' '.join(function['text'])}", ""]
        for call in function["ex"]:
            kind, value = answers[call]
            verb = "returns" if kind == "value" else "raises" if task["language"] == "python" else "throws"
            lines.append(f"- `{call}` {verb} `{value}`.")
        lines.append("")
    return "\n".join(lines)


def hidden_python(task, answers):
    modules = sorted({function["file"][:-3] for function in task["functions"]})
    several = len(modules) > 1
    lines = [
        *(f"import {module}" for module in modules), "", "",
        f"def check(call, kind, wanted, ordered{', module' if several else ''}):",
        "    try:", f"        value = eval(call, dict(vars({'module' if several else modules[0]})))",
        "    except Exception as error:",
        '        assert kind == "error", f"{call} raised {error!r}"',
        "        names = [each.__name__ for each in type(error).__mro__]",
        '        assert wanted in names, f"{call} raised {error!r}"', "        return",
        '    assert kind == "value", f"{call} gave {value!r}"',
        '    same = type(value) is type(eval(wanted)) and value == eval(wanted)',
        '    assert same, f"{call} gave {value!r}, not {wanted}"',
        '    assert not ordered or repr(value) == wanted, f"{call} gave {value!r}, not {wanted}"', "", "",
    ]
    for function in task["functions"]:
        # Tables have an order only where the specification speaks of one.
        ordered = " order" in " ".join(function["text"])
        for call in function["ex"] + function["hide"]:
            kind, value = answers[call]
            module = f", {function['file'][:-3]}" if several else ""
            lines.append(f"check({call!r}, {kind!r}, {value!r}, {ordered}{module})")
    return "\n".join(lines) + '\nprint("all passed")\n'


def hidden_javascript(task, answers):
    lines = ['import assert from "node:assert/strict";']
    places = dict(map(reversed, calls_of(task)))
    modules = {file: f"module{number or ''}" for number, file in enumerate(dict.fromkeys(places.values()))}
    lines += [f'import * as {module} from "./{file}";' for file, module in modules.items()]
    argument = ", module" if len(modules) > 1 else ""
    lines += [
        "", f"const evaluate = (code{argument}) => "
        "new Function(...Object.keys(module), `return ${code}`)(...Object.values(module));",
        f"const value = (call, wanted{argument}) => "
        f"assert.deepEqual(evaluate(call{argument}), evaluate(`(${{wanted}})`{argument}), call);",
        f"const error = (call, name{argument}) => assert.throws(() => evaluate(call{argument}), {{ name }}, call);", "",
    ]
    for call, (kind, wanted) in answers.items():
        module = f", {modules[places[call]]}" if argument else ""
        lines.append(f"{kind}({json.dumps(call)}, {json.dumps(wanted)}{module});")
    return "\n".join(lines) + '\nconsole.log("all passed");\n'


def make(task):
    answers = ask_reference(task)
    python = task["language"] == "python"
    test = "hidden_check.py" if python else "hidden_check.js"
    return {
        "id": task["id"], "language": task["language"], "difficulty": task["difficulty"], "topic": task["topic"],
        "spec": specification(task, answers),
        "files": ({} if python else PACKAGE) | task["begin"],
        "hidden": {test: hidden_python(task, answers) if python else hidden_javascript(task, answers)},
        "command": f"{'python3 -B' if python else 'node'} {test} | grep -qx 'all passed'",
        "reference": task["reference"],
    }


def main():
    tasks = [task for path in sorted((HERE / "functions").glob("*.txt")) for task in read_tasks(path)]
    by_name = {task["id"]: task for task in tasks}
    for line in (HERE / "repairs.txt").read_text().splitlines():
        name, _, kind = line.partition(": ")
        tasks.append(repair(by_name[name], kind))
    names = [task["id"] for task in tasks]
    if len(set(names)) != len(names):
        sys.exit(f"a name comes twice: {sorted(name for name in names if names.count(name) > 1)[0]}")
    text = "".join(json.dumps(make(task), ensure_ascii=False, sort_keys=True) + "\n" for task in tasks)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if TARGET.read_text() == text else "functions.jsonl is not what make_functions.py makes")
    TARGET.write_text(text)
    print(f"{len(tasks)} tasks")


if __name__ == "__main__":
    main()

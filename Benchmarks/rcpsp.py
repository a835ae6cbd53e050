#!/usr/bin/env python3
"""`anneal learn rcpsp` beside OR-tools CP-SAT: the mean gap to the best makespan known in the course of time, one thread
each, as a chart for each file.

    python3 Benchmarks/rcpsp.py FOLDER [--anneal BINARY] [--seconds S] [--projects N] [--out FOLDER]

FOLDER has files of projects, one a line, as `anneal learn rcpsp` reads them; j30.jsonl and j60.jsonl are looked at unless
`--files` names others. BINARY is that of `swift build -c release --product anneal`. OR-tools is installed into an
environment of its own (.build/bench-rcpsp) the first time, which needs the network. Both sides are measured by the clock,
one after the other on the same core: let nothing else run there. The gap counts from when every project has a schedule.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".build" / "bench-rcpsp"


def with_peer():
    """Goes on in the environment that has OR-tools; makes it when there is none."""
    python = VENV / "bin" / "python"
    if pathlib.Path(sys.prefix) == VENV:
        sys.exit(f"rcpsp: ortools cannot be imported in {VENV}; remove that folder and try again")
    if not (VENV / "ready").exists():
        print(f"rcpsp: installing ortools into {VENV}", file=sys.stderr)
        for command in ([sys.executable, "-m", "venv", str(VENV)], [str(python), "-m", "pip", "install", "-q", "ortools"]):
            if subprocess.run(command).returncode:
                sys.exit(f"rcpsp: {' '.join(command)} failed; the network is needed this once, and Debian's python3-venv")
        (VENV / "ready").touch()
    os.execv(python, [str(python), *sys.argv])


def read(path, count):
    with open(path) as lines:
        projects = [json.loads(line) for line in lines if line.strip()]
    known = [project for project in projects if project.get("upper")]
    return known[:count] if count else known


def ours(anneal, projects, seconds):
    """Of each project, when which makespan was found."""
    text = "".join(json.dumps(project) + "\n" for project in projects)
    path = ROOT / ".build" / f"rcpsp-{os.getpid()}.jsonl"
    path.write_text(text)
    try:
        lines = subprocess.run(
            [anneal, "learn", "rcpsp", path, "--seconds", str(seconds), "--improvements", "--json"], check=True,
            capture_output=True, text=True).stdout.splitlines()
    finally:
        path.unlink()
    objects = [json.loads(line) for line in lines]
    found = [[(i["seconds"], i["makespan"]) for i in o["improvements"]] for o in objects if o["type"] == "project"]
    assert len(found) == len(projects), "a project is missing"
    return found


def peer(projects, seconds):
    from ortools.sat.python import cp_model

    class Watch(cp_model.CpSolverSolutionCallback):
        def __init__(self):
            super().__init__()
            self.start, self.found = time.perf_counter(), []

        def on_solution_callback(self):
            self.found.append((time.perf_counter() - self.start, int(self.objective_value)))

    result = []
    for project in projects:
        # The model's making counts, as ours does.
        watch = Watch()
        model, tasks = cp_model.CpModel(), project["tasks"]
        horizon = sum(task["duration"] for task in tasks)
        starts = [model.new_int_var(0, horizon, "") for _ in tasks]
        spans = [model.new_fixed_size_interval_var(s, t["duration"], "") for s, t in zip(starts, tasks)]
        end = model.new_int_var(0, horizon, "")
        for index, task in enumerate(tasks):
            model.add(end >= starts[index] + task["duration"])
            for other in task["successors"]:
                model.add(starts[other] >= starts[index] + task["duration"])
        for resource, capacity in enumerate(project["capacity"]):
            used = [(span, t["demand"][resource]) for span, t in zip(spans, tasks) if t["demand"][resource]]
            model.add_cumulative([span for span, _ in used], [demand for _, demand in used], capacity)
        model.minimize(end)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        solver.solve(model, watch)
        result.append(watch.found)
    return result


def curve(projects, found, times):
    """The mean gap in per cent at each time; None while a project has no schedule."""
    points = []
    for moment in times:
        gaps = []
        for project, improvements in zip(projects, found):
            makespans = [makespan for when, makespan in improvements if when <= moment]
            if not makespans:
                gaps = None
                break
            gaps.append(100 * (min(makespans) - project["upper"]) / project["upper"])
        points.append(sum(gaps) / len(gaps) if gaps else None)
    return points


def chart(title, times, series):
    """Lines over the logarithm of time."""
    left, right, upper, lower = 56, 470, 28, 236
    top = max(value for _, _, values in series for value in values if value is not None) * 1.05 or 1
    first, last = math.log10(times[0]), math.log10(times[-1])
    across = lambda t: left + (right - left) * (math.log10(t) - first) / (last - first)
    down = lambda v: lower - (lower - upper) * v / top
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 280" font-family="sans-serif" font-size="11">',
        '<rect width="640" height="280" fill="white"/>', f'<text x="{left}" y="16" font-size="13">{title}</text>']
    for part in range(5):
        value = top * part / 4
        lines.append(f'<path d="M{left} {down(value):.1f}H{right}" stroke="#ddd"/>')
        lines.append(f'<text x="50" y="{down(value):.1f}" dy="4" text-anchor="end">{value:.1f}</text>')
    for moment in (0.01, 0.1, 1, 10, 100):
        if times[0] <= moment <= times[-1]:
            lines.append(f'<text x="{across(moment):.1f}" y="252" text-anchor="middle">{moment:g}</text>')
    for index, (name, color, values) in enumerate(series):
        way = " ".join(f"{across(t):.1f},{down(v):.1f}" for t, v in zip(times, values) if v is not None)
        lines.append(f'<polyline fill="none" stroke="{color}" stroke-width="1.8" points="{way}"/>')
        lines.append(f'<text x="478" y="{44 + 16 * index}" fill="{color}">{name}</text>')
    lines.append(f'<text x="{(left + right) / 2}" y="270" text-anchor="middle">seconds a project</text>')
    lines.append('<text x="12" y="132" transform="rotate(-90 12 132)" text-anchor="middle">gap, per cent</text>')
    return "\n".join(lines) + "\n</svg>\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", nargs="*", default=["j30.jsonl", "j60.jsonl"])
    parser.add_argument("--anneal", default=str(ROOT / ".build/release/anneal"))
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--projects", type=int, help="the first so many of each file")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("."))
    arguments = parser.parse_args()
    missing = [name for name in arguments.files if not (arguments.folder / name).is_file()]
    if missing:
        parser.error(f"{arguments.folder} has no {', '.join(missing)}; name its files with --files")
    if not os.access(arguments.anneal, os.X_OK):
        parser.error(f"there is no program {arguments.anneal}; build it or name it with --anneal")
    try:
        import ortools
    except ImportError:
        with_peer()
    count = 40
    times = [0.01 * (arguments.seconds / 0.01) ** (i / (count - 1)) for i in range(count)]
    for name in arguments.files:
        projects = read(arguments.folder / name, arguments.projects)
        if not projects:
            print(f"{name}: no project has a makespan that is known (\"upper\")")
            continue
        sides = [
            ("anneal learn rcpsp", "#d62728", curve(projects, ours(arguments.anneal, projects, arguments.seconds), times)),
            (f"CP-SAT {ortools.__version__}", "#1f77b4", curve(projects, peer(projects, arguments.seconds), times))]
        for side, _, values in sides:
            shown = [(t, v) for t, v in zip(times, values) if v is not None]
            picked = [shown[round(i * (len(shown) - 1) / 4)] for i in range(5)] if shown else []
            print(f"{name}, {len(projects)} projects, {side}: " + ", ".join(f"{v:.2f} % at {t:.2g} s" for t, v in picked))
        out = arguments.out / f"projects-time-{pathlib.Path(name).stem}.svg"
        out.write_text(chart(f"{name}: {len(projects)} projects, one thread", times, sides))


main()

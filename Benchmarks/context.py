#!/usr/bin/env python3
"""Measures `anneal context` beside a plain BM25 over whole files, in one run.

    context.py FOLDER [--anneal PROGRAM]

FOLDER holds `corpus/NAME.jsonl.gz` (a file a line: path, text) and `queries.jsonl` (id, repo, kind, query, truth).
Prints Recall at 1, 5 and 10, the mean reciprocal rank, and CPU seconds of indexing and milliseconds a query for both.
"""
import argparse, collections, gzip, json, math, os, re, resource, subprocess, tempfile, time

WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+")
PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def tokens(text):
    for word in WORD.findall(text):
        parts = PART.findall(word)
        yield from (part.lower() for part in parts)
        if len(parts) > 1:
            yield word.lower()


class BM25:
    """BM25 with k1 1.2 and b 0.75; the path counts three times."""

    def __init__(self, files):
        self.paths = [file["path"] for file in files]
        self.postings = collections.defaultdict(list)
        self.lengths = []
        for number, file in enumerate(files):
            counts = collections.Counter(tokens((file["path"] + " ") * 3 + file["text"]))
            self.lengths.append(sum(counts.values()))
            for term, count in counts.items():
                self.postings[term].append((number, count))
        self.average = sum(self.lengths) / max(1, len(self.lengths))

    def search(self, query):
        scores = collections.defaultdict(float)
        total = len(self.paths)
        for term in tokens(query):
            found = self.postings.get(term, ())
            rarity = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                norm = 0.25 + 0.75 * self.lengths[number] / self.average
                scores[number] += rarity * count * 2.2 / (count + 1.2 * norm)
        return [self.paths[number] for number, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]


def figures(queries, answers):
    rows = []
    for query in queries:
        truth, files = set(query["truth"]), answers.get(query["id"], [])
        recall = [len(truth & set(files[:count])) / len(truth) for count in (1, 5, 10)]
        rank = next((number + 1 for number, path in enumerate(files) if path in truth), None)
        rows.append(recall + [1 / rank if rank else 0])
    return [sum(column) / len(rows) for column in zip(*rows)]


def child_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours(program, folder, files, queries, answers, cost):
    root = os.path.join(folder, "repo")
    for file in files:
        path = os.path.join(root, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="") as output:
            output.write(file["text"])
    listed = os.path.join(folder, "queries.jsonl")
    with open(listed, "w") as output:
        for query in queries:
            output.write(json.dumps({"id": query["id"], "query": query["query"]}) + "\n")
    index = ["--repo", root, "--index", os.path.join(folder, "index.sqlite")]
    before = child_seconds()
    subprocess.run([program, "context", "index", "--json"] + index, check=True, stdout=subprocess.DEVNULL)
    cost["index"] += child_seconds() - before
    command = [program, "context", "search", "--stale", "--limit", "100", "--queries", listed] + index
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        answer = json.loads(line)
        answers[answer["id"]] = answer["files"]
        cost["query"].append(answer["milliseconds"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--anneal", default=".build/release/anneal")
    options = parser.parse_args()
    with open(os.path.join(options.folder, "queries.jsonl")) as lines:
        queries = [json.loads(line) for line in lines]
    peer, own = {}, {}
    peer_cost, own_cost = ({"index": 0.0, "query": []} for _ in range(2))
    for name in sorted({query["repo"] for query in queries}):
        with gzip.open(os.path.join(options.folder, "corpus", name + ".jsonl.gz"), "rt") as lines:
            files = [json.loads(line) for line in lines]
        asked = [query for query in queries if query["repo"] == name]
        start = time.process_time()
        bm25 = BM25(files)
        peer_cost["index"] += time.process_time() - start
        for query in asked:
            start = time.process_time()
            peer[query["id"]] = bm25.search(query["query"])
            peer_cost["query"].append(1000 * (time.process_time() - start))
        with tempfile.TemporaryDirectory() as folder:
            ours(os.path.abspath(options.anneal), folder, files, asked, own, own_cost)
    print(f"{len(queries)} queries".ljust(20), "R@1    R@5    R@10   MRR    index CPU s  query ms (median, p95)")
    for label, answers, cost in (("BM25, whole files", peer, peer_cost), ("anneal context", own, own_cost)):
        times = sorted(cost["query"])
        values = "  ".join(f"{value:.3f}" for value in figures(queries, answers))
        print(
            label.ljust(20), values, f"{cost['index']:9.2f}", f"{times[len(times) // 2]:12.2f}",
            f"{times[int(len(times) * 0.95)]:.2f}")


if __name__ == "__main__":
    main()

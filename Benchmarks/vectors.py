#!/usr/bin/env python3
"""Measures numpy and hnswlib on vectors that `anneal experience bench --write FOLDER` wrote.

    anneal experience bench --write /tmp/vectors
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy hnswlib
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /tmp/venv/bin/python Benchmarks/vectors.py /tmp/vectors

One JSON object a line, with the names of the other one. One thread.
"""
import json
import sys
import time

import numpy as np


def measure(name, queries, truth, search, **more):
    wall, processor, hits = [], [], 0
    for row, query in enumerate(queries):
        start, before = time.perf_counter(), time.process_time()
        found = search(query)
        processor.append(time.process_time() - before)
        wall.append(time.perf_counter() - start)
        hits += len(set(found.tolist()) & truth[row])
    print(json.dumps(dict(
        type="search", index=name, medianMilliseconds=round(float(np.median(wall)) * 1e3, 3),
        medianProcessorMilliseconds=round(float(np.median(processor)) * 1e3, 3),
        recallAt10=round(hits / (10 * len(queries)), 4), **more)), flush=True)


def main(folder, width):
    vectors = np.fromfile(folder + "/vectors.f32", "<f4").reshape(-1, width)
    queries = np.fromfile(folder + "/queries.f32", "<f4").reshape(-1, width)

    def full(query):
        products = vectors @ query
        best = np.argpartition(-products, 10)[:10]
        return best[np.argsort(-products[best])]

    truth = [set(full(query).tolist()) for query in queries]
    measure("numpy", queries, truth, full)
    try:
        import hnswlib
    except ImportError:
        return
    index = hnswlib.Index(space="ip", dim=width)
    index.init_index(len(vectors), ef_construction=200, M=16, random_seed=1)
    index.set_num_threads(1)
    start = time.perf_counter()
    index.add_items(vectors)
    build = round(time.perf_counter() - start, 1)
    for breadth in (40, 100, 200, 400):
        index.set_ef(breadth)
        measure("hnswlib", queries, truth, lambda query: index.knn_query(query, k=10)[0][0], breadth=breadth,
                buildSeconds=build)


main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 384)

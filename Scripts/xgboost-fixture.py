#!/usr/bin/env python3
"""Writes Tests/AnnealLearningTests/Trees/XGBoostReference.swift: what XGBoost's Python package predicts on a small table
that the tests make again. Needs `pip install xgboost-cpu numpy`; run it from the repository's root."""
import pathlib

import numpy as np
import xgboost as xgb

ROWS = 48
x = np.array(
    [[(7 * i % 48) / 48, (11 * i % 13) / 13, np.nan if i % 5 == 0 else (i % 4) / 4] for i in range(ROWS)],
    dtype=np.float32,
)
level = np.array([3 * (7 * i % 48) / 48 - 2 * (11 * i % 13) / 13 + (1 if i % 4 == 3 else 0) for i in range(ROWS)])
labels = level.astype(np.float32)
common = {"eta": 0.3, "max_depth": 3, "nthread": 1, "seed": 0, "verbosity": 0, "base_score": 0.5}


def train(objective, y, rounds, **extra):
    matrix = xgb.DMatrix(x, y, nthread=1)
    return xgb.train({**common, "objective": objective, **extra}, matrix, rounds)


def predict(booster):
    return np.ravel(booster.predict(xgb.DMatrix(x, nthread=1)))


def numbers(values):
    lines, line = [], "       "
    for value in values:
        text = " " + np.format_float_positional(np.float32(value), unique=True, trim="0") + ","
        if len(line) + len(text) > 116:
            lines.append(line)
            line = "       "
        line += text
    return "\n".join(lines + [line])


out = [
    "// Written by Scripts/xgboost-fixture.py with xgboost " + xgb.__version__ + ".",
    "// swift-format-ignore-file",
    "",
    "/// Predictions of XGBoost's Python package.",
    "enum XGBoostReference {",
]


def write(name, comment, values):
    out.append(f"    /// {comment}")
    out.append(f"    static let {name}: [Float] = [\n{numbers(values)}\n    ]")


squares = train("reg:squarederror", labels, 10, tree_method="exact")
write("squaredError", "Ten rounds, exact.", predict(squares))
write("gain", "Gain of each feature in that model.", [squares.get_score(importance_type="gain").get(f"f{i}", 0) for i in range(3)])
write("logistic", "Ten rounds, histogram, label: level above 0.5.",
      predict(train("binary:logistic", (level > 0.5).astype(np.float32), 10, tree_method="hist")))
write("softmax", "Three rounds, exact, classes by level below 0, below 1, above.",
      predict(train("multi:softprob", np.digitize(level, [0, 1]).astype(np.float32), 3, tree_method="exact", num_class=3))[:24])
write("monotone", "Ten rounds, exact, rising with the second feature (which the labels fall with).",
      predict(train("reg:squarederror", labels, 10, tree_method="exact", monotone_constraints="(0,1,0)")))
out.append("}")
target = pathlib.Path("Tests/AnnealLearningTests/Trees/XGBoostReference.swift")
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text("\n".join(out) + "\n")
print(target, len(out), "lines")

#!/usr/bin/env python3
"""The vectors of a sentence encoder beside those of the same weights in PyTorch: the largest difference, and the times.

    VENV/bin/pip install torch numpy safetensors tokenizers
    VENV/bin/python Benchmarks/minilm.py .build/release/anneal-learning-bench MODEL-FOLDER [TEXT-FILE]

MODEL-FOLDER is that of a sentence-transformers model, such as all-MiniLM-L6-v2. Without a file, the lines of this
project's README are the texts.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

torch.set_num_threads(1)
binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
source = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).parents[1] / "README.md"
texts = [line for line in source.read_text().splitlines() if line.strip()][:200]
config = json.loads((folder / "config.json").read_text())
width, heads, layers = (config[k] for k in ("hidden_size", "num_attention_heads", "num_hidden_layers"))
epsilon = config["layer_norm_eps"]
W = load_file(folder / "model.safetensors")
tokenizer = BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=True)
tokenizer.enable_truncation(256)


def norm(x, name):
    return F.layer_norm(x, (width,), W[name + ".weight"], W[name + ".bias"], epsilon)


def dense(x, name):
    return F.linear(x, W[name + ".weight"], W[name + ".bias"])


@torch.inference_mode()
def encode(text):
    ids = torch.tensor(tokenizer.encode(text).ids)
    n = len(ids)
    h = W["embeddings.word_embeddings.weight"][ids] + W["embeddings.position_embeddings.weight"][:n]
    h = norm(h + W["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        q, k, v = (
            dense(h, f"{name}.attention.self.{part}").reshape(1, n, heads, width // heads).transpose(1, 2)
            for part in ("query", "key", "value"))
        a = F.scaled_dot_product_attention(q, k, v)[0].transpose(0, 1).reshape(n, width)
        h = norm(h + dense(a, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        m = dense(F.gelu(dense(h, f"{name}.intermediate.dense")), f"{name}.output.dense")
        h = norm(h + m, f"{name}.output.LayerNorm")
    return F.normalize(h.mean(0), dim=0)


with tempfile.TemporaryDirectory() as temporary:
    lines = pathlib.Path(temporary) / "texts"
    lines.write_text("\n".join(texts) + "\n")
    target = pathlib.Path(temporary) / "vectors"
    print(subprocess.run(
        [binary, "sentences", folder, lines, target], check=True, capture_output=True, text=True).stdout.strip())
    ours = load_file(target)["vectors"]
encode(texts[0])
start = time.process_time()
peer = torch.stack([encode(text) for text in texts])
spent = (time.process_time() - start) / len(texts) * 1e3
print(f"PyTorch, one by one: {spent:.2f} ms a text; largest difference of a number {(ours - peer).abs().max():.2e}")

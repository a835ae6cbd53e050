#!/usr/bin/env python3
"""AnnealLearning beside PyTorch, stable-baselines3 and XGBoost's Python package: one thread each, in turns.

    make bench-learning                                             # all of it, in an environment that it makes
    VENV/bin/python Benchmarks/learning.py BINARY [--cartpole] [--trees FOLDER --anneal ANNEAL] [--rounds N] [NAME...]

BINARY is that of `swift build -c release --product anneal-learning-bench`. A network's figures are processor time, ours
and the peer's taken in turns `--rounds` times, of which the least mean and the least time count; `ratio` is the peer's
over ours (above 1: ours is faster). CartPole's are steps of the environment in a second of processor time, the median of
three seeds of each side whatever `--rounds` says. Trees are compared by their predictions, row by row, on the tables of
a folder.
"""
import argparse
import json
import os
import subprocess
import time

os.environ["OMP_NUM_THREADS"] = "1"
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)


def measure(f, budget=1.0):
    """Least and mean seconds of processor time of a call."""
    for _ in range(3):
        f()
    start = time.process_time()
    f()
    group = max(1, int(20e-6 / max(1e-7, time.process_time() - start)))
    least, total, calls = float("inf"), 0.0, 0
    while total < budget:
        start = time.process_time()
        for _ in range(group):
            f()
        spent = time.process_time() - start
        least, total, calls = min(least, spent / group), total + spent, calls + group
    return least * 1e6, total / calls * 1e6


def perceptron(*sizes):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def inference(f):
    def run():
        with torch.inference_mode():
            f()

    return run


def mlp():
    net, x = perceptron(128, 64, 64, 64), torch.randn(1, 128)
    yield "MLP 128-64-64-64 forward, batch 1", inference(lambda: net(x))


def q():
    net, target = perceptron(256, 512, 256, 128, 1000), perceptron(256, 512, 256, 128, 1000)
    one, batch = torch.randn(1, 256), torch.randn(64, 256)
    yield "Q net 256-512-256-128-1000 forward, batch 1", inference(lambda: net(one))
    yield "Q net forward, batch 64", inference(lambda: net(batch))
    optimiser = torch.optim.Adam(net.parameters(), 1e-3)
    actions, wanted = torch.randint(0, 1000, (64, 1)), torch.randn(64, 1)

    def step(y=wanted):
        optimiser.zero_grad()
        F.smooth_l1_loss(net(batch).gather(1, actions), y).backward()
        optimiser.step()

    def double_step():
        with torch.no_grad():
            y = wanted + 0.99 * target(batch).max(1, keepdim=True)[0]
        step(y)

    yield "Q net train step (Huber on the taken action, Adam), batch 64", step
    yield "DQN step with target net forward, batch 64", double_step


def lstm():
    for size in (1, 16):
        net, head = nn.LSTM(256, 512, 3, batch_first=True), nn.Linear(512, 256)
        x = torch.randn(size, 100, 256)
        yield f"LSTM 256-512x3, sequence 100, batch {size}, forward", inference(lambda: net(x))
        optimiser = torch.optim.Adam(list(net.parameters()) + list(head.parameters()), 1e-3)

        def step():
            optimiser.zero_grad()
            F.mse_loss(head(net(x)[0]), x).backward()
            optimiser.step()

        yield f"LSTM train step (MSE on all steps, Adam), batch {size}", step


def transformer():
    for name, width, heads, inner, layers, steps in (
        ("Transformer encoder 12x768 (12 heads, 3072), sequence 128, batch 1, forward", 768, 12, 3072, 12, 128),
        ("Transformer encoder 4x128 (4 heads, 512), sequence 64, batch 1, forward", 128, 4, 512, 4, 64),
    ):
        layer = nn.TransformerEncoderLayer(width, heads, inner, 0.0, activation="gelu", batch_first=True)
        net = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False).eval()
        x = torch.randn(1, steps, width)
        yield name, inference(lambda: net(x))


class Messages(nn.Module):
    """message = MLP[h_source, h_target, e], summed at the target; node + MLP[h, sum]."""

    def __init__(self, h=128, e=32):
        super().__init__()
        self.m = nn.Sequential(nn.Linear(2 * h + e, h), nn.ReLU(), nn.Linear(h, h))
        self.u = nn.Sequential(nn.Linear(2 * h, h), nn.ReLU(), nn.Linear(h, h))

    def forward(self, h, s, t, e):
        m = self.m(torch.cat([h[s], h[t], e], 1))
        return h + self.u(torch.cat([h, torch.zeros_like(h).index_add_(0, t, m)], 1))


def graph():
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.i = nn.Linear(64, 128)
            self.l = nn.ModuleList(Messages() for _ in range(4))
            self.o = nn.Linear(128, 1)

        def forward(self, x, s, t, e):
            h = self.i(x)
            for layer in self.l:
                h = layer(h, s, t, e)
            return self.o(h)

    net, x, e = Net(), torch.randn(100, 64), torch.randn(300, 32)
    s, t = torch.randint(0, 100, (300,)), torch.randint(0, 100, (300,))
    yield "GNN 4 layers, hidden 128, 100 nodes, 300 edges, forward", inference(lambda: net(x, s, t, e))
    optimiser, wanted = torch.optim.Adam(net.parameters(), 1e-3), torch.randn(100, 1)

    def step():
        optimiser.zero_grad()
        F.mse_loss(net(x, s, t, e), wanted).backward()
        optimiser.step()

    yield "GNN train step (MSE, Adam)", step


def ours(binary, name):
    lines = subprocess.run([binary, name], check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def networks(binary, names, rounds):
    print(f"{'case':<80} {'ours µs':>10} {'PyTorch':>10} {'ratio':>6} {'least':>6} {'allocations':>11}")
    for make in (mlp, q, lstm, transformer, graph):
        if names and make.__name__ not in names:
            continue
        mine, peers = {}, {}
        for _ in range(rounds):
            for line in ours(binary, make.__name__):
                mine.setdefault(line["case"], []).append(line)
            # While they are made: a later case has the names of an earlier one.
            for case, f in make():
                peers.setdefault(case, []).append(measure(f))
        for case in peers:
            mean, least = (min(line[key] for line in mine[case]) for key in ("mean_us", "least_us"))
            peer_least, peer_mean = (min(pair[i] for pair in peers[case]) for i in (0, 1))
            print(
                f"{case:<80} {mean:>10.1f} {peer_mean:>10.1f} {peer_mean / mean:>6.2f} {peer_least / least:>6.2f} "
                f"{mine[case][0].get('allocations_per_call', '')!s:>11}", flush=True)
    for line in ours(binary, "updates") if not names else []:
        print(f"{line['case']:<80} {line['mean_us']:>10.1f} {line.get('allocations_per_call', '')!s:>40}", flush=True)


def peer(name, seed):
    """A trained model of stable-baselines3 with RL Baselines3 Zoo's numbers: steps a second, the mean of 20 episodes after
    the training, and that of ten episodes of the best policy so far."""
    import numpy as np
    from stable_baselines3 import A2C, DQN, PPO
    from stable_baselines3.common.env_util import make_vec_env
    from stable_baselines3.common.evaluation import evaluate_policy

    def linear(value):
        return lambda rest: rest * value

    def poles(count):
        return make_vec_env("CartPole-v1", count, seed=seed)

    common = dict(seed=seed, device="cpu")
    if name == "ppo":
        steps, model = 100_000, PPO(
            "MlpPolicy", poles(8), n_steps=32, batch_size=256, gae_lambda=0.8, gamma=0.98, n_epochs=20, ent_coef=0.0,
            learning_rate=linear(0.001), clip_range=linear(0.2), **common)
    elif name == "a2c":
        steps, model = 100_000, A2C("MlpPolicy", poles(8), ent_coef=0.0, **common)
    else:
        steps, model = 50_000, DQN(
            "MlpPolicy", poles(1), learning_rate=2.3e-3, batch_size=64, buffer_size=100_000, learning_starts=1000,
            gamma=0.99, target_update_interval=10, train_freq=256, gradient_steps=128, exploration_fraction=0.16,
            exploration_final_eps=0.04, policy_kwargs=dict(net_arch=[256, 256]), **common)
    best = Best(make_vec_env("CartPole-v1", 1, seed=7), steps, evaluate_policy)
    start = time.process_time()
    model.learn(steps, callback=best)
    speed = steps / (time.process_time() - start - best.spent)
    returns, _ = evaluate_policy(
        model, make_vec_env("CartPole-v1", 1, seed=1000 + seed), n_eval_episodes=20, return_episode_rewards=True)
    return speed, float(np.mean(returns)), best.mean


class Best:
    """The best policy so far, judged as ours is: ten greedy episodes about every 2,000 steps of the last half, until one
    earns all there is. The time that it takes does not count."""

    def __init__(self, env, steps, evaluate):
        self.env, self.steps, self.evaluate = env, steps, evaluate
        self.mean, self.spent, self.judged = 0.0, 0.0, steps / 2

    def __call__(self, local, _):
        model = local["self"]
        if model.num_timesteps >= self.judged + 2000 and self.mean < 500:
            start = time.process_time()
            self.judged = model.num_timesteps
            self.mean = max(self.mean, float(self.evaluate(model, self.env, n_eval_episodes=10)[0]))
            self.spent += time.process_time() - start
        return True


def cartpole(binary, names):
    """Three seeds of each side, in turns: one run of ours has all three. Speeds are compared by their medians."""
    import statistics

    for name in ("ppo", "a2c", "dqn"):
        if names and name not in names:
            continue
        mine, speeds = {}, []
        for seed in range(3):
            for line in ours(binary, name):
                mine.setdefault((line["case"], line["seed"]), []).append(line)
            speed, mean, best = peer(name, seed)
            speeds.append(speed)
            print(
                f"{name}: stable-baselines3, seed {seed}: {speed:,.0f} steps a second, return {mean:.0f}, best so far "
                f"{best:.0f}", flush=True)
        for (case, seed), lines in mine.items():
            # The same seed learns the same each time; only its time differs.
            print(
                f"{case}, seed {seed}: {statistics.median(l['steps_per_cpu_second'] for l in lines):,.0f} steps a second, "
                f"return {lines[0]['mean_return']:.0f}, best so far {lines[0]['best_so_far']:.0f}")
        theirs = statistics.median(speeds)
        for case in dict.fromkeys(case for case, _ in mine):
            speed = statistics.median(
                line["steps_per_cpu_second"] for key, lines in mine.items() if key[0] == case for line in lines)
            print(f"{case}: median {speed:,.0f} steps a second, stable-baselines3 {theirs:,.0f}, ratio {speed / theirs:.1f}")


def trees(anneal, folder):
    """The largest difference between predictions of the two programs, of 100 rounds of depth 4."""
    import csv
    import pathlib
    import numpy as np
    import xgboost

    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(file, newline="") as lines:
            table = np.array([[float(x) for x in row] for row in list(csv.reader(lines))[1:]], dtype=np.float32)
        x, y, fold = table[:, :-2], table[:, -2], table[:, -1].astype(int)
        kinds = sorted(set(y.tolist()))
        classes = len(kinds) if kinds == list(range(len(kinds))) and 3 <= len(kinds) <= 20 else 0
        objective = "binary:logistic" if kinds == [0, 1] else "multi:softprob" if classes else "reg:squarederror"
        base = 150.0 if objective.startswith("reg") else 0.5
        common = dict(
            objective=objective, base_score=base, eta=0.1, max_depth=4, nthread=1, verbosity=0,
            **({"num_class": classes} if classes else {}))
        for method in ("exact", "hist"):
            line = json.loads(subprocess.run(
                [anneal, "learn", "trees", file, "--base-score", str(base), "--method", method, "--predictions", "--json"],
                check=True, capture_output=True, text=True).stdout)
            mine = np.array(line["predictions"]).reshape(len(y), -1)
            theirs, times = np.zeros_like(mine), []
            for k in range(fold.max() + 1):
                data = xgboost.DMatrix(x[fold != k], y[fold != k], nthread=1)
                start = time.perf_counter()
                model = xgboost.train({**common, "tree_method": method}, data, 100)
                times.append(1e3 * (time.perf_counter() - start))
                theirs[fold == k] = model.predict(xgboost.DMatrix(x[fold == k])).reshape((fold == k).sum(), -1)
            # Relative to the scale of what is predicted: single precision has six to seven digits.
            difference = np.abs(mine - theirs) / np.maximum(1, np.abs(theirs))
            print(
                f"{file.stem} {method}: {line['measure']} {line['score']:.6f}, largest relative difference of a prediction "
                f"{difference.max():.1e} (XGBoost {line['library']} and {xgboost.__version__}), training a fold "
                f"{min(line['trainMilliseconds']):.1f} and {min(times):.1f} ms", flush=True)


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("binary")
parser.add_argument("--rounds", type=int, default=2, help="how often each side is measured")
parser.add_argument("--cartpole", action="store_true", help="reinforcement learning instead of networks")
parser.add_argument("--all", action="store_true", help="both, and trees where a folder is given")
parser.add_argument("--trees", metavar="FOLDER", help="tables of comma-separated values")
parser.add_argument("--anneal", default=".build/debug/anneal", help="the program that learns trees")
parser.add_argument("names", nargs="*", help="mlp, q, lstm, transformer, graph; ppo, a2c, dqn")
arguments = parser.parse_intermixed_args()
network_names = [name for name in arguments.names if name not in ("ppo", "a2c", "dqn")]
cartpole_names = [name for name in arguments.names if name in ("ppo", "a2c", "dqn")]
nothing = not (arguments.names or arguments.cartpole or arguments.trees)
if network_names or arguments.all or nothing:
    networks(arguments.binary, network_names, arguments.rounds)
if cartpole_names or arguments.all or arguments.cartpole:
    cartpole(arguments.binary, cartpole_names)
if arguments.trees:
    trees(arguments.anneal, arguments.trees)

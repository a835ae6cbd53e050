#!/usr/bin/env python3
"""Networks and algorithms of AnnealLearning beside PyTorch and stable-baselines3, one thread, in turns.

    swift build -c release --product anneal-learning-bench
    python3 -m venv VENV && VENV/bin/pip install torch numpy        # and stable-baselines3 for --cartpole
    VENV/bin/python Benchmarks/learning.py .build/release/anneal-learning-bench [--cartpole] [NAME…]

A network's figures are the means of processor time over about a second each; `ratio` is the peer's time over ours
(above 1: ours is faster), of the means and of the least times. CartPole's are steps of the environment in a second of
processor time.
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


def networks(binary, names):
    print(f"{'case':<80} {'ours µs':>10} {'PyTorch':>10} {'ratio':>6} {'least':>6}")
    for make in (mlp, q, lstm, transformer, graph):
        if names and make.__name__ not in names:
            continue
        figures = {line["case"]: line for line in ours(binary, make.__name__)}
        for case, f in make():
            least, mean = measure(f)
            mine = figures[case]
            print(
                f"{case:<80} {mine['mean_us']:>10.1f} {mean:>10.1f} {mean / mine['mean_us']:>6.2f} "
                f"{least / mine['least_us']:>6.2f}", flush=True)


def cartpole(binary):
    import numpy as np
    from stable_baselines3 import A2C, DQN, PPO
    from stable_baselines3.common.env_util import make_vec_env
    from stable_baselines3.common.evaluation import evaluate_policy

    linear = lambda value: lambda rest: rest * value
    # RL Baselines3 Zoo's numbers for CartPole-v1.
    peers = {
        "ppo": (100_000, lambda: PPO(
            "MlpPolicy", make_vec_env("CartPole-v1", 8, seed=0), n_steps=32, batch_size=256, gae_lambda=0.8, gamma=0.98,
            n_epochs=20, ent_coef=0.0, learning_rate=linear(0.001), clip_range=linear(0.2), seed=0, device="cpu")),
        "a2c": (100_000, lambda: A2C(
            "MlpPolicy", make_vec_env("CartPole-v1", 8, seed=0), ent_coef=0.0, seed=0, device="cpu")),
        "dqn": (50_000, lambda: DQN(
            "MlpPolicy", make_vec_env("CartPole-v1", 1, seed=0), learning_rate=2.3e-3, batch_size=64,
            buffer_size=100_000, learning_starts=1000, gamma=0.99, target_update_interval=10, train_freq=256,
            gradient_steps=128, exploration_fraction=0.16, exploration_final_eps=0.04,
            policy_kwargs=dict(net_arch=[256, 256]), seed=0, device="cpu")),
    }
    for name, (steps, make) in peers.items():
        mine = ours(binary, name)
        for line in mine:
            print(line, flush=True)
        model = make()
        start = time.process_time()
        model.learn(steps)
        peer = steps / (time.process_time() - start)
        returns, _ = evaluate_policy(
            model, make_vec_env("CartPole-v1", 1, seed=1000), n_eval_episodes=20, return_episode_rewards=True)
        mean = np.mean([line["steps_per_cpu_second"] for line in mine])
        print(
            f"{name}: ours {mean:,.0f} steps a second, stable-baselines3 {peer:,.0f} (return {np.mean(returns):.0f}), "
            f"ratio {mean / peer:.1f}", flush=True)


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("binary")
parser.add_argument("--cartpole", action="store_true")
parser.add_argument("names", nargs="*", help="mlp, q, lstm, transformer, graph")
arguments = parser.parse_args()
if arguments.cartpole:
    cartpole(arguments.binary)
else:
    networks(arguments.binary, arguments.names)

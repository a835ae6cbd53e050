#!/usr/bin/env python3
"""Writes Tests/AnnealLearningTests/Environments/GymnasiumTrajectories.swift: what Gymnasium's CartPole-v1 and Acrobot-v1
do from given states under given actions. Needs `pip install gymnasium`; run it from the repository's root."""
import pathlib

import gymnasium as gym
import numpy as np


def trajectory(name, state, actions):
    env = gym.make(name)
    env.reset(seed=0)
    env.unwrapped.state = np.array(state)
    rows = []
    for action in actions:
        observation, reward, terminated, truncated, _ = env.step(action)
        rows.append((observation, reward, terminated, truncated))
        if terminated or truncated:
            break
    return rows


def pattern(count, actions, seed):
    """Actions from a linear congruence, so that the test can make them again."""
    out = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        out.append((seed >> 16) % actions)
    return out


def numbers(values):
    return "[" + ", ".join(np.format_float_scientific(np.float32(v), unique=True, trim="0") for v in values) + "]"


def write(out, name, comment, rows, every):
    out.append(f"    /// {comment}")
    out.append(f"    static let {name}: [Row] = [")
    for index, (observation, reward, terminated, truncated) in enumerate(rows):
        if index % every == 0 or index == len(rows) - 1:
            out.append(
                f"        Row(step: {index + 1}, observation: {numbers(observation)}, reward: {float(reward)}, "
                f"terminated: {str(terminated).lower()}, truncated: {str(truncated).lower()}),"
            )
    out.append("    ]")


def balancing(state, count):
    """A hand-made policy that keeps the pole up for the whole episode."""
    env = gym.make("CartPole-v1")
    env.reset(seed=0)
    env.unwrapped.state = np.array(state)
    rows, actions, observation = [], [], np.array(state, dtype=np.float32)
    for _ in range(count):
        action = int(0.1 * observation[0] + 0.3 * observation[1] + 3.0 * observation[2] + 1.0 * observation[3] > 0)
        actions.append(action)
        observation, reward, terminated, truncated, _ = env.step(action)
        rows.append((observation, reward, terminated, truncated))
        if terminated or truncated:
            break
    return rows, actions


out = [
    "// Written by Scripts/gymnasium-trajectories.py with gymnasium " + gym.__version__ + ".",
    "// swift-format-ignore-file",
    "",
    "/// Reference trajectories: observations, rewards and ends.",
    "enum GymnasiumTrajectories {",
    "    struct Row {",
    "        var step: Int",
    "        var observation: [Float]",
    "        var reward: Float",
    "        var terminated: Bool",
    "        var truncated: Bool",
    "    }",
    "",
]
write(out, "cartPoleFalls", "From (0.01, -0.02, 0.03, 0.04), actions by the congruence from 1.",
      trajectory("CartPole-v1", [0.01, -0.02, 0.03, 0.04], pattern(500, 2, 1)), 1)
rows, actions = balancing([0.01, -0.02, 0.03, 0.04], 600)
write(out, "cartPoleBalances", "From (0.01, -0.02, 0.03, 0.04), with `balancingActions`.", rows, 50)
out.append("    /// The actions of a policy that keeps the pole upright.")
out.append('    static let balancingActions = "' + "".join(map(str, actions)) + '"')
write(out, "cartPoleLeaves", "From (2.3, 1, 0, 0), always right: the cart leaves.",
      trajectory("CartPole-v1", [2.3, 1.0, 0.0, 0.0], [1] * 50), 1)
write(out, "acrobot", "From (0.05, -0.03, 0.02, 0.01), actions by the congruence from 7.",
      trajectory("Acrobot-v1", [0.05, -0.03, 0.02, 0.01], pattern(60, 3, 7)), 4)
write(out, "acrobotReaches", "From (1.2, 0.3, 2.5, 0.5), always torque 1: the goal is reached.",
      trajectory("Acrobot-v1", [1.2, 0.3, 2.5, 0.5], [2] * 20), 1)
out.append("}")
target = pathlib.Path("Tests/AnnealLearningTests/Environments/GymnasiumTrajectories.swift")
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text("\n".join(out) + "\n")
print(target, len(out), "lines")

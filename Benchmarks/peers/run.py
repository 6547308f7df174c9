"""Runs one benchmark network in one simulator and prints the measurement as JSON for gyrus-benchmarks."""

import argparse
import json
import os
import resource
import sys

from networks import NETWORKS

parser = argparse.ArgumentParser()
parser.add_argument("--benchmark", required=True)
parser.add_argument("--simulator", required=True, choices=["nest", "nest-exact", "brian2"])
parser.add_argument("--network", required=True, choices=NETWORKS)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--duration", type=float, required=True, help="biological seconds")
parser.add_argument("--warmup", type=float, required=True, help="biological seconds")
arguments = parser.parse_args()

# The simulators' own output goes to stderr; stdout is only for the result.
stdout = os.dup(1)
os.dup2(2, 1)
if arguments.simulator == "brian2":
    from brian2_network import run
else:
    from nest_network import run
result = run(
    NETWORKS[arguments.network], threads=arguments.threads, duration=1000 * arguments.duration,
    warmup=1000 * arguments.warmup, exact=arguments.simulator == "nest-exact")

network = NETWORKS[arguments.network]
neurons = network["excitatory"] + network["inhibitory"]
# Brian2 simulates in a child process. If its compiler used more memory, this is the compiler's peak.
who = resource.RUSAGE_CHILDREN if arguments.simulator == "brian2" else resource.RUSAGE_SELF
peak = resource.getrusage(who).ru_maxrss * 1024
measurement = dict(
    benchmark=arguments.benchmark, simulator=arguments.simulator, threads=arguments.threads, run=0, neurons=neurons,
    biologicalSeconds=arguments.duration, warmupSeconds=arguments.warmup, peakBytes=peak,
    rate=result.pop("spikes") / (neurons * arguments.duration), **result)
sys.stdout.flush()
os.write(stdout, (json.dumps(measurement) + "\n").encode())

"""A benchmark network in Brian2, compiled to C++ ("standalone"): exact propagators on a grid of 0.1 ms.

In Brian2, voltage jumps come after the threshold test of a step, so delays are one step shorter.
"""

import tempfile

import numpy
from brian2 import (
    BinomialFunction, Network, NeuronGroup, SpikeMonitor, Synapses, defaultclock, device, ms, prefs, set_device)

MODELS = {
    "delta": "dv/dt = (rest + bias - v) / tau : 1 (unless refractory)\nbias : 1 (constant)",
    "exponential": """dv/dt = (rest + current_0 + current_1 - v) / tau : 1 (unless refractory)
        dcurrent_0/dt = -current_0 / tau_0 : 1
        dcurrent_1/dt = -current_1 / tau_1 : 1""",
}


def run(network, threads, duration, warmup, exact):
    set_device("cpp_standalone", build_on_run=False)
    prefs.devices.cpp_standalone.openmp_threads = threads if threads > 1 else 0
    defaultclock.dt = 0.1 * ms
    objects = build(network, numpy.random.default_rng(1))
    monitor = SpikeMonitor(objects[0], record=False)
    simulation = Network(objects + [monitor])
    monitor.active = False
    simulation.run(warmup * ms)
    monitor.active = True
    simulation.run(duration * ms)
    with tempfile.TemporaryDirectory() as folder:
        device.build(directory=folder, compile=True, run=True)
        spikes = int(monitor.num_spikes)
        synapses = sum(len(item) for item in objects if isinstance(item, Synapses) and "w" in item.variables)
        # Time of the last run as measured by Brian2, without compilation, reading and writing.
        seconds = float(device._last_run_time)
    neurons = network["excitatory"] + network["inhibitory"]
    return dict(simulationSeconds=seconds, spikes=spikes, synapses=synapses,
                synapticEvents=round(spikes * synapses / neurons))


def build(network, random):
    """Returns the neurons, then all synapses."""
    excitatory, inhibitory = network["excitatory"], network["inhibitory"]
    names = dict(
        rest=network["rest"], tau=network["tau"] * ms, threshold=network["threshold"], reset_to=network["reset"])
    equations, reset = MODELS[network["model"]], "v = reset_to"
    if network["model"] == "exponential":
        names.update(tau_0=network["synaptic_taus"][0] * ms, tau_1=network["synaptic_taus"][1] * ms)
    if stdp := network.get("stdp"):
        equations += "".join(f"\nd{trace}/dt = -{trace} / tau_stdp : 1" for trace in ("spike_trace", "arrival_trace"))
        reset += "\nspike_trace += 1"
        names.update(
            tau_stdp=stdp["tau"] * ms, rate_stdp=stdp["learning_rate"], alpha=stdp["alpha"], largest=stdp["largest"])
    neurons = NeuronGroup(
        excitatory + inhibitory, equations, threshold="v >= threshold", reset=reset,
        refractory=network["refractory"] * ms, method="exact", namespace=names)
    neurons.v = random.uniform(*network["initial"], len(neurons))
    if bias := network.get("bias"):
        neurons.bias = random.normal(*bias, len(neurons))
    if drive := network.get("drive"):
        # Drawn as in PoissonInput, but without effect on refractory neurons.
        names["drive"] = BinomialFunction(drive["trains"], drive["rate"] * 1e-4)
        names["drive_weight"] = drive["weight"]
        neurons.run_regularly("v += drive_weight * drive() * int(not_refractory)", when="synapses")
    objects = [neurons]
    if network.get("stdp"):
        # The presynaptic trace arrives after the delay; one per neuron is enough, as all delays are equal.
        arrivals = Synapses(neurons, neurons, on_pre="arrival_trace_post += 1")
        arrivals.connect(j="i")
        arrivals.pre.delay = (network["delay"] - 0.1) * ms
        objects.append(arrivals)
    for kind, sources in enumerate((numpy.arange(excitatory), excitatory + numpy.arange(inhibitory))):
        targets = numpy.arange(len(neurons))
        if network.get("stdp") and kind == 0:
            objects.append(synapses(network, kind, neurons, sources, targets[:excitatory], random, plastic=True))
            targets = targets[excitatory:]
        objects.append(synapses(network, kind, neurons, sources, targets, random))
    return objects


def synapses(network, kind, neurons, sources, targets, random, plastic=False):
    if network["model"] == "exponential":
        deliver = f"current_{kind}_post += w"
    else:
        deliver = "v_post += w * int(not_refractory_post)"
    depress = "\nw -= alpha * rate_stdp * w * spike_trace_post" if plastic else ""
    group = Synapses(
        neurons, neurons, "w : 1", on_pre=deliver + depress,
        on_post="w += rate_stdp * (largest - w) * arrival_trace_pre" if plastic else None, namespace=neurons.namespace)
    if "probability" in network:
        chosen = [sources[random.random(len(sources)) < network["probability"]] for _ in targets]
        chosen = [row[row != target] for row, target in zip(chosen, targets)]
        i, j = numpy.concatenate(chosen), numpy.repeat(targets, [len(row) for row in chosen])
    else:
        degree = network["in_degrees"][kind]
        i, j = random.choice(sources, len(targets) * degree), numpy.repeat(targets, degree)
    group.connect(i=i, j=j)
    group.w = network["weights"][kind]
    group.pre.delay = (network["delay"] - 0.1) * ms
    return group

"""A benchmark network in NEST: exact propagators on a grid of 0.1 ms, or its models with precise spike times."""

import time

import nest


def run(network, threads, duration, warmup, exact):
    nest.set_verbosity("M_ERROR")
    nest.ResetKernel()
    nest.set(resolution=0.1, local_num_threads=threads, rng_seed=1, print_time=False)
    start = time.perf_counter()
    neurons, inhibitory = build_neurons(network, exact)
    excitatory = neurons[:network["excitatory"]]
    connect(network, excitatory, inhibitory, neurons)
    if drive := network.get("drive"):
        # One generator connected to all neurons gives each an independent spike train.
        source = nest.Create(
            "poisson_generator_ps" if exact else "poisson_generator", params={"rate": drive["trains"] * drive["rate"]})
        nest.Connect(source, neurons, syn_spec={"weight": drive["weight"], "delay": network["delay"]})
    nest.Prepare()
    built = time.perf_counter()
    nest.Run(warmup)
    began = time.perf_counter()
    nest.Run(duration)
    # NEST resets the spike counter at the start of every run.
    seconds, spikes = time.perf_counter() - began, nest.local_spike_counter
    nest.Cleanup()
    generators = 1 if network.get("drive") else 0
    synapses = nest.num_connections - generators * len(neurons)
    return dict(
        buildSeconds=built - start, simulationSeconds=seconds, spikes=spikes, synapses=synapses,
        synapticEvents=round(spikes * synapses / len(neurons)))


def build_neurons(network, exact):
    parameters = dict(
        tau_m=network["tau"], E_L=network["rest"], V_th=network["threshold"], V_reset=network["reset"],
        t_ref=network["refractory"], C_m=200.0, V_m=nest.random.uniform(*network["initial"]))
    model = "iaf_psc_delta"
    if network["model"] == "exponential":
        model = "iaf_psc_exp"
        parameters["tau_syn_ex"], parameters["tau_syn_in"] = network["synaptic_taus"]
    if bias := network.get("bias"):
        resistance = network["tau"] / 200.0
        parameters["I_e"] = nest.random.normal(bias[0] / resistance, bias[1] / resistance)
    if stdp := network.get("stdp"):
        parameters["tau_minus"] = stdp["tau"]
    count = network["excitatory"] + network["inhibitory"]
    neurons = nest.Create(model + ("_ps" if exact else ""), count, params=parameters)
    return neurons, neurons[network["excitatory"]:]


def connect(network, excitatory, inhibitory, neurons):
    # NEST takes weights of current synapses in pA: mV times C_m / tau_m.
    scale = 200.0 / network["tau"] if network["model"] == "exponential" else 1.0
    for kind, sources in enumerate((excitatory, inhibitory)):
        synapse = dict(synapse_model="static_synapse", weight=network["weights"][kind] * scale, delay=network["delay"])
        if "probability" in network:
            rule = dict(rule="pairwise_bernoulli", p=network["probability"], allow_autapses=False)
        else:
            rule = dict(rule="fixed_indegree", indegree=network["in_degrees"][kind])
        stdp = network.get("stdp")
        if stdp and kind == 0:
            plastic = dict(
                synapse, synapse_model="stdp_synapse", tau_plus=stdp["tau"], alpha=stdp["alpha"], mu_plus=1.0,
                mu_minus=1.0, Wmax=stdp["largest"])
            # `lambda` is a keyword of Python, so it cannot be an argument of dict().
            plastic["lambda"] = stdp["learning_rate"]
            nest.Connect(sources, excitatory, rule, plastic)
            nest.Connect(sources, inhibitory, rule, synapse)
        else:
            nest.Connect(sources, neurons, rule, synapse)

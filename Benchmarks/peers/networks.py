"""The parameters of the benchmark networks, the same as in the files in networks/.

Times in ms, potentials in mV, rates in Hz.
"""

OSCILLATORS = dict(
    tau=20.0, rest=-49.0, threshold=-50.0, reset=-60.0, refractory=5.0, initial=(-60.0, -50.0), delay=0.1)
SMALL = dict(OSCILLATORS, excitatory=3200, inhibitory=800, probability=0.02)
EXPONENTIAL = dict(model="exponential", weights=(1.62, -9.0), synaptic_taus=(5.0, 10.0))

BRUNEL = dict(
    model="delta", excitatory=10000, inhibitory=2500, in_degrees=(1000, 250), tau=20.0, rest=0.0, threshold=20.0,
    reset=10.0, refractory=2.0, initial=(0.0, 20.0), weights=(0.1, -0.5), delay=1.5,
    drive=dict(trains=1000, rate=20.0, weight=0.1))

NETWORKS = {
    "brunel-delta": BRUNEL,
    "brunel-stdp": dict(BRUNEL, stdp=dict(tau=20.0, learning_rate=0.01, alpha=2.02, largest=0.3)),
    "sparse-wave": dict(
        model="delta", excitatory=80000, inhibitory=20000, in_degrees=(80, 20), tau=20.0, rest=0.0, threshold=20.0,
        reset=10.0, refractory=2.0, initial=(0.0, 20.0), weights=(0.5, -2.0), delay=1.5, bias=(14.0, 3.0)),
    "brette-4": dict(SMALL, model="delta", weights=(0.25, -2.25)),
    "cuba": dict(SMALL, **EXPONENTIAL),
    "cuba-large": dict(OSCILLATORS, **EXPONENTIAL, excitatory=16000, inhibitory=4000, in_degrees=(64, 16)),
}

import Statistics

/// The response of a membrane at rest to an exponential current of size 1:
///
///     tau dP/dt = I - P,   tau_s dI/dt = -I,   P(0) = 0,  I(0) = 1
///     P(t) = tau_s / (tau_s - tau) (e^{-t/tau_s} - e^{-t/tau}),    (t/tau) e^{-t/tau} where both are equal
///
/// Below the difference is written as a product, which loses no precision where the time constants are close:
///
///     P(t) = (t/tau) e^{-t/tau_x} (1 - e^{-x}) / x,   x = |t/tau - t/tau_s|
///
/// tau_x is the longer of the two for t > 0 and the shorter for t < 0, so that nothing overflows before P does.
enum CurrentResponse {
  /// P(t), also for t < 0.
  static func potential(membrane: Double, synaptic: Double, after time: Double) -> Double {
    let x = abs(time / membrane - time / synaptic)
    let decay = Math.exp(-time / (time < 0 ? min(synaptic, membrane) : max(synaptic, membrane)))
    return time / membrane * decay * (x == 0 ? 1 : -Math.expm1(-x) / x)
  }
}

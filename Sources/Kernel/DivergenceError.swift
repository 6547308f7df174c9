/// The error for a state or a loss that has left the finite numbers, so that a run has no meaning from there on.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
  /// The quantity that is not finite, such as "the loss of unit 2".
  public var quantity: String
  /// A likely cause, as a clause.
  public var cause: String
  /// The component in which it happened, such as "model 'hierarchy'"; nil if it is not known yet.
  public var owner: String?
  public var time: SimulationTime?

  public init(_ quantity: String, cause: String, owner: String? = nil, at time: SimulationTime? = nil) {
    self.quantity = quantity
    self.cause = cause
    self.owner = owner
    self.time = time
  }

  public var description: String {
    let place = [time.map { "stopped at \($0)" }, owner.map { "in \($0)" }].compactMap { $0 }.joined(separator: " ")
    return (place.isEmpty ? "" : place + ": ") + "\(quantity) is no longer a finite number; \(cause)"
  }
}

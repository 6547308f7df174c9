import Kernel
extension CompetitiveProjection { public func save(into state: inout StateWriter) {}
  public func restore(from state: StateReader) throws {} }
extension SpikingNetwork { public func save(into state: inout StateWriter) {}
  public func restore(from state: StateReader) throws {} }
extension WeightOperatorComponent { func save(into state: inout StateWriter) {}
  func restore(from state: StateReader) throws {} }

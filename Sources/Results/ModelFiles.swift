import Spiking

/// Files of a clocked model in a run folder: `<model>.curves.csv`, a tidy table, and `<model>.model.h5` with its
/// parameters, `/parameters/<name>`.
enum ModelFiles {
  static let suffixes = [".curves.csv", ".model.h5"]

  static func write(_ model: RunSummary.Model, to folder: String) throws {
    let stem = "\(folder)/\(FileName.safe(model.name))"
    let table = try TextFile(creating: stem + suffixes[0])
    try table.write("curve,series,x,y\n")
    for curve in model.outcome.curves {
      for (label, points) in curve.series {
        for point in points { try table.write("\(curve.name),\(CSV.field(label)),\(point.x),\(point.y)\n") }
      }
    }
    try table.close()
    let file = try HDF5File(creating: stem + suffixes[1])
    let group = try file.createGroup("parameters")
    for (name, values) in model.outcome.parameters { try group.write(name, values) }
    try file.close()
  }
}

import Files
import HDF5
import Kernel
import Simulation

/// Writes the results of a component as files for other programs: `<name>.curves.csv` with all curves in tidy form,
/// `<name>.<table>.csv` for each table, and `<name>.model.h5` with one dataset per parameter array, of its shape, under
/// `/parameters`.
enum OutcomeFiles {
  /// - Returns: the names of the files.
  static func write(_ component: RunSummary.Component, to folder: String) throws -> [String] {
    let stem = FileName.safe(component.name)
    var files: [String] = []
    let curves = component.curves
    if !curves.isEmpty {
      files.append("\(stem).curves.csv")
      let table = try TextFile(creating: "\(folder)/\(stem).curves.csv")
      try table.write("curve,series,x,y\n")
      for curve in curves {
        for series in curve.series {
          for point in series.points {
            try table.write("\(curve.name),\(CSV.field(series.label)),\(point.x),\(point.y)\n")
          }
        }
      }
      try table.close()
    }
    for table in component.tables {
      let name = "\(stem).\(FileName.safe(table.name)).csv"
      files.append(name)
      let lines = ([table.columns] + table.rows).map(CSV.line)
      try TextFile.write(lines.joined(), to: "\(folder)/\(name)")
    }
    let arrays = component.parameters
    guard !arrays.isEmpty else { return files }
    files.append("\(stem).model.h5")
    let file = try HDF5File(creating: "\(folder)/\(stem).model.h5")
    let root = try file.createGroup("parameters")
    for array in arrays {
      // The name is a path, whose groups are created here.
      var parts = array.name.split(separator: "/").map(String.init)
      let last = parts.popLast() ?? array.name
      let group = try parts.reduce(root) { try $0.contains($1) ? $0.group($1) : $0.createGroup($1) }
      try group.write(last, array.values, shape: array.shape)
    }
    try file.close()
    return files
  }
}

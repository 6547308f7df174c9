import CHDF5
import Files

/// A numeric type that datasets and attributes can hold.
public protocol HDF5Element: BitwiseCopyable, Sendable {
  /// HDF5's identifier of the type in memory.
  static var memoryType: Int64 { get }
  static var zero: Self { get }
}

extension Double: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_double() } }
extension Float: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_float() } }
extension UInt64: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_uint64() } }
extension UInt32: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_uint32() } }
extension UInt8: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_uint8() } }
extension Int32: HDF5Element { public static var memoryType: Int64 { gyrus_h5t_int32() } }

/// A type, space or property list of HDF5, closed when it is no longer used.
final class HDF5Handle {
  let id: hid_t
  private let closing: (hid_t) -> herr_t

  init(_ path: String, _ action: String, close: @escaping (hid_t) -> herr_t, open: () -> hid_t) throws {
    id = try HDF5.call(path, action, open)
    closing = close
  }

  deinit { HDF5.attempt { closing(id) } }
}

/// A dataset of one or two dimensions, addressed by rows. HDF5 converts between the type in the file and `Element`.
public final class HDF5Dataset<Element: HDF5Element> {
  private let id: hid_t
  public let name: String
  private let path: String
  private let file: HDF5File?
  private var isOpen = true

  init(id: hid_t, name: String, path: String, file: HDF5File?) {
    self.id = id
    self.name = name
    self.path = path
    self.file = file
  }

  deinit {
    if isOpen { HDF5.attempt { H5Dclose(id) } }
  }

  /// Flushes HDF5's cache and closes the dataset.
  public func close() throws {
    guard isOpen else { return }
    isOpen = false
    try HDF5.call(path, "write '\(name)'") { H5Dclose(id) }
  }

  private func space() throws -> HDF5Handle {
    try HDF5Handle(path, "read the extent of '\(name)'", close: H5Sclose) { H5Dget_space(id) }
  }

  /// The number of rows, and of columns if there are two dimensions.
  public func extent() throws -> [Int] {
    let space = try space()
    let rank = try HDF5.call(path, "read the extent of '\(name)'") { H5Sget_simple_extent_ndims(space.id) }
    var extent = [hsize_t](repeating: 0, count: Int(rank))
    try HDF5.call(path, "read the extent of '\(name)'") { H5Sget_simple_extent_dims(space.id, &extent, nil) }
    return try extent.map { size in
      guard let size = Int(exactly: size) else {
        throw OutputError(path, "'\(name)' claims \(size) rows or columns; the file is damaged")
      }
      return size
    }
  }

  public var count: Int {
    get throws { try extent().first ?? 0 }
  }

  /// The type of the numbers in the file, such as "float64", "uint32", "int8".
  public func storedType() throws -> String {
    let type = try HDF5Handle(path, "read the type of '\(name)'", close: H5Tclose) { H5Dget_type(id) }
    let kind = H5T_class_t(try HDF5.call(path, "read the type of '\(name)'") { H5Tget_class(type.id).rawValue })
    let bits = 8 * (try HDF5.call(path, "read the type of '\(name)'") { H5Tget_size(type.id) })
    switch kind {
    case H5T_FLOAT: return "float\(bits)"
    case H5T_INTEGER:
      let sign = try HDF5.call(path, "read the type of '\(name)'") { H5Tget_sign(type.id).rawValue }
      return H5T_sign_t(sign) == H5T_SGN_NONE ? "uint\(bits)" : "int\(bits)"
    default: return "other"
    }
  }

  /// Appends whole rows.
  public func append(_ values: [Element]) throws { try values.withUnsafeBufferPointer { try append($0) } }

  public func append(_ values: UnsafeBufferPointer<Element>) throws {
    guard !values.isEmpty else { return }
    let old = try extent()
    let rows = values.count / max(old.dropFirst().reduce(1, *), 1)
    var grown = old.map { hsize_t($0) }
    grown[0] += hsize_t(rows)
    try HDF5.call(path, "extend '\(name)'") { H5Dset_extent(id, &grown) }
    let (fileSpace, memorySpace) = try selection(rows: old[0]..<(old[0] + rows))
    try HDF5.call(path, "write '\(name)'") {
      H5Dwrite(id, Element.memoryType, memorySpace.id, fileSpace.id, gyrus_h5p_default(), values.baseAddress)
    }
  }

  func writeAll(_ values: [Element]) throws {
    let all = gyrus_h5s_all()
    try HDF5.call(path, "write '\(name)'") {
      H5Dwrite(id, Element.memoryType, all, all, gyrus_h5p_default(), values)
    }
  }

  /// Reads all values, row-major.
  public func read() throws -> [Element] { try read(rows: 0..<count) }

  /// Reads a range of rows, row-major.
  public func read(rows: Range<Int>) throws -> [Element] {
    let extent = try extent()
    guard rows.lowerBound >= 0, rows.upperBound <= extent.first ?? 0 else {
      throw OutputError(path, "'\(name)' has \(extent.first ?? 0) rows; \(rows) cannot be read")
    }
    let count = HDF5.product([rows.count] + extent.dropFirst())
    let type = try HDF5Handle(path, "read the type of '\(name)'", close: H5Tclose) { H5Dget_type(id) }
    let stored = try HDF5.call(path, "read the type of '\(name)'") { H5Tget_size(type.id) }
    try HDF5.check(count, of: stored, inMemory: MemoryLayout<Element>.size, path, "'\(name)'")
    var values = [Element](repeating: .zero, count: count ?? 0)
    guard !values.isEmpty else { return values }
    try HDF5Storage(dataset: id, name: name, path: path, extent: extent, valueBytes: stored).check(rows: rows)
    let (fileSpace, memorySpace) = try selection(rows: rows)
    try HDF5.call(path, "read '\(name)'") {
      H5Dread(id, Element.memoryType, memorySpace.id, fileSpace.id, gyrus_h5p_default(), &values)
    }
    return values
  }

  private func selection(rows: Range<Int>) throws -> (file: HDF5Handle, memory: HDF5Handle) {
    let fileSpace = try space()
    let extent = try extent()
    var start = [hsize_t](repeating: 0, count: extent.count)
    start[0] = hsize_t(rows.lowerBound)
    var size = extent.map { hsize_t($0) }
    size[0] = hsize_t(rows.count)
    try HDF5.call(path, "select rows of '\(name)'") {
      H5Sselect_hyperslab(fileSpace.id, H5S_SELECT_SET, &start, nil, &size, nil)
    }
    let memorySpace = try HDF5Handle(path, "select rows of '\(name)'", close: H5Sclose) {
      H5Screate_simple(Int32(size.count), &size, nil)
    }
    return (fileSpace, memorySpace)
  }
}

extension HDF5Dataset: HDF5Attributed {
  public var location: (id: Int64, path: String) { (id, path) }
}

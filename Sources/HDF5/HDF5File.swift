import CHDF5
import Files
import Kernel

/// An HDF5 file or a group in it; both contain groups, datasets and attributes.
///
/// Every failing call throws ``OutputError`` with the file's name and HDF5's reason.
public class HDF5Group {
  let id: hid_t
  public let path: String
  /// Keeps the file open as long as the group is used.
  private let file: HDF5File?

  fileprivate init(id: hid_t, path: String, file: HDF5File?) {
    self.id = id
    self.path = path
    self.file = file
  }

  deinit {
    if file != nil { HDF5.attempt { H5Gclose(id) } }
  }

  private var owner: HDF5File? { file ?? (self as? HDF5File) }

  /// - Throws: ``OutputError``, also for an invalid name.
  @discardableResult
  public func createGroup(_ name: String) throws -> HDF5Group {
    guard !name.isEmpty, name != ".", !name.contains("/"), !name.contains("\0") else {
      throw OutputError(path, "cannot create group '\(name)': a name may not be empty, '.' or contain '/'")
    }
    let defaults = gyrus_h5p_default()
    let group = try HDF5.call(path, "create group '\(name)'") { H5Gcreate2(id, name, defaults, defaults, defaults) }
    return HDF5Group(id: group, path: path, file: owner)
  }

  public func group(_ name: String) throws -> HDF5Group {
    let group = try HDF5.call(path, "open group '\(name)'") { H5Gopen2(id, name, gyrus_h5p_default()) }
    return HDF5Group(id: group, path: path, file: owner)
  }

  public func contains(_ name: String) throws -> Bool {
    try HDF5.call(path, "look for '\(name)'") { H5Lexists(id, name, gyrus_h5p_default()) } > 0
  }

  /// The names of the groups and datasets inside, in alphabetical order.
  public func names() throws -> [String] {
    var info = H5G_info_t()
    try HDF5.call(path, "list a group") { H5Gget_info(id, &info) }
    var names: [String] = []
    // The number is what the file claims, so nothing is allocated for it in advance.
    for index in 0..<info.nlinks {
      func read(_ buffer: UnsafeMutablePointer<CChar>?, _ size: Int) throws -> Int {
        Int(
          try HDF5.call(path, "list a group") {
            H5Lget_name_by_idx(id, ".", H5_INDEX_NAME, H5_ITER_INC, index, buffer, size, gyrus_h5p_default())
          })
      }
      let length = try read(nil, 0)
      try HDF5.check(1, of: length, path, "the name of an entry")
      var bytes = [CChar](repeating: 0, count: length + 1)
      _ = try bytes.withUnsafeMutableBufferPointer { try read($0.baseAddress, $0.count) }
      names.append(String(decoding: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return names
  }

  /// A dataset that grows along its first dimension, in chunks.
  /// - Parameters:
  ///   - stored: the type in the file; nil: that in memory.
  ///   - columns: number of columns; nil for one dimension.
  ///   - isCompressed: use HDF5's shuffle and deflate filters, which not every reader of SONATA files supports.
  public func createGrowingDataset<Element: HDF5Element>(
    _ name: String, of type: Element.Type, storedAs stored: (any HDF5Element.Type)? = nil, columns: Int? = nil,
    chunkRows: Int, isCompressed: Bool = false
  ) throws -> HDF5Dataset<Element> {
    var extent = [hsize_t](arrayLiteral: 0) + (columns.map { [hsize_t($0)] } ?? [])
    var limit = extent
    limit[0] = gyrus_h5s_unlimited()
    let space = try HDF5Handle(path, "describe '\(name)'", close: H5Sclose) {
      H5Screate_simple(Int32(extent.count), &extent, &limit)
    }
    let properties = try HDF5Handle(path, "describe '\(name)'", close: H5Pclose) {
      H5Pcreate(gyrus_h5p_dataset_create())
    }
    var chunk = extent.map { max($0, 1) }
    chunk[0] = hsize_t(max(chunkRows, 1))
    try HDF5.call(path, "chunk '\(name)'") { H5Pset_chunk(properties.id, Int32(chunk.count), &chunk) }
    if isCompressed {
      try HDF5.call(path, "compress '\(name)'") { H5Pset_shuffle(properties.id) }
      try HDF5.call(path, "compress '\(name)'") { H5Pset_deflate(properties.id, 1) }
    }
    return try dataset(creating: name, storedAs: stored, space: space, properties: properties.id)
  }

  /// Writes a dataset of fixed size at once.
  /// - Parameter shape: the size of each dimension, the last one varying fastest; nil: one dimension.
  public func write<Element: HDF5Element>(_ name: String, _ values: [Element], shape: [Int]? = nil) throws {
    var extent = (shape ?? [values.count]).map { hsize_t($0) }
    guard extent.reduce(1, *) == hsize_t(values.count) else {
      throw OutputError(path, "cannot write '\(name)': \(values.count) values do not have the shape \(extent)")
    }
    let space = try HDF5Handle(path, "describe '\(name)'", close: H5Sclose) {
      H5Screate_simple(Int32(extent.count), &extent, nil)
    }
    let dataset: HDF5Dataset<Element> = try dataset(creating: name, space: space, properties: gyrus_h5p_default())
    if !values.isEmpty { try dataset.writeAll(values) }
    try dataset.close()
  }

  private func dataset<Element>(
    creating name: String, storedAs stored: (any HDF5Element.Type)? = nil, space: HDF5Handle, properties: hid_t
  ) throws -> HDF5Dataset<Element> {
    let defaults = gyrus_h5p_default()
    let dataset = try HDF5.call(path, "create dataset '\(name)'") {
      H5Dcreate2(id, name, (stored ?? Element.self).memoryType, space.id, defaults, properties, defaults)
    }
    return HDF5Dataset(id: dataset, name: name, path: path, file: owner)
  }

  public func dataset<Element: HDF5Element>(_ name: String, of type: Element.Type) throws -> HDF5Dataset<Element> {
    try HDF5ObjectHeader.check(name, in: id, path)
    let dataset = try HDF5.call(path, "open dataset '\(name)'") { H5Dopen2(id, name, gyrus_h5p_default()) }
    return HDF5Dataset(id: dataset, name: name, path: path, file: owner)
  }
}

extension HDF5Group: HDF5Attributed {
  public var location: (id: Int64, path: String) { (id, path) }
}

public final class HDF5File: HDF5Group {
  private var isOpen = true

  /// Creates a file; an existing one is replaced.
  public init(creating path: String) throws {
    let access = try HDF5File.access(path)
    let id = try HDF5.open(path, "create the file") {
      H5Fcreate(path, gyrus_h5f_create_anew(), gyrus_h5p_default(), access.id)
    }
    super.init(id: id, path: path, file: nil)
  }

  public init(reading path: String) throws {
    // HDF5 itself would wait for a fifo.
    do throws(InputFileError) { try InputFile.check(path) } catch { throw OutputError(path, error.message) }
    let access = try HDF5File.access(path)
    let id = try HDF5.open(path, "open the file") { H5Fopen(path, gyrus_h5f_read_only(), access.id) }
    super.init(id: id, path: path, file: nil)
  }

  /// Access settings with which closing the file also closes its open groups and datasets.
  private static func access(_ path: String) throws -> HDF5Handle {
    let access = try HDF5Handle(path, "prepare the file", close: H5Pclose) { H5Pcreate(gyrus_h5p_file_access()) }
    try HDF5.call(path, "prepare the file") { H5Pset_fclose_degree(access.id, H5F_CLOSE_STRONG) }
    return access
  }

  /// Flushes all data to the operating system.
  public func flush() throws {
    try HDF5.call(path, "write the file") { H5Fflush(id, H5F_SCOPE_LOCAL) }
  }

  /// Writes all remaining data and closes the file. Without this call a full disk can go unnoticed. Close datasets
  /// first.
  public func close() throws {
    guard isOpen else { return }
    try flush()
    isOpen = false
    try HDF5.call(path, "close the file") { gyrus_h5f_close(id) }
  }

  deinit {
    if isOpen { HDF5.attempt { gyrus_h5f_close(id) } }
  }
}

import CHDF5
import CZlib
import Files

/// Compares what a dataset claims to hold with what the file holds, before HDF5 reads it.
///
/// HDF5 1.10 trusts the file: where a chunk unpacks to fewer bytes than the dimensions of a chunk claim, it goes on
/// reading the memory behind it. So each chunk is unpacked here first, and only its bytes are counted.
struct HDF5Storage {
  let dataset: hid_t
  let name: String
  let path: String
  /// Size of the dataset in each dimension.
  let extent: [Int]
  /// Size of a value in the file.
  let valueBytes: Int

  /// - Parameter rows: the rows that are going to be read.
  /// - Throws: ``OutputError`` if they are not all there, or are stored in a way that cannot be checked.
  func check(rows: Range<Int>) throws {
    let properties = try HDF5Handle(path, "read the layout of '\(name)'", close: H5Pclose) {
      H5Dget_create_plist(dataset)
    }
    let layout = H5D_layout_t(try call { H5Pget_layout(properties.id).rawValue })
    switch layout {
    case H5D_CHUNKED: try checkChunks(properties, rows: rows)
    case H5D_CONTIGUOUS, H5D_COMPACT:
      guard try call({ H5Pget_external_count(properties.id) }) == 0 else { throw unreadable("in other files") }
      let stored = hsize_t(bitPattern: try call { Int64(bitPattern: H5Dget_storage_size(dataset)) })
      let claimed = HDF5.product(extent + [valueBytes])
      // A dataset without storage has its fill value everywhere.
      guard stored == 0 && layout == H5D_CONTIGUOUS || claimed.map({ hsize_t($0) <= stored }) == true else {
        throw damaged("it holds \(stored) bytes, fewer than the file claims")
      }
    default: throw unreadable("as a view of other datasets")
    }
  }

  private func checkChunks(_ properties: HDF5Handle, rows: Range<Int>) throws {
    var options: UInt32 = 0
    try call { H5Pget_chunk_opts(properties.id, &options) }
    guard options == 0 else { throw unreadable("in chunks of which only whole ones are packed") }
    var chunk = [hsize_t](repeating: 0, count: extent.count)
    let rank = try call { H5Pget_chunk(properties.id, Int32(chunk.count), &chunk) }
    guard Int(rank) == extent.count, chunk.allSatisfy({ $0 > 0 && $0 <= UInt32.max }) else {
      throw damaged("its chunks do not have \(extent.count) dimensions")
    }
    let steps = chunk.map { Int($0) }
    let chunkBytes = HDF5.product(steps + [valueBytes])
    try HDF5.check(chunkBytes, of: 1, path, "'\(name)'")
    let filters = try filters(properties)

    // All chunks that hold a part of the rows, the last dimension varying fastest.
    var corner = [Int](repeating: 0, count: extent.count)
    corner[0] = rows.lowerBound / steps[0] * steps[0]
    let start = corner
    let end = [rows.upperBound] + extent.dropFirst()
    while corner[0] < end[0] {
      try checkChunk(at: corner.map { hsize_t($0) }, holds: chunkBytes ?? 0, filters)
      for dimension in corner.indices.reversed() {
        corner[dimension] += steps[dimension]
        guard dimension > 0, corner[dimension] >= end[dimension] else { break }
        corner[dimension] = start[dimension]
      }
    }
  }

  private func checkChunk(at corner: [hsize_t], holds expected: Int, _ filters: [Filter]) throws {
    var size: hsize_t = 0
    try call { H5Dget_chunk_storage_size(dataset, corner, &size) }
    // A chunk that was never written has the fill value.
    guard size > 0 else { return }
    try HDF5.check(Int(exactly: size), of: 1, path, "'\(name)'")
    var skipped: UInt32 = 0
    var stored = [UInt8](repeating: 0, count: Int(size))
    if !filters.isEmpty {
      try call { H5Dread_chunk(dataset, gyrus_h5p_default(), corner, &skipped, &stored) }
    }
    var unpacked = stored.count
    for (index, filter) in filters.enumerated().reversed() where skipped & (1 << UInt32(index)) == 0 {
      switch filter {
      case .shuffle: break
      case .checksum: unpacked -= 4
      case .deflate: unpacked = inflatedBytes(stored.prefix(max(unpacked, 0)), atMost: expected + 4)
      }
    }
    guard unpacked == expected else {
      throw damaged("a chunk that should have \(expected) bytes has \(max(unpacked, 0))")
    }
  }

  private enum Filter { case shuffle, checksum, deflate }

  /// The filters in the order in which they were applied when the file was written.
  private func filters(_ properties: HDF5Handle) throws -> [Filter] {
    let count = try call { H5Pget_nfilters(properties.id) }
    let filters = try (0..<UInt32(count)).map { index in
      var (flags, values, configuration): (UInt32, Int, UInt32) = (0, 0, 0)
      let number = try call {
        H5Pget_filter2(properties.id, index, &flags, &values, nil, 0, nil, &configuration)
      }
      switch number {
      case H5Z_FILTER_DEFLATE: return Filter.deflate
      case H5Z_FILTER_SHUFFLE: return .shuffle
      case H5Z_FILTER_FLETCHER32: return .checksum
      default: throw unreadable("with HDF5's filter \(number)")
      }
    }
    guard filters.count(where: { $0 == .deflate }) < 2 else { throw unreadable("packed twice") }
    return filters
  }

  /// The number of bytes to which zlib unpacks, without keeping them; 0 if they are not a zlib stream.
  private func inflatedBytes(_ packed: ArraySlice<UInt8>, atMost limit: Int) -> Int {
    var packed = packed
    return packed.withUnsafeMutableBufferPointer { packed in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { part in
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return 0 }
        defer { inflateEnd(&stream) }
        stream.next_in = packed.baseAddress
        stream.avail_in = UInt32(packed.count)
        var status = Z_OK
        while status == Z_OK, Int(stream.total_out) <= limit {
          stream.next_out = part.baseAddress
          stream.avail_out = UInt32(part.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        return status == Z_STREAM_END ? Int(stream.total_out) : 0
      }
    }
  }

  @discardableResult
  private func call<Result: SignedInteger & Sendable>(_ body: () -> Result) throws -> Result {
    try HDF5.call(path, "read the layout of '\(name)'", body)
  }

  private func damaged(_ problem: String) -> OutputError {
    OutputError(path, "'\(name)' cannot be read: \(problem); it is damaged")
  }

  private func unreadable(_ how: String) -> OutputError {
    OutputError(
      path,
      """
      '\(name)' cannot be read: it is stored \(how); datasets in one piece or in chunks, with the filters gzip, \
      shuffle and fletcher32, can be read. `h5repack -f GZIP=1` converts the file
      """)
  }
}

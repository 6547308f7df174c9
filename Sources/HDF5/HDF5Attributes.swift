import CHDF5
import Files

/// An HDF5 object that has attributes: a file, group or dataset.
public protocol HDF5Attributed {
  /// HDF5's identifier of the object, and the file's path for messages.
  var location: (id: Int64, path: String) { get }
}

/// A value of an enumeration stored as uint8, with the names that the file defines for the values.
public struct HDF5Enumeration: Equatable, Sendable {
  public var members: [String]
  public var value: UInt8

  public init(members: [String], value: UInt8) {
    self.members = members
    self.value = value
  }

  /// The name of the value.
  public var name: String? { Int(value) < members.count ? members[Int(value)] : nil }
}

extension HDF5Attributed {
  /// Writes a scalar.
  public func setAttribute<Element: HDF5Element>(_ name: String, _ value: Element) throws {
    try write(name, type: Element.memoryType, extent: nil, [value])
  }

  /// Writes a one-dimensional array.
  public func setAttribute<Element: HDF5Element>(_ name: String, _ values: [Element]) throws {
    try write(name, type: Element.memoryType, extent: values.count, values)
  }

  /// Writes a scalar string of fixed length in UTF-8.
  public func setAttribute(_ name: String, _ text: String) throws {
    let type = try stringType(name)
    let bytes = Array(text.utf8) + [0]
    try HDF5.call(location.path, "describe '\(name)'") { H5Tset_size(type.id, bytes.count) }
    try HDF5.call(location.path, "describe '\(name)'") { H5Tset_cset(type.id, H5T_CSET_UTF8) }
    try write(name, type: type.id, extent: nil, bytes)
  }

  /// Writes a scalar of an enumeration stored as uint8, whose members are numbered from 0.
  public func setAttribute(_ name: String, _ value: HDF5Enumeration) throws {
    let path = location.path
    let type = try HDF5Handle(path, "describe '\(name)'", close: H5Tclose) { H5Tenum_create(gyrus_h5t_uint8()) }
    for (index, member) in value.members.enumerated() {
      var number = UInt8(truncatingIfNeeded: index)
      try HDF5.call(path, "describe '\(name)'") { H5Tenum_insert(type.id, member, &number) }
    }
    try write(name, type: type.id, extent: nil, [value.value])
  }

  public func hasAttribute(_ name: String) throws -> Bool {
    try HDF5.call(location.path, "look for attribute '\(name)'") { H5Aexists(location.id, name) } > 0
  }

  /// The values of a numeric attribute; a scalar gives one value.
  package func attribute<Element: HDF5Element>(_ name: String, of type: Element.Type) throws -> [Element] {
    let attribute = try open(name)
    let count = try count(of: attribute, name)
    let stored = try HDF5Handle(location.path, "read attribute '\(name)'", close: H5Tclose) {
      H5Aget_type(attribute.id)
    }
    try HDF5.check(
      count, of: try size(of: stored), inMemory: MemoryLayout<Element>.size, location.path, "attribute '\(name)'")
    var values = [Element](repeating: .zero, count: count)
    guard count > 0 else { return values }
    try HDF5.call(location.path, "read attribute '\(name)'") { H5Aread(attribute.id, Element.memoryType, &values) }
    return values
  }

  /// The text of a string attribute, of fixed or of variable length.
  public func textAttribute(_ name: String) throws -> String {
    let path = location.path
    let attribute = try open(name)
    let type = try HDF5Handle(path, "read attribute '\(name)'", close: H5Tclose) { H5Aget_type(attribute.id) }
    guard try kind(of: type) == H5T_STRING, try count(of: attribute, name) == 1 else {
      throw OutputError(path, "attribute '\(name)' is not a text")
    }
    if try HDF5.call(path, "read attribute '\(name)'", { H5Tis_variable_str(type.id) }) > 0 {
      var text: UnsafeMutablePointer<CChar>?
      try HDF5.call(path, "read attribute '\(name)'") { H5Aread(attribute.id, type.id, &text) }
      defer { HDF5.attempt { H5free_memory(text) } }
      return text.map { String(cString: $0) } ?? ""
    }
    let length = try size(of: type)
    try HDF5.check(1, of: length, path, "attribute '\(name)'")
    var bytes = [UInt8](repeating: 0, count: length)
    try HDF5.call(path, "read attribute '\(name)'") { H5Aread(attribute.id, type.id, &bytes) }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// An enumeration stored as uint8, with its members in the order of their numbers; nil if the attribute has another
  /// type.
  public func enumerationAttribute(_ name: String) throws -> HDF5Enumeration? {
    let path = location.path
    let attribute = try open(name)
    let type = try HDF5Handle(path, "read attribute '\(name)'", close: H5Tclose) { H5Aget_type(attribute.id) }
    guard try kind(of: type) == H5T_ENUM, try size(of: type) == 1, try count(of: attribute, name) == 1 else {
      return nil
    }
    var value: UInt8 = 0
    try HDF5.call(path, "read attribute '\(name)'") { H5Aread(attribute.id, type.id, &value) }
    let count = try HDF5.call(path, "read attribute '\(name)'") { H5Tget_nmembers(type.id) }
    var members: [(number: UInt8, name: String)] = []
    for index in 0..<UInt32(count) {
      var number: UInt8 = 0
      try HDF5.call(path, "read attribute '\(name)'") { H5Tget_member_value(type.id, index, &number) }
      var text: UnsafeMutablePointer<CChar>?
      HDF5.attempt {
        text = H5Tget_member_name(type.id, index)
        return 0
      }
      guard let text else { continue }
      members.append((number, String(cString: text)))
      HDF5.attempt { H5free_memory(text) }
    }
    return HDF5Enumeration(members: members.sorted { $0.number < $1.number }.map(\.name), value: value)
  }

  /// The number of values of an attribute.
  private func count(of attribute: HDF5Handle, _ name: String) throws -> Int {
    let space = try HDF5Handle(location.path, "read attribute '\(name)'", close: H5Sclose) {
      H5Aget_space(attribute.id)
    }
    return Int(
      try HDF5.call(location.path, "read attribute '\(name)'") { H5Sget_simple_extent_npoints(space.id) })
  }

  private func kind(of type: HDF5Handle) throws -> H5T_class_t {
    H5T_class_t(try HDF5.call(location.path, "read a type") { H5Tget_class(type.id).rawValue })
  }

  private func size(of type: HDF5Handle) throws -> Int {
    try HDF5.call(location.path, "read a type") { H5Tget_size(type.id) }
  }

  private func open(_ name: String) throws -> HDF5Handle {
    try HDF5Handle(location.path, "open attribute '\(name)'", close: H5Aclose) {
      H5Aopen(location.id, name, gyrus_h5p_default())
    }
  }

  private func stringType(_ name: String) throws -> HDF5Handle {
    try HDF5Handle(location.path, "describe '\(name)'", close: H5Tclose) { H5Tcopy(gyrus_h5t_c_string()) }
  }

  private func write<Element: BitwiseCopyable>(_ name: String, type: hid_t, extent: Int?, _ values: [Element]) throws {
    let path = location.path
    let space = try HDF5Handle(path, "describe '\(name)'", close: H5Sclose) {
      guard let extent else { return H5Screate(H5S_SCALAR) }
      var size = hsize_t(extent)
      return H5Screate_simple(1, &size, nil)
    }
    let attribute = try HDF5Handle(path, "create attribute '\(name)'", close: H5Aclose) {
      H5Acreate2(location.id, name, type, space.id, gyrus_h5p_default(), gyrus_h5p_default())
    }
    try HDF5.call(path, "write attribute '\(name)'") { H5Awrite(attribute.id, type, values) }
  }
}

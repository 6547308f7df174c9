import Glibc

/// An array of fixed size outside Swift's heap, on 2 MiB pages if it is large: synapse rows are read in random order,
/// and with small pages each would cost a TLB miss.
final class LargeArray<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  init(count: Int, zeroed: Bool = false) {
    self.count = count
    let bytes = max(1, count * MemoryLayout<Element>.stride)
    let page = 1 << 21
    // The C macro MADV_HUGEPAGE is not imported into Swift.
    let hugePages: Int32 = 14
    var memory: UnsafeMutableRawPointer?
    posix_memalign(&memory, bytes >= page ? page : 64, bytes)
    guard let memory else { preconditionFailure("out of memory: \(bytes) bytes for synapses") }
    if bytes >= page { madvise(memory, bytes, hugePages) }
    if zeroed { memset(memory, 0, bytes) }
    base = memory.bindMemory(to: Element.self, capacity: count)
  }

  convenience init(copying elements: [Element]) {
    self.init(count: elements.count)
    _ = buffer.initialize(from: elements)
  }

  convenience init(copying other: LargeArray<Element>) {
    self.init(count: other.count)
    base.initialize(from: other.base, count: other.count)
  }

  deinit { free(base) }

  var buffer: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }
}

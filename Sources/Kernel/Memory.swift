import Glibc

/// The memory that this process may use.
package enum Memory {
  /// The memory of the machine, or the limit of this process's address space (`ulimit -v`) if that is lower; in bytes.
  /// What a file claims to need is compared with it before it is allocated.
  package static var mostBytes: Int {
    let installed = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return installed }
    return Int(min(UInt64(limit.rlim_cur), UInt64(installed)))
  }

  /// An amount of memory in words, such as "20480 MiB".
  package static func text(_ bytes: Int) -> String { "\(bytes >> 20) MiB" }
}

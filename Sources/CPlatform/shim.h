// Functions of the processor and the system that are not available in Swift.
#include <linux/futex.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Prefetches the cache line at `address`.
static inline void platform_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// Square root that the compiler can vectorise; Swift's own cannot be, as it reports errors.
static inline float platform_square_root(float x) { return __builtin_elementwise_sqrt(x); }

// Tells the processor that this thread waits in a loop: it saves power and leaves the core to its other thread.
static inline void platform_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

// A clock that never goes back; reading it needs no system call.
static inline uint64_t platform_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// Puts this thread to sleep if the number at `address` is `value`, until another thread wakes it. It may also return
// without a reason, so the caller must check the number again.
static inline void platform_sleep(void *address, uint32_t value) {
  syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, value, (void *)0, (void *)0, 0);
}

// Wakes all threads of this process that sleep at `address`.
static inline void platform_wake(void *address) {
  syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, 0x7fffffff, (void *)0, (void *)0, 0);
}

// The number of processors this thread may use; a large number if the system does not report it.
static inline int platform_processors(void) {
  unsigned long allowed[1024] = {0};
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof allowed, allowed);
  int count = 0;
  if (bytes <= 0) return 1 << 30;
  for (unsigned long k = 0; k < (unsigned long)bytes / sizeof allowed[0]; k++) count += __builtin_popcountl(allowed[k]);
  return count;
}

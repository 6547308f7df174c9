// Functions of the processor and the system that are not available in Swift.
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <spawn.h>
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

// Declared by the system only with _GNU_SOURCE, which a module cannot set for headers of another module.
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
extern char **environ;

// Starts a program, found on the search path, in a process group of its own: all it starts can be killed together, and
// Ctrl-C reaches it only through this program. It reads nothing, inherits no open files but the two given ones (-1:
// what it writes there is dropped), and starts with no signal blocked. Returns 0 or an error number.
static inline int platform_start(pid_t *child, const char *program, char *const *arguments, const char *folder,
                                 int output, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  int result = posix_spawn_file_actions_init(&actions);
  if (result != 0) return result;
  result = posix_spawnattr_init(&attributes);
  if (result != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return result;
  }
  result = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  if (result == 0)
    result = output < 0 ? posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
                        : posix_spawn_file_actions_adddup2(&actions, output, 1);
  if (result == 0)
    result = errors < 0 ? posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
                        : posix_spawn_file_actions_adddup2(&actions, errors, 2);
  if (result == 0) result = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (result == 0 && folder != 0) result = posix_spawn_file_actions_addchdir_np(&actions, folder);
  sigemptyset(&none);
  if (result == 0) result = posix_spawnattr_setsigmask(&attributes, &none);
  if (result == 0) result = posix_spawnattr_setpgroup(&attributes, 0);
  if (result == 0) result = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  if (result == 0) result = posix_spawnp(child, program, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

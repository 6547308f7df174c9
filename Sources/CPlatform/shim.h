// Functions of the processor and the system that Swift does not provide.

// Prefetches the cache line at `address`.
static inline void platform_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// Square root that the compiler can vectorise; Swift's own cannot be, as it reports errors.
static inline float platform_square_root(float x) { return __builtin_elementwise_sqrt(x); }

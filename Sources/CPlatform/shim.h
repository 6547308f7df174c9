// What the processor and the system offer and Swift does not spell.

// Asks for the cache line at `address` to be fetched soon.
static inline void platform_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

// A root that a loop can take of many numbers at once; that of Swift reports errors, one by one.
static inline float platform_square_root(float x) { return __builtin_elementwise_sqrt(x); }

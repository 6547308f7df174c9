// What the processor and the system offer and Swift does not spell.

// Asks for the cache line at `address` to be fetched soon.
static inline void platform_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

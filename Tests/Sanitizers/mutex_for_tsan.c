/* Tells the thread sanitizer of the standard library's Mutex, which otherwise is a race to it.

   A lock that nobody holds is taken and given back by atomics in our own code, which the sanitizer sees. One
   that somebody waits for is handed over by the kernel, inside libswiftSynchronization, which was not built
   for the sanitizer. Loaded in front of that library (LD_PRELOAD, see tsan.sh), the functions below do the
   same work and say that it was done. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

/* Absent in programs that were not built for the sanitizer, such as the package manager itself. */
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

/* Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow(), whose `self` is the handle. */
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define HANDLE __attribute__((swift_context)) void *handle

typedef __attribute__((swiftcall)) void (*lock_function)(uint32_t thread, HANDLE);
typedef __attribute__((swiftcall)) void (*unlock_function)(HANDLE);

__attribute__((swiftcall)) void seen_lock(uint32_t thread, HANDLE) __asm__(LOCK);
__attribute__((swiftcall)) void seen_unlock(HANDLE) __asm__(UNLOCK);

__attribute__((swiftcall)) void seen_lock(uint32_t thread, HANDLE) {
  ((lock_function)dlsym(RTLD_NEXT, LOCK))(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void seen_unlock(HANDLE) {
  if (__tsan_release) __tsan_release(handle);
  ((unlock_function)dlsym(RTLD_NEXT, UNLOCK))(handle);
}

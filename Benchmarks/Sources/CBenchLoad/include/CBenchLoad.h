#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Clients of a daemon's Unix socket that are cheap beside it: they share the processor with what they
/// measure.

/// A connection; -1 where nobody listens.
int bench_connect(const char *path);
void bench_close(int socket);

/// Sends a request, receives its reply to the last line (OK, PONG or ERR), and gives the nanoseconds between;
/// -1 where the connection ended. As much of the reply as fits is left in `reply`, its length in
/// `reply_count`.
int64_t bench_ask(
    int socket, const void *request, size_t count, char *reply, size_t capacity, size_t *reply_count);

enum bench_manner {
  /// Sends the bytes over and over and takes the replies.
  BENCH_READING,
  /// Sends them over and over, as far as they are taken, and reads nothing.
  BENCH_NEVER_READING,
  /// Sends them once and waits.
  BENCH_SILENT,
  /// As the first, with a descriptor beside each send of whole bytes.
  BENCH_WITH_DESCRIPTORS,
};

typedef struct bench_flood bench_flood;

/// Starts a thread with so many connections; NULL where it cannot. Those that the daemon ends are made anew.
bench_flood *bench_flood_start(
    const char *path, const void *bytes, size_t count, int connection_count, enum bench_manner manner);
/// Ends it; gives how many bytes were sent.
uint64_t bench_flood_stop(bench_flood *flood);

/// Processor time of a process and its threads since its start, in nanoseconds.
int64_t bench_processor_nanoseconds(pid_t process);

#endif

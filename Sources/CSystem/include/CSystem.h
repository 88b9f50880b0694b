#ifndef MATCHD_CSYSTEM_H
#define MATCHD_CSYSTEM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lockdown.h"
#include "mappings.h"
#include "processes.h"

/// What Glibc's Swift module does not show: epoll, eventfd, socket addresses, descriptor passing, openat2,
/// files without a name, variables of a thread. Every function returns -1 and sets errno when the system call
/// under it fails. Nothing is allocated or kept.

/// What an epoll set watches for, and what it reports.
#define CSYSTEM_READABLE 1u
#define CSYSTEM_WRITABLE 2u
/// The peer is gone in both directions, or the socket has an error. Reported whether watched for or not.
#define CSYSTEM_HANGUP 4u

typedef struct {
  uint64_t token;
  uint32_t events;
} csystem_event;

int csystem_epoll_create(void);
/// Adds `fd`, changes what it is watched for, or (events 0) keeps it for hang-ups alone.
int csystem_epoll_add(int epoll, int fd, uint64_t token, uint32_t events);
int csystem_epoll_change(int epoll, int fd, uint64_t token, uint32_t events);
int csystem_epoll_remove(int epoll, int fd);
/// Fills at most `count` (up to 1024) events; returns how many, 0 after `timeout_ms` or a signal.
int csystem_epoll_wait(int epoll, csystem_event *events, int count, int timeout_ms);

/// A counter that is readable while it is not 0; close-on-exec, never blocks.
int csystem_eventfd(void);

/// A stream socket of the Unix family; close-on-exec.
int csystem_unix_socket(void);
/// `path` ends in a zero and is at most CSYSTEM_PATH_MAX bytes long without it.
#define CSYSTEM_PATH_MAX 107
int csystem_unix_bind(int fd, const char *path);
int csystem_unix_connect(int fd, const char *path);
/// A stream socket bound to `address` (host byte order, IPv4) and `port`; 0 lets the system choose the port.
int csystem_tcp_listener(uint32_t address, uint16_t port);
/// The port a TCP socket is bound to.
int csystem_tcp_port(int fd);
int csystem_tcp_no_delay(int fd);
/// Whether `fd` is a Unix stream socket that connections come in by.
int csystem_is_unix_listener(int fd);
/// Sends `text` as one datagram to a Unix address; one that starts with `@` has no file.
int csystem_send_datagram(const char *address, const char *text);
/// Which user connected the other end of a Unix socket.
int csystem_peer_user(int fd, uint32_t *user);
/// The groups of who connected it, at most `capacity` of them; how many, or -1.
int csystem_peer_groups(int fd, uint32_t *groups, int capacity);
/// A connection, close-on-exec and non-blocking.
int csystem_accept(int listener);

/// Receives at most `capacity` bytes, and the descriptors that came with them into `descriptors`
/// (CSYSTEM_DESCRIPTORS_MAX places; their number in `descriptor_count`), each close-on-exec. Descriptors
/// beyond that are closed by the system.
#define CSYSTEM_DESCRIPTORS_MAX 16
ssize_t csystem_receive(int fd, void *bytes, size_t capacity, int *descriptors, int *descriptor_count);
/// Sends at least one byte of `bytes` and the descriptor with it. Never raises SIGPIPE.
ssize_t csystem_send_descriptor(int fd, const void *bytes, size_t count, int descriptor);
/// How many bytes have arrived and wait to be received.
int csystem_pending(int fd);

/// A handle on a folder, for opening files below it.
int csystem_open_folder(const char *path);
/// Opens the regular file `path` (relative, ending in a zero) below the folder `folder` for reading, without
/// following any link and without leaving the folder. Needs Linux 5.6; ENOSYS before.
int csystem_open_beneath(int folder, const char *path);

/// Opens a new file without a name in the folder `folder` for reading and writing (O_TMPFILE).
int csystem_open_unnamed(const char *folder, mode_t mode);
/// Gives a file without a name one that is free. Needs /proc.
int csystem_link_open_file(int fd, const char *path);

/// What the calling thread keeps here; NULL at first.
const void *csystem_fault_plan(void);
void csystem_set_fault_plan(const void *plan);

/// What the system says of an errno code: at most `capacity - 1` bytes and a zero. Safe from any thread.
void csystem_error_words(int code, char *words, size_t capacity);

#endif

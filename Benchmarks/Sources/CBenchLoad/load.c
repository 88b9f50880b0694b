#define _GNU_SOURCE
#include "CBenchLoad.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  return clock_gettime(clock, &time) < 0 ? -1 : (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t bench_processor_nanoseconds(pid_t process) {
  clockid_t clock;
  return clock_getcpuclockid(process, &clock) != 0 ? -1 : nanoseconds(clock);
}

int bench_connect(const char *path) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

void bench_close(int fd) { close(fd); }

/// Whether what was received ends with a reply's last line.
static int is_complete(const char *bytes, size_t count) {
  if (count == 0 || bytes[count - 1] != '\n') return 0;
  size_t start = count - 1;
  while (start > 0 && bytes[start - 1] != '\n') start--;
  const char *line = bytes + start;
  return strncmp(line, "OK", 2) == 0 || strncmp(line, "PONG", 4) == 0 || strncmp(line, "ERR", 3) == 0;
}

int64_t bench_ask(
    int fd, const void *request, size_t count, char *reply, size_t capacity, size_t *reply_count) {
  int64_t start = nanoseconds(CLOCK_MONOTONIC);
  for (size_t sent = 0; sent < count;) {
    ssize_t taken = send(fd, (const char *)request + sent, count - sent, MSG_NOSIGNAL);
    if (taken <= 0) return -1;
    sent += (size_t)taken;
  }
  size_t have = 0;
  while (!is_complete(reply, have)) {
    // Of a reply that is longer than the room for it the last part is kept.
    if (have == capacity) {
      memmove(reply, reply + capacity / 2, capacity - capacity / 2);
      have = capacity - capacity / 2;
    }
    ssize_t got = recv(fd, reply + have, capacity - have, 0);
    if (got <= 0) return -1;
    have += (size_t)got;
  }
  *reply_count = have;
  return nanoseconds(CLOCK_MONOTONIC) - start;
}

struct connection {
  int fd;
  /// Of the bytes, what was sent this time.
  size_t sent;
  int is_done;
};

struct bench_flood {
  struct sockaddr_un address;
  unsigned char *bytes;
  size_t count;
  int connection_count;
  enum bench_manner manner;
  struct connection *connections;
  struct pollfd *polled;
  atomic_int is_stopped;
  uint64_t sent_count;
  int descriptor;
  pthread_t thread;
};

static void open_connection(struct bench_flood *flood, struct connection *connection) {
  connection->fd = bench_connect(flood->address.sun_path);
  connection->sent = 0;
  connection->is_done = 0;
  if (connection->fd >= 0) fcntl(connection->fd, F_SETFL, O_NONBLOCK);
}

static ssize_t send_some(struct bench_flood *flood, struct connection *connection) {
  struct iovec part = {flood->bytes + connection->sent, flood->count - connection->sent};
  union {
    struct cmsghdr aligned;
    char space[CMSG_SPACE(sizeof(int))];
  } control = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (flood->manner == BENCH_WITH_DESCRIPTORS && connection->sent == 0) {
    message.msg_control = control.space;
    message.msg_controllen = sizeof control.space;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &flood->descriptor, sizeof(int));
  }
  return sendmsg(connection->fd, &message, MSG_NOSIGNAL);
}

static void send_what_goes(struct bench_flood *flood, struct connection *connection) {
  ssize_t count = send_some(flood, connection);
  if (count <= 0) return;
  flood->sent_count += (uint64_t)count;
  connection->sent += (size_t)count;
  if (connection->sent < flood->count) return;
  connection->sent = 0;
  connection->is_done = flood->manner == BENCH_SILENT;
}

/// Takes what has come; makes the connection anew where it has ended.
static void receive_what_came(struct bench_flood *flood, struct connection *connection, short events) {
  static __thread char space[1 << 18];
  ssize_t count = events & POLLIN ? recv(connection->fd, space, sizeof space, 0) : -1;
  if (count > 0 || !(events & (POLLIN | POLLHUP | POLLERR))) return;
  if (count < 0 && !(events & (POLLHUP | POLLERR))) return;
  close(connection->fd);
  open_connection(flood, connection);
}

static short wanted(const struct bench_flood *flood, const struct connection *connection) {
  short reading = flood->manner == BENCH_NEVER_READING ? 0 : POLLIN;
  return reading | (connection->is_done ? 0 : POLLOUT);
}

static void *run(void *context) {
  struct bench_flood *flood = context;
  for (int i = 0; i < flood->connection_count; i++) open_connection(flood, &flood->connections[i]);
  while (!atomic_load(&flood->is_stopped)) {
    for (int i = 0; i < flood->connection_count; i++)
      flood->polled[i] = (struct pollfd){flood->connections[i].fd, wanted(flood, &flood->connections[i]), 0};
    poll(flood->polled, (nfds_t)flood->connection_count, 20);
    for (int i = 0; i < flood->connection_count; i++) {
      short events = flood->polled[i].revents;
      if (events & (POLLIN | POLLHUP | POLLERR)) receive_what_came(flood, &flood->connections[i], events);
      if (events & POLLOUT) send_what_goes(flood, &flood->connections[i]);
    }
  }
  for (int i = 0; i < flood->connection_count; i++) close(flood->connections[i].fd);
  return NULL;
}

bench_flood *bench_flood_start(
    const char *path, const void *bytes, size_t count, int connection_count, enum bench_manner manner) {
  struct bench_flood *flood = calloc(1, sizeof *flood);
  strncpy(flood->address.sun_path, path, sizeof flood->address.sun_path - 1);
  flood->bytes = malloc(count);
  memcpy(flood->bytes, bytes, count);
  flood->count = count;
  flood->connection_count = connection_count;
  flood->manner = manner;
  flood->connections = calloc((size_t)connection_count, sizeof *flood->connections);
  flood->polled = calloc((size_t)connection_count, sizeof *flood->polled);
  flood->descriptor = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (pthread_create(&flood->thread, NULL, run, flood) == 0) return flood;
  return NULL;
}

uint64_t bench_flood_stop(bench_flood *flood) {
  atomic_store(&flood->is_stopped, 1);
  pthread_join(flood->thread, NULL);
  uint64_t sent_count = flood->sent_count;
  close(flood->descriptor);
  free(flood->bytes);
  free(flood->connections);
  free(flood->polled);
  free(flood);
  return sent_count;
}

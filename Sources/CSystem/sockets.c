#include "CSystem.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

_Static_assert(CSYSTEM_PATH_MAX + 1 == sizeof(((struct sockaddr_un *)0)->sun_path), "length of sun_path");

static int unix_address(struct sockaddr_un *address, const char *path) {
  size_t length = strlen(path);
  if (length == 0 || length > CSYSTEM_PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy(address->sun_path, path, length);
  return 0;
}

int csystem_unix_socket(void) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

int csystem_unix_bind(int fd, const char *path) {
  struct sockaddr_un address;
  if (unix_address(&address, path) < 0) return -1;
  return bind(fd, (struct sockaddr *)&address, sizeof address);
}

int csystem_unix_connect(int fd, const char *path) {
  struct sockaddr_un address;
  if (unix_address(&address, path) < 0) return -1;
  return connect(fd, (struct sockaddr *)&address, sizeof address);
}

static int has_socket_option(int fd, int option, int value) {
  int found = 0;
  socklen_t length = sizeof found;
  return getsockopt(fd, SOL_SOCKET, option, &found, &length) == 0 && found == value;
}

int csystem_is_unix_listener(int fd) {
  return has_socket_option(fd, SO_DOMAIN, AF_UNIX) && has_socket_option(fd, SO_TYPE, SOCK_STREAM) &&
         has_socket_option(fd, SO_ACCEPTCONN, 1);
}

int csystem_send_datagram(const char *path, const char *text) {
  struct sockaddr_un address;
  if (unix_address(&address, path) < 0) return -1;
  if (path[0] == '@') address.sun_path[0] = 0;
  socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
  int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
  ssize_t sent = sendto(fd, text, strlen(text), flags, (struct sockaddr *)&address, length);
  int code = errno;
  close(fd);
  errno = code;
  return sent < 0 ? -1 : 0;
}

int csystem_tcp_listener(uint32_t host, uint16_t port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int yes = 1;
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(host)};
  if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
      bind(fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  int code = errno;
  close(fd);
  errno = code;
  return -1;
}

int csystem_tcp_port(int fd) {
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) return -1;
  return ntohs(address.sin_port);
}

int csystem_tcp_no_delay(int fd) {
  int yes = 1;
  return setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

int csystem_peer_user(int fd, uint32_t *user) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) return -1;
  *user = peer.uid;
  return 0;
}

int csystem_peer_groups(int fd, uint32_t *groups, int capacity) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  if (capacity < 1 || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) return -1;
  groups[0] = peer.gid;
  _Static_assert(sizeof(gid_t) == sizeof *groups, "width of a group's number");
  length = (socklen_t)((size_t)(capacity - 1) * sizeof *groups);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups + 1, &length) < 0) return -1;
  return 1 + (int)(length / sizeof *groups);
}

int csystem_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

ssize_t csystem_receive(int fd, void *bytes, size_t capacity, int *descriptors, int *descriptor_count) {
  union {
    struct cmsghdr aligned;
    char space[CMSG_SPACE(CSYSTEM_DESCRIPTORS_MAX * sizeof(int))];
  } control;
  struct iovec part = {.iov_base = bytes, .iov_len = capacity};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.space,
                           .msg_controllen = sizeof control.space};
  *descriptor_count = 0;
  ssize_t received = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
  if (received < 0) return -1;
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c != NULL; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(descriptors, CMSG_DATA(c), count * sizeof(int));
    *descriptor_count = (int)count;
  }
  return received;
}

ssize_t csystem_send_descriptor(int fd, const void *bytes, size_t count, int descriptor) {
  union {
    struct cmsghdr aligned;
    char space[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control.space,
                           .msg_controllen = sizeof control.space};
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &descriptor, sizeof(int));
  return sendmsg(fd, &message, MSG_NOSIGNAL);
}

int csystem_pending(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) < 0 ? -1 : count;
}

#include "CSystem.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#define BATCH_MAX 1024

static uint32_t to_epoll(uint32_t events) {
  return (events & CSYSTEM_READABLE ? EPOLLIN : 0u) | (events & CSYSTEM_WRITABLE ? EPOLLOUT : 0u);
}

static uint32_t from_epoll(uint32_t events) {
  return (events & EPOLLIN ? CSYSTEM_READABLE : 0u) | (events & EPOLLOUT ? CSYSTEM_WRITABLE : 0u) |
         (events & (EPOLLHUP | EPOLLERR) ? CSYSTEM_HANGUP : 0u);
}

int csystem_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int csystem_epoll_add(int epoll, int fd, uint64_t token, uint32_t events) {
  struct epoll_event event = {.events = to_epoll(events), .data.u64 = token};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int csystem_epoll_change(int epoll, int fd, uint64_t token, uint32_t events) {
  struct epoll_event event = {.events = to_epoll(events), .data.u64 = token};
  return epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
}

int csystem_epoll_remove(int epoll, int fd) {
  struct epoll_event event = {0};
  return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, &event);
}

int csystem_epoll_wait(int epoll, csystem_event *events, int count, int timeout_ms) {
  struct epoll_event found[BATCH_MAX];
  int n = epoll_wait(epoll, found, count < BATCH_MAX ? count : BATCH_MAX, timeout_ms);
  if (n < 0) return errno == EINTR ? 0 : -1;
  for (int i = 0; i < n; i++) {
    events[i].token = found[i].data.u64;
    events[i].events = from_epoll(found[i].events);
  }
  return n;
}

int csystem_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

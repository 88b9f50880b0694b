/*
 * Keeps the libraries behind libheif to the thread that calls them: a cell is locked down to one, and a call
 * for another ends it. libheif 1.15 has no setting for either, so that this program answers in their place:
 * what a program defines takes precedence over what a shared library does (ELF, symbol interposition).
 */
#include <dav1d/dav1d.h>
#include <dlfcn.h>
#include <libde265/de265.h>
#include <stdlib.h>

/* libde265 without threads of its own decodes in the caller's. */
de265_error de265_start_worker_threads(de265_decoder_context *context, int thread_count) {
  (void)context;
  (void)thread_count;
  return DE265_OK;
}

/* dav1d starts as many as there are processors unless it is told a number; one is the caller's. */
void dav1d_default_settings(Dav1dSettings *settings) {
  union {
    void *address;
    void (*call)(Dav1dSettings *);
  } original = {.address = dlsym(RTLD_NEXT, "dav1d_default_settings")};
  if (!original.address) abort();
  original.call(settings);
  settings->n_threads = 1;
}

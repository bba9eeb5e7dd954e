/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tells ThreadSanitizer how GLib orders threads.
 *
 * GLib is not instrumented, and makes its locks from futexes, which ThreadSanitizer does not see: it
 * would report every access that they guard. Here each function that orders threads is wrapped with
 * a word to the sanitizer, so that nothing has to be suppressed: what is still reported is true.
 *
 *   meson setup build -Db_sanitize=thread -Db_lundef=false -Dintrospection=disabled
 *   gcc -shared -fPIC -fsanitize=thread tests/scenarios/c/tsan-glib.c -o build/tsan-glib.so \
 *     $(pkg-config --cflags --libs gio-2.0)
 *   preload=$(gcc -print-file-name=libtsan.so):$PWD/build/tsan-glib.so
 *   TASKINGAI_TEST_WRAPPER="env GIO_USE_PROXY_RESOLVER=dummy LD_PRELOAD=$preload" \
 *     LD_LIBRARY_PATH=build/libtaskingai G_SLICE=always-malloc \
 *     tests/with-server OTHER/server/taskingai-local build/tests/test-c-streams --tap -k
 *
 * OTHER is an ordinary build: a server of this one would be instrumented without these words, and
 * report libsoup. Memory that GLib's slices hand on looks like a race as well, hence the malloc.
 * The dummy resolver keeps libproxy out, which is not instrumented either and has threads.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name)                                                                                 \
  static __typeof__ (&name) found = NULL;                                                          \
  __typeof__ (&name) real = __atomic_load_n (&found, __ATOMIC_RELAXED);                            \
  if (real == NULL)                                                                                \
  __atomic_store_n (&found, real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name), __ATOMIC_RELAXED)

/* ---- locks ---- */

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  gboolean locked = real (mutex);
  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

/* ---- main contexts: who owns one has all that was done under it ---- */

gboolean
g_main_context_acquire (GMainContext *context)
{
  REAL (g_main_context_acquire);
  gboolean acquired = real (context);
  if (acquired)
    __tsan_acquire (context != NULL ? context : g_main_context_default ());
  return acquired;
}

void
g_main_context_release (GMainContext *context)
{
  REAL (g_main_context_release);
  __tsan_release (context != NULL ? context : g_main_context_default ());
  real (context);
}

/* Inside, GLib calls none of these functions by name: so the context is taken before it is run. */
static void
take (GMainContext *context)
{
  while (!g_main_context_acquire (context))
    g_thread_yield ();
}

gboolean
g_main_context_iteration (GMainContext *context, gboolean may_block)
{
  REAL (g_main_context_iteration);
  take (context);
  gboolean dispatched = real (context, may_block);
  g_main_context_release (context);
  return dispatched;
}

void
g_main_loop_run (GMainLoop *loop)
{
  REAL (g_main_loop_run);
  GMainContext *context = g_main_loop_get_context (loop);
  take (context);
  real (loop);
  g_main_context_release (context);
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  REAL (g_source_attach);
  __tsan_release (context != NULL ? context : g_main_context_default ());
  return real (source, context);
}

/* ---- references ---- */

void
g_object_unref (gpointer object)
{
  REAL (g_object_unref);
  __tsan_release (object);
  __tsan_acquire (object);
  real (object);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  REAL (g_atomic_ref_count_dec);
  __tsan_release (count);
  __tsan_acquire (count);
  return real (count);
}

/* ---- cancelling ---- */

void
g_cancellable_cancel (GCancellable *cancellable)
{
  REAL (g_cancellable_cancel);
  __tsan_release (cancellable);
  real (cancellable);
}

gboolean
g_cancellable_is_cancelled (GCancellable *cancellable)
{
  REAL (g_cancellable_is_cancelled);
  gboolean cancelled = real (cancellable);
  if (cancelled)
    __tsan_acquire (cancellable);
  return cancelled;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

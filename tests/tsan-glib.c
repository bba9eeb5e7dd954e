/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tells ThreadSanitizer how GLib orders threads; loaded before GLib by tests/tsan.
 *
 * GLib is not instrumented, and makes its locks from futexes, which ThreadSanitizer does not see: it
 * would report every access that they guard. Here each function that orders threads is wrapped with
 * a word to the sanitizer, so that nothing has to be suppressed: what is still reported is true.
 *
 * Only calls from one library into another are seen here, not those that GLib makes to itself.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>
#include <poll.h>

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

static GMainContext *
named (GMainContext *context)
{
  return context != NULL ? context : g_main_context_default ();
}

gboolean
g_main_context_acquire (GMainContext *context)
{
  REAL (g_main_context_acquire);
  gboolean acquired = real (context);
  if (acquired)
    __tsan_acquire (named (context));
  return acquired;
}

void
g_main_context_release (GMainContext *context)
{
  REAL (g_main_context_release);
  __tsan_release (named (context));
  real (context);
}

/* The contexts that this thread runs, one within the other. */
static __thread GMainContext *running[8];
static __thread guint n_running;

/* Inside, GLib calls none of these functions by name: so the context is taken before it is run. */
static void
take (GMainContext *context)
{
  while (!g_main_context_acquire (context))
    g_thread_yield ();
  g_assert (n_running < G_N_ELEMENTS (running));
  running[n_running++] = named (context);
}

static void
leave (GMainContext *context)
{
  n_running--;
  g_main_context_release (context);
}

gboolean
g_main_context_iteration (GMainContext *context, gboolean may_block)
{
  REAL (g_main_context_iteration);
  take (context);
  gboolean dispatched = real (context, may_block);
  leave (context);
  return dispatched;
}

void
g_main_loop_run (GMainLoop *loop)
{
  REAL (g_main_loop_run);
  GMainContext *context = g_main_loop_get_context (loop);
  take (context);
  real (loop);
  leave (context);
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  REAL (g_source_attach);
  __tsan_release (named (context));
  return real (source, context);
}

/* A source that another thread has attached meanwhile is dispatched next. */
int
poll (struct pollfd *fds, nfds_t n_fds, int timeout)
{
  REAL (poll);
  int n_ready = real (fds, n_fds, timeout);
  for (guint i = 0; i < n_running; i++)
    __tsan_acquire (running[i]);
  return n_ready;
}

/* ---- sources: their functions run one after the other, under the lock of the context ---- */

typedef struct {
  GSourceFuncs funcs; /* those below */
  const GSourceFuncs *real;
} Funcs;

static const GSourceFuncs *
begin_function (GSource *source)
{
  __tsan_acquire (source);
  return ((Funcs *) source->source_funcs)->real;
}

static gboolean
prepare (GSource *source, int *timeout)
{
  gboolean ready = begin_function (source)->prepare (source, timeout);
  __tsan_release (source);
  return ready;
}

static gboolean
check (GSource *source)
{
  gboolean ready = begin_function (source)->check (source);
  __tsan_release (source);
  return ready;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  gboolean going = begin_function (source)->dispatch (source, callback, user_data);
  __tsan_release (source);
  return going;
}

static void
finalize (GSource *source)
{
  begin_function (source)->finalize (source);
}

static GSourceFuncs *
wrap_funcs (const GSourceFuncs *real)
{
  static GMutex lock;
  static GHashTable *known;
  g_mutex_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new (NULL, NULL);
  Funcs *funcs = g_hash_table_lookup (known, real);
  if (funcs == NULL)
    {
      funcs = g_new (Funcs, 1);
      *funcs = (Funcs){ *real, real };
      funcs->funcs.prepare = real->prepare != NULL ? prepare : NULL;
      funcs->funcs.check = real->check != NULL ? check : NULL;
      funcs->funcs.dispatch = dispatch;
      funcs->funcs.finalize = real->finalize != NULL ? finalize : NULL;
      g_hash_table_insert (known, (gpointer) real, funcs);
    }
  g_mutex_unlock (&lock);
  return &funcs->funcs;
}

GSource *
g_source_new (GSourceFuncs *funcs, guint size)
{
  REAL (g_source_new);
  return real (wrap_funcs (funcs), size);
}

/* ---- pools of threads: who is given a task has all that was done before it was pushed ---- */

typedef struct {
  GFunc func;
  gpointer user_data;
} Worker;

static void
run_worker (gpointer task, gpointer data)
{
  Worker *worker = data;
  __tsan_acquire (task);
  worker->func (task, worker->user_data);
}

GThreadPool *
g_thread_pool_new (GFunc func, gpointer user_data, int max_threads, gboolean exclusive,
                   GError **error)
{
  REAL (g_thread_pool_new);
  Worker *worker = g_new (Worker, 1);
  *worker = (Worker){ func, user_data };
  return real (run_worker, worker, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer task, GError **error)
{
  REAL (g_thread_pool_push);
  __tsan_release (task);
  return real (pool, task, error);
}

/* ---- classes: who has one has all that its class_init () did ---- */

static char classes;

static void
init_class (gpointer klass, gpointer class_init)
{
  ((GClassInitFunc) class_init) (klass, NULL);
  __tsan_release (&classes);
}

GType
g_type_register_static_simple (GType parent, const char *name, guint class_size,
                               GClassInitFunc class_init, guint instance_size,
                               GInstanceInitFunc instance_init, GTypeFlags flags)
{
  GTypeInfo info = {
    .class_size = (guint16) class_size,
    .class_init = class_init != NULL ? init_class : NULL,
    .class_data = class_init,
    .instance_size = (guint16) instance_size,
    .instance_init = instance_init,
  };
  return g_type_register_static (parent, name, &info, flags);
}

gpointer
g_object_new (GType type, const char *first_property, ...)
{
  va_list values;
  g_type_class_unref (g_type_class_ref (type));
  __tsan_acquire (&classes);
  va_start (values, first_property);
  GObject *object = g_object_new_valist (type, first_property, values);
  va_end (values);
  return object;
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

/* ---- what is done once ---- */

gboolean (g_once_init_enter) (volatile void *location)
{
  REAL (g_once_init_enter);
  gboolean entered = real (location);
  __tsan_acquire ((void *) location);
  return entered;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

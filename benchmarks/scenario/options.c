/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: %s SCENARIO --host URL [OPTION…]\n"
    "SCENARIO is get, chat, embeddings, list-all or stream.\n"
    "  --concurrency N  callers, each with one operation at a time (default 1)\n"
    "  --requests N     operations in all (default 1000)\n"
    "  --warmup N       operations before the clock starts\n"
    "  --events N       chunks of a stream (default 1000)\n"
    "  --spacing MS     time between two chunks (default 0: as fast as it goes)\n"
    "  --digits N       9 decimals or 17 digits in each embedding number (default 9)\n"
    "  --ca FILE        the certificates to trust, for https\n";

static const char *const names[] = {
  [BENCH_GET] = "get",           [BENCH_CHAT] = "chat",     [BENCH_EMBEDDINGS] = "embeddings",
  [BENCH_LIST_ALL] = "list-all", [BENCH_STREAM] = "stream",
};

static const struct option long_options[] = {
  { "host", required_argument, NULL, 'h' },
  { "concurrency", required_argument, NULL, 'c' },
  { "requests", required_argument, NULL, 'n' },
  { "warmup", required_argument, NULL, 'w' },
  { "events", required_argument, NULL, 'e' },
  { "spacing", required_argument, NULL, 's' },
  { "digits", required_argument, NULL, 'd' },
  { "ca", required_argument, NULL, 'a' },
  { 0 },
};

static _Noreturn void
fail_usage (const char *program)
{
  fprintf (stderr, usage, program);
  exit (2);
}

static BenchKind
kind_of (const char *program, const char *name)
{
  for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++)
    if (strcmp (name, names[i]) == 0)
      return (BenchKind) i;
  fail_usage (program);
}

static void
set_option (BenchOptions *self, int option, const char *program)
{
  switch (option)
    {
    case 'h':
      self->host = optarg;
      break;
    case 'c':
      self->concurrency = atoi (optarg);
      break;
    case 'n':
      self->requests = atol (optarg);
      break;
    case 'w':
      self->warmup = atol (optarg);
      break;
    case 'e':
      self->events = atoi (optarg);
      break;
    case 's':
      self->spacing_ms = atoi (optarg);
      break;
    case 'd':
      self->digits = atoi (optarg);
      break;
    case 'a':
      self->ca_file = optarg;
      break;
    default:
      fail_usage (program);
    }
}

/* Enough to open the connections and to fill the caches. Never a share of the requests: two run
 * lengths must differ in nothing but the length. Paced streams are measured from the cold. */
static long
default_warmup (const BenchOptions *self)
{
  switch (self->kind)
    {
    case BENCH_GET:
    case BENCH_CHAT:
      return 2L * self->concurrency + 100;
    case BENCH_STREAM:
      return self->spacing_ms > 0 ? 0 : self->concurrency;
    default:
      return 2;
    }
}

static void
write_text (BenchOptions *self)
{
  if (self->kind == BENCH_STREAM)
    snprintf (self->text, sizeof self->text, "events=%d spacing=%d", self->events,
              self->spacing_ms);
  else if (self->kind == BENCH_EMBEDDINGS)
    snprintf (self->text, sizeof self->text, "digits=%d", self->digits);
  else
    snprintf (self->text, sizeof self->text, "How tall is the old light tower?");
}

void
bench_options_parse (BenchOptions *self, int argc, char **argv)
{
  int option;

  *self = (BenchOptions){
    .concurrency = 1, .requests = 1000, .warmup = -1, .events = 1000, .digits = 9
  };
  while ((option = getopt_long (argc, argv, "", long_options, NULL)) != -1)
    set_option (self, option, argv[0]);
  self->kind = kind_of (argv[0], argv[optind]);
  self->scenario = names[self->kind];
  if (self->host == NULL || self->concurrency < 1 || self->requests < 1 || self->events < 1)
    fail_usage (argv[0]);
  if (self->warmup < 0)
    self->warmup = default_warmup (self);
  write_text (self);
}

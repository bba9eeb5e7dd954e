/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "normal.h"

#include <math.h>

#define STATE_SIZE 624
#define SHIFT_SIZE 397

typedef struct {
  guint32 state[STATE_SIZE];
  guint position;
  gboolean has_spare;
  double spare;
} Generator;

static void
generator_seed (Generator *generator, guint32 seed)
{
  generator->state[0] = seed;
  for (guint32 i = 1; i < STATE_SIZE; i++)
    {
      guint32 previous = generator->state[i - 1];

      generator->state[i] = 1812433253u * (previous ^ (previous >> 30)) + i;
    }
  generator->position = STATE_SIZE;
  generator->has_spare = FALSE;
}

static void
generator_refill (Generator *generator)
{
  guint32 *state = generator->state;

  for (guint i = 0; i < STATE_SIZE; i++)
    {
      guint32 word = (state[i] & 0x80000000u) | (state[(i + 1) % STATE_SIZE] & 0x7fffffffu);

      state[i] =
          state[(i + SHIFT_SIZE) % STATE_SIZE] ^ (word >> 1) ^ ((word & 1) != 0 ? 0x9908b0dfu : 0);
    }
  generator->position = 0;
}

static guint32
next_word (Generator *generator)
{
  guint32 word;

  if (generator->position == STATE_SIZE)
    generator_refill (generator);
  word = generator->state[generator->position++];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

static double
next_uniform (Generator *generator)
{
  guint32 high = next_word (generator) >> 5;
  guint32 low = next_word (generator) >> 6;

  return (high * 67108864.0 + low) / 9007199254740992.0;
}

static double
next_normal (Generator *generator)
{
  double x, y, square, factor;

  if (generator->has_spare)
    {
      generator->has_spare = FALSE;
      return generator->spare;
    }
  do
    {
      x = 2.0 * next_uniform (generator) - 1.0;
      y = 2.0 * next_uniform (generator) - 1.0;
      square = x * x + y * y;
  } while (square >= 1.0 || square == 0.0);
  factor = sqrt (-2.0 * log (square) / square);
  generator->spare = factor * x;
  generator->has_spare = TRUE;
  return factor * y;
}

/* The MD5 digest as one big number, modulo 2^32 - 1. */
static guint32
text_seed (const char *text, gsize length)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, text, (gssize) length);
  guint64 seed = 0;

  for (const char *digit = digest; *digit != '\0'; digit++)
    seed = (seed * 16 + (guint64) g_ascii_xdigit_value (*digit)) % 0xffffffffu;
  return (guint32) seed;
}

/* Eight partial sums over blocks of up to 128 numbers, as the provider's library adds. */
static double
pairwise_sum (const double *numbers, guint n)
{
  double part[8] = { 0 };
  double sum;
  guint i;

  if (n > 128)
    {
      guint half = n / 2 - n / 2 % 8;

      return pairwise_sum (numbers, half) + pairwise_sum (numbers + half, n - half);
    }
  for (i = 0; i < n - n % 8; i++)
    part[i % 8] += numbers[i];
  sum = ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
  for (; i < n; i++)
    sum += numbers[i];
  return sum;
}

static double
plain_sum (const double *numbers, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += numbers[i];
  return sum;
}

static void
normalise (double *values, guint n, double (*add) (const double *numbers, guint n))
{
  g_autofree double *squares = g_new (double, n);
  double norm;

  for (guint i = 0; i < n; i++)
    squares[i] = values[i] * values[i];
  norm = sqrt (add (squares, n));
  for (guint i = 0; i < n; i++)
    values[i] /= norm;
}

void
normal_unit_vector (const char *text, gsize length, double *values, guint n)
{
  Generator generator;

  generator_seed (&generator, text_seed (text, length));
  for (guint i = 0; i < n; i++)
    values[i] = next_normal (&generator);
  /* The service does it twice, adding in different ways; the last digits depend on both. */
  normalise (values, n, plain_sum);
  normalise (values, n, pairwise_sum);
}

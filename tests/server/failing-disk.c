/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Preloaded: files are written as on a disk that is full or broken, while the file named by
 * FAILING_DISK holds the number of an error.
 */

#define _GNU_SOURCE
/* Both names of a function are meant, not one by the name of the other. */
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* 0: the disk works, or this is no disk. */
static int
fault_of (int fd)
{
  const char *path = getenv ("FAILING_DISK");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  struct stat state;
  int fault = 0;

  if (file == NULL)
    return 0;
  if (fstat (fd, &state) != 0 || !S_ISREG (state.st_mode) || fscanf (file, "%d", &fault) != 1)
    fault = 0;
  fclose (file);
  return fault;
}

#define FAIL(fd)                                                                                   \
  do                                                                                               \
    {                                                                                              \
      int fault = fault_of (fd);                                                                   \
                                                                                                   \
      if (fault != 0)                                                                              \
        {                                                                                          \
          errno = fault;                                                                           \
          return -1;                                                                               \
        }                                                                                          \
  } while (0)

#define REAL(name) ((__typeof__ (&(name))) dlsym (RTLD_NEXT, #name))

ssize_t
write (int fd, const void *bytes, size_t size)
{
  FAIL (fd);
  return REAL (write) (fd, bytes, size);
}

ssize_t
pwrite (int fd, const void *bytes, size_t size, off_t offset)
{
  FAIL (fd);
  return REAL (pwrite) (fd, bytes, size, offset);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t size, off64_t offset)
{
  FAIL (fd);
  return REAL (pwrite64) (fd, bytes, size, offset);
}

int
ftruncate64 (int fd, off64_t size)
{
  FAIL (fd);
  return REAL (ftruncate64) (fd, size);
}

int
fsync (int fd)
{
  FAIL (fd);
  return REAL (fsync) (fd);
}

int
fdatasync (int fd)
{
  FAIL (fd);
  return REAL (fdatasync) (fd);
}

// A disk that refuses to sync while a file says so; the tests preload it under a private PostgreSQL.
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_broken(void) {
  const char *mark = getenv("LUWTE_DISK_BROKEN");
  return mark != NULL && access(mark, F_OK) == 0;
}

static int sync_by(long call, int file) {
  if (is_broken()) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(call, file);
}

int fsync(int file) { return sync_by(SYS_fsync, file); }
int fdatasync(int file) { return sync_by(SYS_fdatasync, file); }

// Makes reads and writes do less than they are asked for, as any file system may.
//
//   SHORT_CALLS=read|write|pread|pwrite|all SHORT_BYTES=n LD_PRELOAD=short.so program
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static size_t shortened(const char *call, size_t count) {
  const char *calls = getenv("SHORT_CALLS"), *bytes = getenv("SHORT_BYTES");
  if (!calls || !bytes || (strcmp(calls, call) != 0 && strcmp(calls, "all") != 0)) return count;
  size_t most = strtoul(bytes, NULL, 10);
  return count > most ? most : count;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

ssize_t read(int file, void *buffer, size_t count) {
  return REAL(read)(file, buffer, shortened("read", count));
}
ssize_t write(int file, const void *buffer, size_t count) {
  // What the program says on its standard streams is not what is tried here.
  return REAL(write)(file, buffer, file < 3 ? count : shortened("write", count));
}
ssize_t pread(int file, void *buffer, size_t count, off_t offset) {
  return REAL(pread)(file, buffer, shortened("pread", count), offset);
}
ssize_t pread64(int file, void *buffer, size_t count, off64_t offset) {
  return REAL(pread64)(file, buffer, shortened("pread", count), offset);
}
ssize_t pwrite(int file, const void *buffer, size_t count, off_t offset) {
  return REAL(pwrite)(file, buffer, shortened("pwrite", count), offset);
}
ssize_t pwrite64(int file, const void *buffer, size_t count, off64_t offset) {
  return REAL(pwrite64)(file, buffer, shortened("pwrite", count), offset);
}

/* How fast libxml2 itself reads a file: its push parser, fed by read(2), with handlers that do nothing.

     cc -O2 $(xml2-config --cflags) -o camt_limit camt_limit.c -lxml2 && ./camt_limit FILE

   No reader on top of libxml2 can be faster, so that the camt reader is measured against this. */
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted_count,
    const xmlChar **attributes) {}

static void end_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}

static void characters(void *context, const xmlChar *text, int length) {}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Of this program alone: what getrusage says can be of the process that started it. */
static long peak_kb(void) {
  char line[256];
  long peak = 0;
  FILE *status = fopen("/proc/self/status", "r");
  while (status && fgets(line, sizeof line, status)) sscanf(line, "VmHWM: %ld kB", &peak);
  if (status) fclose(status);
  return peak;
}

int main(int argument_count, char **arguments) {
  static char buffer[64 * 1024];
  if (argument_count != 2) return fprintf(stderr, "usage: camt_limit FILE\n"), 64;
  int file = strcmp(arguments[1], "-") ? open(arguments[1], O_RDONLY) : 0;
  if (file < 0) return perror(arguments[1]), 66;

  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element,
    .endElementNs = end_element,
    .characters = characters,
  };
  double began = now(CLOCK_MONOTONIC), cpu_began = now(CLOCK_PROCESS_CPUTIME_ID);
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, arguments[1]);
  if (!parser) return fputs("no memory for a parser\n", stderr), 70;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET);
  long long bytes = 0;
  ssize_t count = 0;
  int error = 0;
  while (!error && (count = read(file, buffer, sizeof buffer)) > 0) {
    error = xmlParseChunk(parser, buffer, (int)count, 0);
    bytes += count;
  }
  if (count < 0) return perror(arguments[1]), 74;
  if (!error) error = xmlParseChunk(parser, buffer, 0, 1);
  xmlFreeParserCtxt(parser);
  if (error) return fprintf(stderr, "%s: libxml2 error %d\n", arguments[1], error), 65;
  printf(
      "{\"bytes\": %lld, \"seconds\": %.6f, \"cpu_seconds\": %.6f, \"peak_kb\": %ld}\n", bytes,
      now(CLOCK_MONOTONIC) - began, now(CLOCK_PROCESS_CPUTIME_ID) - cpu_began, peak_kb());
  return 0;
}

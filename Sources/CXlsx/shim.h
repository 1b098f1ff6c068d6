// libxlsxwriter, and zlib to read again what it wrote.
//
// A cell of a workbook can only hold a binary fraction. Here, and nowhere else, an amount becomes
// one, on its way into the file: Swift hands over whole minor units and never sees it.
#ifndef QUITTANCE_CXLSX_SHIM_H
#define QUITTANCE_CXLSX_SHIM_H
#include <stdint.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zlib.h>

// As in <sys/mman.h>, which shows it to GNU sources alone.
extern int memfd_create(const char *name, unsigned int flags);

// A file without a name that lives in memory; -1 where the system has none.
static inline int quittance_memory_file(void) {
  return memfd_create("workbook", 1u /* MFD_CLOEXEC */);
}

// Minor units as a number with so many decimals. Both operands are exact (the caller sees to 15
// digits at most), so that the quotient is the number nearest to the decimal: written with 16
// digits, as the library does, and read with 15, as spreadsheets do, it is that decimal again.
static inline lxw_error quittance_write_amount(
    lxw_worksheet *sheet, uint32_t row, uint16_t column, int64_t minor_units, int digits,
    lxw_format *format) {
  double scale = 1;
  for (int digit = 0; digit < digits; digit++) scale *= 10;
  return worksheet_write_number(sheet, row, column, (double)minor_units / scale, format);
}

// In characters of the standard font.
static inline lxw_error quittance_set_width(
    lxw_worksheet *sheet, uint16_t column, int characters) {
  return worksheet_set_column(sheet, column, column, characters, NULL);
}

// Inflates a raw deflate stream into exactly `size` bytes; 0 where it is one and has that many.
static inline int quittance_inflate(
    const uint8_t *packed, uint32_t packed_size, uint8_t *bytes, uint32_t size) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  // Without a header of its own: the archive around it has one.
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return -1;
  stream.next_in = (Bytef *)packed;
  stream.avail_in = packed_size;
  stream.next_out = bytes;
  stream.avail_out = size;
  int result = inflate(&stream, Z_FINISH);
  int whole = result == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  return whole ? 0 : -1;
}
#endif

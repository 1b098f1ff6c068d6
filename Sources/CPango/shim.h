// Pages of text as PDF, by cairo and pango. All measures are whole points of 1/72 inch, so that no
// caller computes with binary fractions.
#ifndef QUITTANCE_CPANGO_SHIM_H
#define QUITTANCE_CPANGO_SHIM_H
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  unsigned char *bytes;
  size_t count, capacity;
  int failed;
  cairo_surface_t *surface;
  cairo_t *cairo;
} quittance_pdf;

static cairo_status_t quittance_pdf_write(void *to, const unsigned char *data, unsigned int count) {
  quittance_pdf *pdf = (quittance_pdf *)to;
  if (pdf->count + count > pdf->capacity) {
    size_t capacity = (pdf->count + count) * 2;
    unsigned char *bytes = (unsigned char *)realloc(pdf->bytes, capacity);
    if (!bytes) {
      pdf->failed = 1;
      return CAIRO_STATUS_WRITE_ERROR;
    }
    pdf->bytes = bytes;
    pdf->capacity = capacity;
  }
  memcpy(pdf->bytes + pdf->count, data, count);
  pdf->count += count;
  return CAIRO_STATUS_SUCCESS;
}

/// Begins a document; NULL where there is no memory. Ended by `quittance_pdf_end`.
static inline quittance_pdf *quittance_pdf_begin(int width, int height, const char *title, const char *date) {
  quittance_pdf *pdf = (quittance_pdf *)calloc(1, sizeof(quittance_pdf));
  if (!pdf) return NULL;
  pdf->surface = cairo_pdf_surface_create_for_stream(quittance_pdf_write, pdf, width, height);
  cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  pdf->cairo = cairo_create(pdf->surface);
  return pdf;
}

/// Writes text at a place, in a column of this width (0: as long as it is), and tells its height.
/// align: 0 left, 1 right. fit: what becomes of text that is longer than the column; 0 it goes on in
/// the next line, 1 it ends in an ellipsis, 2 its letters are smaller, so that nothing of it is lost.
static inline int quittance_pdf_text(quittance_pdf *pdf, int x, int y, int width, int align, const char *font, int fit, const char *utf8) {
  PangoLayout *layout = pango_cairo_create_layout(pdf->cairo);
  // A point of a font is a point of the page.
  pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
  PangoFontDescription *description = pango_font_description_from_string(font);
  pango_layout_set_font_description(layout, description);
  if (fit == 2) {
    int wide = 0;
    int size = pango_font_description_get_size(description);
    pango_layout_set_text(layout, utf8, -1);
    pango_layout_get_pixel_size(layout, &wide, NULL);
    while (wide > width && size > PANGO_SCALE) {
      size -= PANGO_SCALE / 4;
      pango_font_description_set_size(description, size);
      pango_layout_set_font_description(layout, description);
      pango_layout_get_pixel_size(layout, &wide, NULL);
    }
  }
  pango_font_description_free(description);
  if (width > 0) pango_layout_set_width(layout, width * PANGO_SCALE);
  pango_layout_set_alignment(layout, align ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  if (fit == 1) {
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
  }
  pango_layout_set_text(layout, utf8, -1);
  cairo_move_to(pdf->cairo, x, y);
  pango_cairo_show_layout(pdf->cairo, layout);
  int height = 0;
  pango_layout_get_pixel_size(layout, NULL, &height);
  g_object_unref(layout);
  return height;
}

/// Draws a thin line.
static inline void quittance_pdf_rule(quittance_pdf *pdf, int x, int y, int to) {
  cairo_set_line_width(pdf->cairo, 0.5);
  cairo_move_to(pdf->cairo, x, y);
  cairo_line_to(pdf->cairo, to, y);
  cairo_stroke(pdf->cairo);
}

/// Ends a page; the next text stands on a new one.
static inline void quittance_pdf_page(quittance_pdf *pdf) { cairo_show_page(pdf->cairo); }

/// Ends the document and gives its bytes to `take`; 0 where it failed.
static inline int quittance_pdf_end(quittance_pdf *pdf, void (*take)(void *, const unsigned char *, size_t), void *to) {
  cairo_destroy(pdf->cairo);
  cairo_surface_finish(pdf->surface);
  int good = cairo_surface_status(pdf->surface) == CAIRO_STATUS_SUCCESS && !pdf->failed;
  cairo_surface_destroy(pdf->surface);
  if (good) take(to, pdf->bytes, pdf->count);
  free(pdf->bytes);
  free(pdf);
  return good;
}
#endif

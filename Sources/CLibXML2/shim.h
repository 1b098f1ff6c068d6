// libxml2 as Debian builds it pulls in ICU's headers, whose `UErrorCode` collides with the one in
// Foundation. The macro must go before the other headers are read; only the ICU tail of
// `xmlCharEncodingHandler` disappears, which nothing here touches.
#ifndef QUITTANCE_CLIBXML2_SHIM_H
#define QUITTANCE_CLIBXML2_SHIM_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#endif

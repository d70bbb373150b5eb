// Debian's libxml2 headers include ICU's, which clash with the ICU inside Foundation
// ('UErrorCode' has different definitions). Nothing of ICU is needed here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>

/// libxml2 counts errors from 2.12 on, and passes on the first hundred only. Its HTML parser tells of an end tag by an
/// error, so that no end tag would be heard of after that.
static inline void xmlForgetCountOfErrors(xmlParserCtxtPtr parser) {
#if LIBXML_VERSION >= 21200
    parser->nbErrors = 0;
#else
    (void)parser;
#endif
}

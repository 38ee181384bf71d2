// The door to libxml2: HTML and XML parsers, the tree, XPath. A system library target, because its headers
// are found through pkg-config.
#ifndef UNDERCOVER_CLIBXML2_H
#define UNDERCOVER_CLIBXML2_H

#include <iconv.h>
// ICU's headers would clash with those inside Foundation, and only a structure that is never used here needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// To be called once, before any other function of libxml2, while no other thread calls any. 512 is the depth
// at which browsers stop nesting, too; libxml2's own 256 is met by real pages with unclosed elements.
static inline void undercover_xml_begin(void) {
    xmlInitParser();
    xmlParserMaxDepth = 512;
}

// xmlFree is a variable that holds a function.
static inline void undercover_xml_free(void *pointer) {
    xmlFree(pointer);
}

#endif

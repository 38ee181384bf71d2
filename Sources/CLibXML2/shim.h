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
#include <libxml/SAX2.h>
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

// What a parser adds to its tree is counted where it says so. In C, since it is called for each element: a page has thousands.

static inline void undercover_xml_add(void *context, size_t parts) {
    // libxml2 hands its events the parser, and leaves `_private` to its users.
    size_t *count = ((xmlParserCtxtPtr)context)->_private;
    if (count) *count += parts;
}

static inline void undercover_xml_element(void *context, const xmlChar *name, const xmlChar **attributes) {
    size_t parts = 1;
    while (attributes && attributes[2 * (parts - 1)]) parts++;
    undercover_xml_add(context, parts);
    xmlSAX2StartElement(context, name, attributes);
}

static inline void undercover_xml_element_ns(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address,
                                             int space_count, const xmlChar **spaces, int attribute_count, int defaulted,
                                             const xmlChar **attributes) {
    undercover_xml_add(context, 1 + (size_t)space_count + (size_t)attribute_count);
    xmlSAX2StartElementNs(context, name, prefix, address, space_count, spaces, attribute_count, defaulted, attributes);
}

static inline void undercover_xml_comment(void *context, const xmlChar *text) {
    undercover_xml_add(context, 1);
    xmlSAX2Comment(context, text);
}

static inline void undercover_xml_cdata(void *context, const xmlChar *text, int length) {
    undercover_xml_add(context, 1);
    xmlSAX2CDataBlock(context, text, length);
}

static inline void undercover_xml_instruction(void *context, const xmlChar *target, const xmlChar *text) {
    undercover_xml_add(context, 1);
    xmlSAX2ProcessingInstruction(context, target, text);
}

// `count` must live as long as the parser parses.
static inline void undercover_xml_count(xmlParserCtxtPtr context, size_t *count) {
    context->_private = count;
    context->sax->startElement = undercover_xml_element;
    // Of HTML's parser there are no namespaces, and it would take their event for a sign of them.
    if (!context->html) context->sax->startElementNs = undercover_xml_element_ns;
    context->sax->comment = undercover_xml_comment;
    context->sax->cdataBlock = undercover_xml_cdata;
    context->sax->processingInstruction = undercover_xml_instruction;
}

#endif

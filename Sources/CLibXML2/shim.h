// The door to libxml2: HTML and XML parsers, the tree, XPath. A system library target, because its headers
// are found through pkg-config.
#ifndef UNDERCOVER_CLIBXML2_H
#define UNDERCOVER_CLIBXML2_H

#include <iconv.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#endif

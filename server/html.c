/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "html.h"

#include <string.h>

typedef struct {
  GString *text;
  gboolean blank; /* before the next letter */
  guint breaks;   /* lines to end before the next letter */
} Writer;

/* Elements that stand within a line; all others break it. */
static const char *const inline_elements[] = { "a",    "abbr", "b",     "bdi",  "bdo",    "cite",
                                               "code", "data", "del",   "dfn",  "em",     "font",
                                               "i",    "img",  "ins",   "kbd",  "mark",   "q",
                                               "s",    "samp", "small", "span", "strong", "sub",
                                               "sup",  "time", "u",     "var",  "wbr",    NULL };

/* Elements whose content is not shown. */
static const char *const hidden_elements[] = { "head",     "noscript", "script", "style",
                                               "template", "title",    NULL };

/* The names of U+00A0 to U+00FF, in this order. */
static const char *const latin_entities[] = {
  "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
  "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
  "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
  "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
  "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
  "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
  "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
  "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
  "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
  "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"
};

static const struct {
  const char *name;
  gunichar c;
} entities[] = {
  { "amp", '&' },      { "apos", '\'' },     { "bull", 0x2022 },  { "euro", 0x20ac },
  { "gt", '>' },       { "hellip", 0x2026 }, { "ldquo", 0x201c }, { "lsquo", 0x2018 },
  { "lt", '<' },       { "mdash", 0x2014 },  { "ndash", 0x2013 }, { "quot", '"' },
  { "rdquo", 0x201d }, { "rsquo", 0x2019 },  { "trade", 0x2122 },
};

static void
write_char (Writer *writer, gunichar c)
{
  if (g_unichar_isspace (c))
    {
      writer->blank = TRUE;
      return;
    }
  if (writer->text->len > 0 && writer->breaks > 0)
    g_string_append (writer->text, writer->breaks > 1 ? "\n\n" : "\n");
  else if (writer->text->len > 0 && writer->blank)
    g_string_append_c (writer->text, ' ');
  writer->blank = FALSE;
  writer->breaks = 0;
  g_string_append_unichar (writer->text, c);
}

/* 0: no character. */
static gunichar
find_number (const char *digits)
{
  gboolean hexadecimal = *digits == 'x' || *digits == 'X';
  char *end;
  guint64 code = g_ascii_strtoull (digits + hexadecimal, &end, hexadecimal ? 16 : 10);

  if (*end != '\0' || end == digits + hexadecimal || code == 0 || code > 0x10ffff
      || !g_unichar_validate ((gunichar) code))
    return 0;
  return (gunichar) code;
}

/* 0: there is none of this name. */
static gunichar
find_entity (const char *name)
{
  if (*name == '#')
    return find_number (name + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (latin_entities); i++)
    if (strcmp (latin_entities[i], name) == 0)
      return 0xa0 + (gunichar) i;
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strcmp (entities[i].name, name) == 0)
      return entities[i].c;
  return 0;
}

/* Returns the place after the reference, or after the ampersand if there is none. */
static const char *
read_entity (Writer *writer, const char *at)
{
  gsize length = strcspn (at + 1, "; &<\n");
  g_autofree char *name = g_strndup (at + 1, MIN (length, 32));
  gunichar c = at[1 + length] == ';' ? find_entity (name) : 0;

  write_char (writer, c != 0 ? c : '&');
  return c != 0 ? at + length + 2 : at + 1;
}

/* The place after the tag's ">", which quotes may hide, or the end. */
static const char *
skip_tag (const char *at)
{
  for (char quote = '\0'; *at != '\0'; at++)
    if (quote != '\0')
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else if (*at == '>')
      return at + 1;
  return at;
}

/* The place after the end tag of a hidden element, or the end. */
static const char *
skip_element (const char *at, const char *name)
{
  gsize length = strlen (name);

  for (; (at = strstr (at, "</")) != NULL; at += 2)
    if (g_ascii_strncasecmp (at + 2, name, length) == 0 && !g_ascii_isalnum (at[2 + length]))
      return skip_tag (at);
  return NULL;
}

static void
break_line (Writer *writer, const char *name)
{
  static const char *const spaced[] = { "p",     "h1", "h2", "h3",  "h4",         "h5", "h6",
                                        "table", "ul", "ol", "pre", "blockquote", NULL };

  if (strcmp (name, "td") == 0 || strcmp (name, "th") == 0)
    writer->blank = TRUE;
  else
    writer->breaks = MAX (writer->breaks, g_strv_contains (spaced, name) ? 2 : 1);
}

static const char *
read_tag (Writer *writer, const char *at)
{
  gboolean closing = at[1] == '/';
  const char *start = at + 1 + closing;
  gsize length = 0;
  g_autofree char *name = NULL;
  const char *end;

  if (g_str_has_prefix (at, "<!--"))
    {
      end = strstr (at + 4, "-->");
      return end != NULL ? end + 3 : at + strlen (at);
    }
  while (g_ascii_isalnum (start[length]))
    length++;
  if (length == 0 && *start != '!' && *start != '?')
    {
      write_char (writer, '<');
      return at + 1;
    }
  name = g_ascii_strdown (start, (gssize) length);
  end = skip_tag (start);
  if (!closing && g_strv_contains (hidden_elements, name))
    end = skip_element (end, name);
  else if (!g_strv_contains (inline_elements, name))
    break_line (writer, name);
  return end != NULL ? end : at + strlen (at);
}

char *
html_to_text (const char *html)
{
  Writer writer = { .text = g_string_new (NULL) };

  while (*html != '\0')
    if (*html == '<')
      html = read_tag (&writer, html);
    else if (*html == '&')
      html = read_entity (&writer, html);
    else
      {
        write_char (&writer, g_utf8_get_char (html));
        html = g_utf8_next_char (html);
      }
  return g_string_free (writer.text, FALSE);
}

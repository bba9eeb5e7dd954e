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

static const struct {
  const char *name;
  const char *text;
} entities[] = {
  { "amp", "&" },        { "apos", "'" },        { "bull", "\u2022" },  { "copy", "\u00a9" },
  { "deg", "\u00b0" },   { "euro", "\u20ac" },   { "gt", ">" },         { "hellip", "\u2026" },
  { "laquo", "\u00ab" }, { "ldquo", "\u201c" },  { "lsquo", "\u2018" }, { "lt", "<" },
  { "mdash", "\u2014" }, { "middot", "\u00b7" }, { "nbsp", " " },       { "ndash", "\u2013" },
  { "quot", "\"" },      { "raquo", "\u00bb" },  { "rdquo", "\u201d" }, { "reg", "\u00ae" },
  { "rsquo", "\u2019" }, { "times", "\u00d7" },  { "trade", "\u2122" },
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

static void
write_text (Writer *writer, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    write_char (writer, g_utf8_get_char (text));
}

static gboolean
write_number (Writer *writer, const char *digits)
{
  gboolean hexadecimal = *digits == 'x' || *digits == 'X';
  char *end;
  guint64 code = g_ascii_strtoull (digits + hexadecimal, &end, hexadecimal ? 16 : 10);

  if (*end != '\0' || end == digits + hexadecimal || code == 0 || code > 0x10ffff
      || !g_unichar_validate ((gunichar) code))
    return FALSE;
  write_char (writer, (gunichar) code);
  return TRUE;
}

/* Returns the place after the reference, or after the ampersand if there is none. */
static const char *
read_entity (Writer *writer, const char *at)
{
  gsize length = strcspn (at + 1, "; &<\n");
  g_autofree char *name = g_strndup (at + 1, MIN (length, 32));
  const char *end = at + 1 + length;

  if (*end == ';' && *name == '#' && write_number (writer, name + 1))
    return end + 1;
  for (gsize i = 0; *end == ';' && i < G_N_ELEMENTS (entities); i++)
    if (strcmp (entities[i].name, name) == 0)
      {
        write_text (writer, entities[i].text);
        return end + 1;
      }
  write_char (writer, '&');
  return at + 1;
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

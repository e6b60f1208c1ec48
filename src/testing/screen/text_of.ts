/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What is in the HTML of a page and is not read. */
const UNREAD = /<(script|style|template|noscript)\b[\s\S]*?<\/\1>/gi

/** Elements in the middle of a sentence. Others begin a new line. */
const INLINE =
  /<\/?(a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>/gi

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

/**
 * The text of HTML that React has written, with one space wherever there are several, or a line ends.
 */
export function textOf(html: string): string {
  return (
    html
      .replaceAll(UNREAD, ' ')
      // React separates texts by comments
      .replaceAll(/<!--[\s\S]*?-->/g, '')
      .replaceAll(INLINE, '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/&(amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity])
      .replaceAll(/\s+/g, ' ')
      .trim()
  )
}

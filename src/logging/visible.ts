/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * What a terminal acts upon, or shows in another order or not at all: control characters (C0, C1), marks
 * and overrides of the direction, separators of lines.
 */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A text as a terminal may have it, whoever has written it: a visitor may have given a room its name.
 * What would not be seen stands there as JSON escapes it.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const known = JSON.stringify(character).slice(1, -1)
    if (known !== character) return known
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The anchor of a heading, as GitHub makes it: links of the guides work on the site and on the forge.
 */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The header `Content-Disposition` of a file that a browser is to save. Adonis writes letters such as `ü` as bytes
 * that browsers do not read.
 */
export function attachment(filename: string): string {
  const plain = filename.replace(/[^ -~]|["\\%]/g, '_')
  if (plain === filename) return `attachment; filename="${plain}"`
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

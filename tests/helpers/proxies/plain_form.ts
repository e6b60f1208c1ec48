/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A form as a browser posts it that runs no script: what the user entered, and its hidden fields. */
export function plainForm(html: string, fields: Record<string, string>): string {
  const body = new URLSearchParams(fields)
  for (const [input] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const [, name] = /name="([^"]*)"/.exec(input)!
    const [, value] = /value="([^"]*)"/.exec(input) ?? ['', '']
    body.append(name, value)
  }
  return body.toString()
}

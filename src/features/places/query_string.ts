/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The parts of a query string: `a=1`, `b=2`. */
function partsOf(url: string): string[] {
  const index = url.indexOf('?')
  return index === -1 ? [] : url.slice(index + 1).split('&')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function nameOf(part: string): string {
  return decode(part.split('=', 1)[0])
}

/**
 * The parameters of an address: all texts by name, in their order.
 *
 * @param url - path and query string
 */
export function readQuery(url: string): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const part of partsOf(url)) {
    if (part === '') continue
    const index = part.indexOf('=')
    const value = index === -1 ? '' : decode(part.slice(index + 1))
    const name = nameOf(part)
    const known = values.get(name)
    if (known) known.push(value)
    else values.set(name, [value])
  }
  return values
}

/**
 * An address with other values of some parameters. All else stays as it is written.
 *
 * @param url - path and query string
 * @param changes - texts by name of the parameter; none to leave it out
 */
export function writeQuery(url: string, changes: ReadonlyMap<string, readonly string[]>): string {
  const left = new Map(changes)
  const parts: string[] = []
  const add = (name: string, values: readonly string[]) => {
    for (const value of values) parts.push(new URLSearchParams([[name, value]]).toString())
  }
  for (const part of partsOf(url)) {
    const name = nameOf(part)
    if (!changes.has(name)) {
      if (part !== '') parts.push(part)
      continue
    }
    // The first place of a parameter is its new one
    add(name, left.get(name) ?? [])
    left.delete(name)
  }
  for (const [name, values] of left) add(name, values)
  const [path] = url.split('?', 1)
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Whether the route of a page leads to an address, whatever prefix it would have.
 *
 * @param route - pattern of a page
 * @param path - without query string
 */
export function leadsTo(route: string, path: string): boolean {
  const names = segmentsOf(path)
  const pattern = segmentsOf(route)
  for (const [index, part] of pattern.entries()) {
    if (part === '*') return names.length > index
    const isParam = part.startsWith(':')
    if (names[index] === undefined) return isParam && part.endsWith('?')
    if (!isParam && part !== names[index]) return false
  }
  return names.length <= pattern.length
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}

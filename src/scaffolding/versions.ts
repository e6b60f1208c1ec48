/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

const VERSION = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/

function parse(text: string): [major: number, minor: number] | undefined {
  const [, major, minor = '0'] = VERSION.exec(text) ?? []
  return major === undefined ? undefined : [Number(major), Number(minor)]
}

/**
 * Whether a version is in a range of the form `^8.4.0`: of that major, and not older. `||` stands between several.
 *
 * @param version - `8.4.2`, or the range of a package.json when nothing is installed
 */
export function isInRange(version: string, range: string): boolean {
  return range.split('||').some((each) => isInOne(version, each))
}

function isInOne(version: string, range: string): boolean {
  const [given, wanted] = [parse(version), parse(range)]
  // Neither a tag nor an address says which version it is
  if (!given || !wanted) return true
  if (given[0] !== wanted[0]) return false
  return given[1] >= wanted[1] || /^[\^~]/.test(version)
}

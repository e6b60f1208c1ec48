/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * A path as an address of its own origin. Whoever resolves `//example.com` takes that for a host.
 *
 * @param path - with a slash in front; what follows the path stays as it is
 */
export function ownPath(path: string): string {
  return /^\/[/\\]/.test(path) ? `/.${path}` : path
}

/**
 * The path that a browser asks for, of one that `ownPath` has returned.
 */
export function requestPath(path: string): string {
  return /^\/\.\/[/\\]/.test(path) ? path.slice(2) : path
}

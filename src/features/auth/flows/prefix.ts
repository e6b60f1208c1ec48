/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

const PREFIX = /^(\/[\w-]+)+$/

/**
 * Whether the pages of accounts can begin with it. It becomes a part of routes, of links in mails, and of source files.
 */
export function isPrefix(value: unknown): value is string {
  return typeof value === 'string' && PREFIX.test(value)
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The host without its port, as routes of a domain are matched.
 *
 * @param host - of a request; an IPv6 address has its brackets
 */
export function hostnameOf(host: string | undefined): string | undefined {
  return host?.replace(/:\d+$/, '')
}

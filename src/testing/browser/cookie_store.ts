/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

interface StoredCookie {
  name: string
  /** As the header has it. */
  value: string
  path: string
  /** Milliseconds since the epoch. */
  expires: number
}

/**
 * The cookies of a test's browser. It has one host, so of RFC 6265 paths and times are left.
 */
export class CookieStore {
  #cookies = new Map<string, StoredCookie>()

  /** @param values - decoded values by name, for all paths */
  constructor(values: Record<string, string>) {
    for (const [name, value] of Object.entries(values)) {
      this.#put({ name, value: encodeURIComponent(value), path: '/', expires: Infinity })
    }
  }

  /** The cookies that a request to a path has, as its header. */
  header(path: string): string {
    const now = Date.now()
    return [...this.#cookies.values()]
      .filter((cookie) => cookie.expires > now && isBelow(path, cookie.path))
      .sort((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  /** Sets a cookie of a session, as a script does. */
  set(name: string, value: string): void {
    this.#put({ name, value, path: '/', expires: Infinity })
  }

  /** Takes a cookie of a script back. */
  drop(name: string): void {
    this.#cookies.delete(`${name};/`)
  }

  /**
   * Takes what a response sets.
   *
   * @param header - of `Set-Cookie`
   * @param from - path of the request
   */
  keep(header: string, from: string): void {
    const [pair, ...attributes] = header.split(';').map((part) => part.trim())
    const index = pair.indexOf('=')
    if (index < 1) return
    const cookie: StoredCookie = {
      name: pair.slice(0, index),
      value: pair.slice(index + 1),
      path: from.slice(0, Math.max(1, from.lastIndexOf('/'))),
      expires: Infinity,
    }
    let maxAge: number | undefined
    for (const attribute of attributes) {
      const [key, value = ''] = attribute.split('=')
      if (/^path$/i.test(key) && value.startsWith('/')) cookie.path = value
      if (/^max-age$/i.test(key)) maxAge = Number(value)
      if (/^expires$/i.test(key)) cookie.expires = new Date(value).getTime()
    }
    // It counts more than a date
    if (maxAge !== undefined) cookie.expires = Date.now() + maxAge * 1_000
    this.#put(cookie)
  }

  #put(cookie: StoredCookie): void {
    const key = `${cookie.name};${cookie.path}`
    if (cookie.expires <= Date.now()) this.#cookies.delete(key)
    else this.#cookies.set(key, cookie)
  }
}

/** Whether a cookie of a path is sent with requests to another one. */
function isBelow(path: string, parent: string): boolean {
  if (path === parent) return true
  return path.startsWith(parent.endsWith('/') ? parent : `${parent}/`)
}

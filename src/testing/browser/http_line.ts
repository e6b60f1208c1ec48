/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** How the requests of a test's browser reach the application. */
export interface HttpLine {
  /**
   * Sends a request, and follows no redirect.
   *
   * @throws TypeError when nobody answers
   */
  ask(url: URL, init: RequestInit & { headers: Record<string, string> }): Promise<Response>
}

/** Over the network, to whoever listens there. */
export const networkLine: HttpLine = {
  ask: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
}

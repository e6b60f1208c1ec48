/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Reasons for which the server closes a socket (4000 to 4999 are free for applications, RFC 6455
 * section 7.4.2). `reload` in the name of a code means: the shell is of no use any more, get a
 * new one over HTTP.
 */
export const CloseCode = {
  /** The first frame was no valid hello. */
  BadHello: 4400,
  /** The tab token is forged, expired or of another browser session: load the page again. */
  TokenRefused: 4401,
  /** An operator has ended the tab, with a text for its user: nothing to connect to is left. */
  Kicked: 4403,
  /** No hello came in time. */
  HelloTimeout: 4408,
  /** The application of this server has no such page any more. Another server may have it. */
  PageGone: 4404,
  /** Another socket took up this tab. */
  Replaced: 4409,
  /** A frame was larger than `limits.frameSize`. The number is the standard one. */
  TooLarge: 1009,
  /** Another tab signed in or out: connect again with the browser's current cookies. */
  SessionChanged: 4410,
  /** The browser does not have the cookies of its new session yet: connect again in a moment. */
  SessionPending: 4412,
  /**
   * The server is of another build, which lacks something that the page uses: connect again, elsewhere,
   * or load the page again.
   */
  OtherBuild: 4421,
  /** The protocol versions differ: load the page again. */
  VersionMismatch: 4426,
  /** A limit of the connection (rate, queue, unsent bytes, tabs per session) was passed. */
  TooMuch: 4429,
  /**
   * The store of tabs cannot be reached, or another process has the tab: connect again. The number
   * is the standard one.
   */
  TryAgain: 1013,
  /** The server goes away: connect again, elsewhere. The number is the standard one. */
  GoingAway: 1001,
} as const

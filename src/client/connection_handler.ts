/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  FeatureFrame,
  PrefetchAnswerFrame,
  UpdateFrame,
  WelcomeFrame,
} from '../protocol/main.ts'

/** Who takes up what comes over the connection. */
export interface ConnectionHandler {
  /** Path and query string that the browser shows. */
  url(): string
  /** When something was typed last, in milliseconds since the epoch. */
  typedAt(): number
  /** A connection begins, before anything that waited is sent. */
  welcome(frame: WelcomeFrame): void
  /**
   * The next frame of the tab, once and in order.
   *
   * @returns false when it does not fit, so that a snapshot is needed
   */
  update(frame: UpdateFrame): boolean
  /** A frame that answers no message that is waiting, after `update`. */
  news(frame: UpdateFrame): void
  /** What the server tells besides the tab's own news, which may be lost with a connection. */
  told(frame: PrefetchAnswerFrame | FeatureFrame): void
  /** The connection is gone, for now or for good. */
  disconnected(): void
}

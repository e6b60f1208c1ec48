/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type { EventScope } from '../../../state/main.ts'
import type { LiveEngine } from '../live/main.ts'
import type { OwnWrites } from './own_writes.ts'

/** What one tab has of one live var: its newest result, and what tells of a newer one. */
export interface Follower {
  /** The newest result, by the vars that it fills; empty where a store had the tab, whose states have it. */
  readonly values: Readonly<Record<string, JsonValue>>
  /** Whether it hears of what is newer. */
  readonly isOpen: boolean

  /**
   * Loads the result in a request of the tab, and hears of what is newer from then on.
   *
   * @throws what its getter, its query or its transformer throws
   */
  load(scope: EventScope): Promise<void>

  /**
   * Loads it once more where an event makes it another one, and does what its handlers have asked for.
   *
   * @param writes - tells what the event has written
   */
  complete(scope: EventScope, writes: OwnWrites): Promise<void>

  /**
   * Hears of what is newer again, without a request.
   *
   * @param shown - what the tab shows, by var
   */
  resume(shown: Readonly<Record<string, unknown>>): void

  /** Hears nothing more, and knows what it has. */
  close(): void

  /** What the store keeps of it. */
  pack(): unknown

  /**
   * Takes up what `pack` of another process has returned.
   *
   * @throws TypeError for anything else
   */
  restore(packed: unknown): void
}

/** What a follower tells its tab. */
export interface FollowerEvents {
  /** There is something newer. */
  changed(): void
  /** The tab may not see it any longer. */
  refused(): void
  /** It hears nothing more, since the tab was not there for a moment. */
  left(): void
}

export interface FollowerParts {
  /** Id of the tab. */
  tab: string
  engine: LiveEngine<EventScope>
  events: FollowerEvents
}

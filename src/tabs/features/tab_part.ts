/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  EventFrame,
  JsonValue,
  NavigateFrame,
  PageInfo,
  UpdateFrame,
  WelcomeFrame,
} from '../../protocol/main.ts'
import type { StateNews } from '../../state/main.ts'

/**
 * What a feature has for one tab. Each moment is optional, and what is left out costs nothing. One
 * that throws, or returns a promise that rejects, is logged, and hurts neither the tab nor other features.
 *
 * A reason ends the sentence "… was cancelled: …".
 */
export interface TabPart {
  /** How much of it runs beside the tab's queue. A tab that runs something is neither put to sleep nor given away. */
  readonly running?: number

  /** A socket takes the tab up, in this process or from another one, and is yet to be greeted. */
  takenUp?(): void

  /**
   * The browser gets all of the tab anew, but what it was told of the page: frames that it has not
   * confirmed may never have come.
   */
  resynced?(): void

  /**
   * The tab shows another page, or its page anew, and the browser is told.
   *
   * @param told - what it is told of the page
   * @param full - it has nothing of the tab yet
   * @param news - what it is told of the states of the page
   */
  admitted?(told: PageInfo, full: boolean, news: StateNews): void

  /** The browser has asked for something that is yet to run. */
  received?(frame: EventFrame | NavigateFrame): void

  /** A frame is on its way to the browser. */
  sent?(frame: Omit<UpdateFrame, 'n'>): void

  /** The tab has a socket that gets its frames. */
  connected?(): void

  /** The tab has lost its socket. It may get another one. */
  disconnected?(): void

  /** An event was answered, and is yet to be stored. */
  answered?(): void

  /** A turn of the tab is over, and stored where the store outlives the process. */
  stored?(): void

  /** A handler asks what an event of that state and name has under way to end. */
  cancel?(state: string, event: string): void

  /** The tab is another user's, or has no page any more: what was begun for it may change nothing. */
  disowned?(reason: string): void

  /** The tab leaves this process soon: what runs is to come to its end. */
  draining?(reason: string): void

  /** What has not come to its end in time is given up. The process that takes the tab up says so. */
  abandoned?(reason: string): void

  /** The tab has left this process: it ends, or is in the store. */
  ended?(reason: string): void

  /** The tab ends, after it has left. */
  dropped?(): void

  /**
   * The browser's side of the feature tells something. Whatever it is, a stranger may have sent it.
   *
   * @throws what is wrong with it, which counts as a frame that was refused
   */
  told?(data: JsonValue): void

  /** Whether an event that has begun is yet to be answered. */
  worksOn?(id: number): boolean

  /** Resolves when nothing of it runs. */
  settled?(): Promise<void>

  /** What the store keeps of it, as `structuredClone()` takes it; undefined for nothing. */
  pack?(): unknown

  /**
   * Takes up what `pack` of another process has returned, which may be of another version of the feature.
   *
   * @throws where it is nothing that the feature knows: it begins anew
   */
  restore?(packed: unknown): void

  /** What a browser is told of it when its socket is greeted. */
  welcome?(): Partial<WelcomeFrame> | undefined
}

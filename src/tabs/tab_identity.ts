/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Guards } from '../adonis/main.ts'
import { hasLeft } from './identity.ts'
import type { Actor } from './identity.ts'

/** Milliseconds within which a browser has the cookies of a session that has moved. */
const MOVE_TIME = 10_000

/** What a store keeps of a tab's identity. */
export interface PackedIdentity {
  session: string
  /** Whom the session said to be signed in when the page was admitted. */
  identity: Guards
  /** Id of the user that was last seen. */
  user: Actor['user']
  /** Somebody has signed in or out since the page was admitted. */
  stale: boolean
  /** When the request of its page began, by the clock of the process that began then. */
  admitted: { at: number; origin: number }
}

/**
 * In whose name a tab is: its browser session, who is signed in there, and whether the page was
 * admitted for them. Its methods say what has happened.
 */
export class TabIdentity {
  /** The other tabs of the browser session are to follow, once the browser has its cookies. */
  announces = false

  #session: string
  #user: Actor['user']
  #guards: Guards = {}
  #isStale = false
  #isOutdated = false
  #isRestored = false
  /** Where the session was before it moved, and when, in milliseconds of the monotonic clock. */
  #moved: { from: string; at: number } | undefined
  /** When the request of its page began, in milliseconds of the monotonic clock. */
  #admittedAt = 0

  constructor(session: string) {
    this.#session = session
  }

  /** Id of the browser session; it moves with logins and logouts. */
  get session(): string {
    return this.#session
  }

  /** Id of the user that was last seen; undefined for a guest, or where nothing authenticates. */
  get user(): Actor['user'] {
    return this.#user
  }

  get guards(): Guards {
    return this.#guards
  }

  /** Somebody has signed in or out since the page was admitted: it has to be admitted anew. */
  get stale(): boolean {
    return this.#isStale
  }

  /** The same has just happened over HTTP, and the browser is yet to be told. */
  get outdated(): boolean {
    return this.#isOutdated
  }

  /** It comes from the store with a user, who may have signed out since. */
  get doubtful(): boolean {
    return this.#isRestored && Object.keys(this.#guards).length > 0
  }

  /** The browser session has got another id. */
  moved(session: string): void {
    this.#moved = { from: this.#session, at: performance.now() }
    this.#session = session
  }

  /** Whether the session had that id a moment ago, so that the browser may not have the new one yet. */
  hadJust(session: string): boolean {
    return this.#moved?.from === session && performance.now() - this.#moved.at < MOVE_TIME
  }

  /** Whether somebody who was signed in when the page was admitted is no more. */
  hasLost(guards: Guards): boolean {
    return hasLeft(this.#guards, guards)
  }

  /** Somebody has signed in or out. */
  changed(): void {
    this.#isStale = true
  }

  /** Somebody has signed in or out over HTTP. */
  changedElsewhere(): void {
    this.#isOutdated = true
  }

  /** The browser was told of that, or has seen it. */
  told(): void {
    this.#isOutdated = false
  }

  /** Whether its page was asked for before that, in milliseconds of the monotonic clock. */
  wasAdmittedBefore(time: number): boolean {
    return this.#admittedAt < time
  }

  /** Whether the one who was restored is still there was looked at. */
  checked(): void {
    this.#isRestored = false
  }

  /**
   * A request for a page says who it is.
   *
   * @returns whether the tab was another user's
   */
  sees({ user, identity }: Actor): boolean {
    const isOther = this.#isStale && this.#user !== undefined && this.#user !== user
    const isLost = isOther || this.hasLost(identity)
    if (isLost) this.#isStale = true
    if (this.#isStale || user !== undefined) this.#user = user
    this.#guards = identity
    this.#isRestored = false
    return isLost
  }

  /**
   * A page has let the tab in.
   *
   * @param begunAt - when its request began, in milliseconds of the monotonic clock
   */
  admitted(begunAt: number): void {
    this.#isStale = false
    this.#admittedAt = begunAt
  }

  /** The tab was not let in where it has to be. */
  withdrawn(): void {
    this.#isStale = false
    this.#guards = {}
  }

  pack(): PackedIdentity {
    return {
      session: this.#session,
      identity: this.#guards,
      user: this.#user,
      stale: this.#isStale,
      admitted: { at: this.#admittedAt, origin: performance.timeOrigin },
    }
  }

  /** Goes on with what another process has packed, in the session that the tab was made with. */
  restore({ identity, user, stale, admitted }: Omit<PackedIdentity, 'session'>): void {
    this.#guards = identity
    this.#user = user
    this.#isStale = stale
    this.#isRestored = true
    // Clocks of other processes say nothing here: their tabs count as older than any change
    if (admitted.origin === performance.timeOrigin) this.#admittedAt = admitted.at
  }
}

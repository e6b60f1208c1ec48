/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { Visitor } from '../bridge/main.ts'
import type { MountedPage } from '../pages/main.ts'
import type { Action, Address, JsonValue, PageInfo, UpdateFrame } from '../protocol/main.ts'
import type { RoomReader, RoomHold } from '../rooms/main.ts'
import type { PreparedChange, RoomChange, StateNews, StateTree } from '../state/main.ts'
import { EventQueue } from './event_queue.ts'
import type { Outbox } from './outbox.ts'
import { TabIdentity } from './tab_identity.ts'
import { TabParts } from './features/tab_parts.ts'
import type { FailedMoment } from './features/tab_parts.ts'

/** Milliseconds until a tab is looked at again of which something runs that says it has settled. */
const BUSY_LOOK = 20

/** A frame that answers an event or a navigation. */
export type Answer = Omit<UpdateFrame, 'n'> & { id: number }

/** The page that a tab shows, as the server has last admitted it. */
export interface ShownPage {
  page: MountedPage
  info: PageInfo
}

/**
 * One browser tab: its states, its page, its queue of events and the frames on their way to it.
 * It outlives its sockets.
 */
export class Tab implements RoomReader {
  readonly queue: EventQueue
  /** In whose name it is. */
  readonly identity: TabIdentity
  /** What features have of it. */
  readonly parts: TabParts
  /** The page; none until one is admitted. */
  shown: ShownPage | undefined
  /** The browser, as its last socket has shown it. What another socket sends does not count. */
  visitor: Visitor | undefined
  /** Whose event runs. */
  acting: Visitor | undefined
  /** The document that has it, as its hellos name it. */
  document: string | undefined
  /** Id of the last event that was taken up. */
  lastEvent = 0
  /** Id of the last event that was answered. */
  answered = 0
  /** Number of this process' claim in the store. */
  fence = 1
  /** This process has it no longer. Nothing that reaches it counts. */
  ended = false
  /** It takes no more events here: the browser sends them to another process. */
  draining = false
  /** It has had a socket. */
  adopted = false
  /** When the application was told that it is open here, in milliseconds of the monotonic clock. */
  openedAt: number | undefined
  /** A socket or a document is about to have it: it makes room for no other. */
  arriving = false
  /** The rooms that its running event uses. */
  roomHold: RoomHold | undefined
  /** Runs what is left of a traced event, its storing, in the async context of its trace. */
  resume: (<T>(work: () => T) => T) | undefined
  /** Settles with the write of the tab that is under way. */
  saving: Promise<void> | undefined
  /** Until when the store keeps it without hearing of it, in milliseconds of the monotonic clock. */
  storedUntil = 0
  /** When it was last used, in milliseconds of the monotonic clock. */
  usedAt = performance.now()

  constructor(
    readonly id: string,
    /** Id of the browser session. */
    session: string,
    readonly states: StateTree,
    readonly outbox: Outbox,
    /** Hears what goes wrong and is nobody's answer: in a turn, or at a moment of a feature. */
    failed?: (error: unknown, at?: FailedMoment) => void
  ) {
    this.queue = new EventQueue(failed && ((error) => failed(error)))
    this.parts = new TabParts(failed)
    outbox.heard = (frame) => this.parts.sent(frame)
    this.identity = new TabIdentity(session)
  }

  /** Id of the browser session. */
  get session(): string {
    return this.identity.session
  }

  /** Id of its user; undefined for a guest, or where nothing authenticates. */
  get user(): string | number | undefined {
    return this.identity.user
  }

  get connected(): boolean {
    return this.outbox.link !== undefined
  }

  /** Whether something runs or waits. */
  get busy(): boolean {
    return this.queue.length > 0 || this.parts.running > 0
  }

  /** Whether an event or a navigation that it was sent is yet to be answered. */
  worksOn(id: number): boolean {
    if (id > this.answered && id <= this.lastEvent) return true
    return this.parts.worksOn(id)
  }

  /**
   * Takes over what an event or an admission has changed.
   *
   * @returns what the browser is to be told. The next frame must say it
   */
  apply(change: PreparedChange): StateNews {
    this.roomHold?.set(change.rooms)
    return this.states.apply(change)
  }

  /** Its event is over, and has no effect on rooms. */
  releaseRooms(): void {
    this.roomHold?.abort()
    this.roomHold = undefined
  }

  /** Another tab has changed a room that this one shows. */
  follow(state: string, change: RoomChange): void {
    // Who has no socket, or comes again as somebody else, catches up then
    if (!this.#listens) return
    if (this.#holds(state)) return
    const news = this.states.roomChanged(state, change, this.#holds)
    if (news) this.outbox.push(news, true)
  }

  /** Sends an action to its browser at once. */
  send(action: Action): void {
    this.outbox.push({ a: [action] }, true)
  }

  /** Tells the browser's side of a feature something, where there is a socket. */
  tell(feature: string, data: JsonValue): void {
    this.outbox.send({ t: 'feature', f: feature, m: data })
  }

  /** Tells the browser what it has missed of the rooms. */
  catchUp(): void {
    if (!this.#listens) return
    let news: StateNews | undefined
    try {
      news = this.states.catchUp(this.#holds)
    } catch {
      // A computed var fails. The room has reported it, and the next event of this page fails with it
    }
    if (news) this.outbox.push(news, true)
  }

  /** Answers an event or a navigation, which acknowledges it. */
  answer(answer: Answer): void {
    this.answered = answer.id
    this.outbox.push(answer)
    this.touch()
  }

  /** Its page is at another address from now on, and is the same page. */
  move({ url, q }: Address): void {
    const { page, info } = this.shown!
    this.shown = { page, info: { ...info, url, q } }
  }

  /**
   * It is another user's, or has no page any more: states and answers are gone, and what runs may
   * change nothing.
   *
   * @param reason - ends the sentence "… was cancelled: …"
   */
  disown(reason: string): void {
    this.parts.disowned(reason)
    this.states.clear()
    this.outbox.disown()
  }

  /** What it may see has to be found out again. */
  doubt(): void {
    this.identity.changed()
  }

  /**
   * Resolves when nothing runs or waits.
   *
   * @param signal - aborted when nobody waits for it any more
   */
  async idle(signal?: AbortSignal): Promise<void> {
    while (this.busy) {
      await this.parts.settled()
      await this.queue.idle()
      if (signal?.aborted) return
      if (this.busy) await setTimeout(BUSY_LOOK, undefined, { ref: false })
    }
  }

  touch(): void {
    this.usedAt = performance.now()
  }

  /**
   * Whether its event keeps others from the room of a state. The browser may know already what
   * becomes of the room, and is told of the rest when the event is over.
   */
  #holds = (state: string): boolean => this.roomHold?.holds(state) ?? false

  get #listens(): boolean {
    const { stale, outdated } = this.identity
    return this.connected && !stale && !outdated && !this.ended
  }
}

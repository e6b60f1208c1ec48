/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { STORED_EVENT } from '../protocol/main.ts'
import type { EventFrame, NavigateFrame, UpdateFrame, WelcomeFrame } from '../protocol/main.ts'
import { answerUnreadable, connectionClosed } from './errors.ts'
import type { ReflexError } from './errors.ts'

/**
 * An event or a navigation, and what to do with its outcome. Exactly one of these is called, and `fail`
 * after an `answer` that throws.
 */
export interface Message {
  frame: Omit<EventFrame, 'id' | 'n'> | Omit<NavigateFrame, 'id' | 'n'>
  /** Worth nothing later: it is neither kept for a connection nor sent twice. */
  temporal?: boolean
  /** Sends it over HTTP instead, where no socket comes through. A document takes the place of this one. */
  post?(): void
  /** It has begun, and goes on in the background; may be said twice. One of the others is called when it has ended. */
  begun?(): void
  /** The server's answer, which may be an error. */
  answer(frame: UpdateFrame): void
  /**
   * No answer will come.
   *
   * @param known - it has run, and has neither failed nor returned anything; otherwise nobody knows
   */
  over(known: boolean): void
  /** It will never run. */
  fail(error: ReflexError): void
}

/** A call of an event without an answer, which the next document can make. */
export interface CarriedCall {
  /** Its id in the tab; 0 when it was never sent. */
  id: number
  /** Mark of the user who made it. */
  user?: string
  frame: Omit<EventFrame, 'id' | 'n'>
}

interface Entry {
  message: Message
  /** 0 until it is sent for the first time. */
  id: number
  /** Sent on the current socket. */
  sent: boolean
  /** Characters of its frame. */
  size: number
  /** It had no answer already when answers were last looked for. */
  late: boolean
  /** The server has said that it does not work on it, and it was sent again. */
  doubted: boolean
  /** The document before has made it: an answer that has left went there. */
  carried: boolean
  /** Mark of the user for whom alone it is run; undefined where anybody may be. */
  user?: string
}

/**
 * Messages that the server has not acknowledged, in the order in which they were made. They get
 * their ids when they are sent, since only the server knows how far a tab's ids have come.
 */
export class Outbox {
  #entries: Entry[] = []
  #lastId = 0
  #user: string | undefined

  /**
   * @param user - mark of the user who is signed in
   */
  constructor(user?: string) {
    this.#user = user
  }

  /** Id of the last message that was sent; 0 for none. */
  get lastId(): number {
    return this.#lastId
  }

  /**
   * @param carried - what the document before has said of it, when that has made it
   */
  add(message: Message, carried?: Pick<CarriedCall, 'id' | 'user'>): void {
    const { id, user } = carried ?? { id: 0, user: this.#callerOf(message) }
    this.#lastId = Math.max(this.#lastId, id)
    this.#entries.push({
      message,
      id,
      sent: false,
      size: 0,
      late: false,
      doubted: false,
      carried: carried !== undefined,
      user,
    })
  }

  /** Calls without an answer that the next document can make, in their order. */
  get calls(): CarriedCall[] {
    return this.#entries.flatMap(({ id, user, message: { frame, temporal } }) =>
      frame.t === 'event' && !temporal ? { id, frame, user } : []
    )
  }

  /**
   * Takes a message out that was never sent.
   */
  cancel(message: Message): boolean {
    const entry = this.#entries.find((each) => each.message === message)
    if (!entry || entry.id > 0) return false
    this.#remove(entry)
    return true
  }

  /**
   * Begins a connection: what the server has not run is sent again. Where the tab goes on, the
   * answers that are missing follow; elsewhere the welcome has them, unless they were too large. What
   * runs in the background goes on, whichever document has called it. An event that one user has
   * called is not run as another: it ends. What a guest has called goes on once they are signed in.
   */
  welcome({
    id: lastRun,
    resumed,
    fresh,
    tasks,
    snapshot,
    n,
    answers = [],
    forgotten = 0,
  }: Omit<WelcomeFrame, 't' | 'token' | 'build' | 'actions'>): void {
    if (snapshot) this.#user = snapshot.page.user
    this.#lastId = Math.max(this.#lastId, lastRun)
    for (const entry of this.#entries) {
      entry.sent = entry.id > 0 && entry.id <= lastRun
      entry.late = false
    }
    const ended = this.#entries.filter(
      ({ sent, carried, id }) => sent && !(tasks?.includes(id) || (resumed && !carried))
    )
    for (const entry of this.#entries) {
      entry.carried = false
      // The frame that says so does not follow a snapshot
      if (!resumed && tasks?.includes(entry.id)) entry.message.begun?.()
    }
    for (const { id } of ended) this.#take(id)
    for (const { id, message } of ended) {
      const answer = answers.find((each) => each.id === id)
      if (!answer || answer.lost) message.over(!fresh && !answer && id > forgotten)
      else {
        try {
          hand({ n, ...answer }, message)
        } catch (error) {
          // The other answers are here too
          console.error('[reflex] An answer of the server could not be taken up:', error)
        }
      }
    }
    const ofOthers = this.#entries.filter(
      ({ sent, user }) => !sent && user !== undefined && user !== this.#user
    )
    for (const entry of ofOthers) {
      this.#remove(entry)
      entry.message.over(false)
    }
  }

  /**
   * Texts of the frames that are to be sent now.
   *
   * @param applied - number of the last frame that was applied, which each frame acknowledges
   */
  drain(applied: number): string[] {
    const texts: string[] = []
    for (const entry of this.#entries) {
      if (entry.sent) continue
      entry.id ||= ++this.#lastId
      entry.sent = true
      const { t, ...rest } = entry.message.frame
      // The id stands in front, where the server finds it in a frame that is too large to be read.
      const text = JSON.stringify({ t, id: entry.id, ...rest, n: applied })
      entry.size = text.length
      texts.push(text)
    }
    return texts
  }

  /**
   * Hands an answer to its message. That of a background event is the frame that ends it.
   *
   * @returns false when the frame answers none that is waiting
   * @throws what keeps the message from taking it up, which has failed then
   */
  answer(frame: UpdateFrame): boolean {
    if (frame.p) this.#user = frame.p.user
    if (frame.b) this.#find(frame.id)?.message.begun?.()
    const message = this.#take(frame.b ? undefined : (frame.e ?? frame.id))
    if (message) hand(frame, message)
    return message !== undefined
  }

  /**
   * No server will run the navigations that none has run: their pages are of another build.
   *
   * @param isConnected - what was sent is being answered
   * @returns whether there were any
   */
  endNavigations(isConnected: boolean): boolean {
    const ended = this.#entries.filter(
      ({ message, sent }) => message.frame.t === 'nav' && !(isConnected && sent)
    )
    for (const entry of ended) {
      this.#remove(entry)
      entry.message.over(false)
    }
    return ended.length > 0
  }

  /** The server did not take a message in. */
  refuse(id: number, error: ReflexError): void {
    this.#take(id)?.fail(error)
  }

  /** Whether an answer is awaited on the current connection. */
  get awaits(): boolean {
    return this.#entries.some((entry) => entry.sent)
  }

  /** Ids of messages that had no answer when this was last asked, and have none now, oldest first. */
  late(): number[] {
    const late = this.#entries.filter((entry) => entry.sent && entry.late).map(({ id }) => id)
    for (const entry of this.#entries) entry.late = entry.sent
    return late
  }

  /**
   * The server does not work on these messages. The first time, another connection may bring them
   * there, or their answers here; after it they fail.
   *
   * @returns whether another connection is wanted
   */
  lose(ids: readonly number[], error: ReflexError): boolean {
    let retries = false
    for (const id of ids) {
      const entry = this.#find(id)
      if (entry?.doubted) this.refuse(id, error)
      else if (entry) entry.doubted = retries = true
    }
    return retries
  }

  /** The server did not take a message in because of its size, without saying which. */
  refuseLargest(error: ReflexError): void {
    const sent = this.#entries.filter((entry) => entry.sent).sort((a, b) => b.size - a.size)
    if (sent.length > 0) this.refuse(sent[0].id, error)
  }

  /** No socket comes through: the oldest message goes over HTTP that can, and was never sent. */
  post(): void {
    const entry = this.#entries.find(({ id, message }) => id === 0 && message.post)
    if (!entry) return
    this.#remove(entry)
    entry.message.post!()
  }

  /** The connection is gone. */
  disconnected(): void {
    for (const entry of this.#entries.filter(({ message }) => message.temporal)) {
      this.#remove(entry)
      entry.message.over(false)
    }
  }

  /** Nothing will be sent any more. */
  close(): void {
    for (const { message } of this.#entries.splice(0)) message.fail(connectionClosed())
  }

  /** What the browser has stored, and the page that is wanted, are whoever's is there now. */
  #callerOf({ frame }: Message): string | undefined {
    return frame.t === 'event' && frame.e !== STORED_EVENT ? this.#user : undefined
  }

  #take(id: number | undefined): Message | undefined {
    const entry = this.#find(id)
    if (entry) this.#remove(entry)
    return entry?.message
  }

  #find(id: number | undefined): Entry | undefined {
    return this.#entries.find((each) => each.id > 0 && each.id === id)
  }

  #remove(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1)
  }
}

/**
 * Gives a message its answer. It waits no longer, so one that cannot take it up fails.
 *
 * @throws why it cannot
 */
function hand(frame: UpdateFrame, message: Message): void {
  try {
    message.answer(frame)
  } catch (error) {
    message.fail(answerUnreadable())
    throw error
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Logger } from '@adonisjs/core/logger'
import type { News, NewsBus } from '../bus/main.ts'
import { E_CALL_FAILED, E_NO_PROCESS } from './exceptions.ts'

/** Milliseconds that other processes have to answer. */
const ANSWER_LIMIT = 2_000

/** Milliseconds for which a process that is no longer heard is asked, and named when it is silent. */
const REMEMBERED = 60_000

/** All processes listen here, and each at a channel of its own besides. */
const CHANNEL = 'operations'

/** Where processes say that they live, see `Liveness`. */
const BEATS = 'processes'

/** What one process is asked to do. It returns JSON. */
export type CallHandler = (request: never) => Promise<News> | News

/** A process as its peers know it. */
type Peer = {
  id: string
  /** Host and process id, for people. */
  name: string
}

type Message =
  | { type: 'here'; peer: Peer }
  | { type: 'left'; id: string }
  | { type: 'ask'; id: string; from: string; call: string; request: News }

type Reply =
  | { type: 'here'; peer: Peer }
  | { type: 'ask'; id: string; from: string; call: string; request: News }
  | { type: 'answer'; id: string; peer: Peer; peers: Peer[]; value?: News; failure?: string }

/** What one process has answered. */
export interface ProcessAnswer<T> {
  /** Host and process id, `web-1:4711`. */
  process: string
  id: string
  value: T
}

/** What came of a question to all processes. */
export interface ProcessAnswers<T> {
  answers: ProcessAnswer<T>[]
  /** Host and process id of those that have not answered within two seconds, or have failed. */
  unanswered: string[]
  /** Why one has failed. */
  failure?: string
}

export interface ProcessCallsOptions {
  /** Id of this process. */
  process: string
  bus: NewsBus
  logger: Logger
  /** This process has tabs. One that only asks has none. */
  serves: boolean
}

/**
 * Asks all processes of the application, this one included. A process that does not answer is
 * named rather than waited for.
 */
export class ProcessCalls {
  #options: ProcessCallsOptions
  #self: Peer
  #handlers = new Map<string, CallHandler>()
  #peers = new Map<string, Peer & { heardAt: number }>()
  #asked = new Map<string, (answer: Reply & { type: 'answer' }) => void>()

  constructor(options: ProcessCallsOptions) {
    this.#options = options
    this.#self = { id: options.process, name: `${hostname()}:${process.pid}` }
  }

  /** Adds what this process can be asked to do. */
  handle(call: string, handler: CallHandler): void {
    this.#handlers.set(call, handler)
  }

  /** Gets to know the other processes, and answers them. */
  async listen(): Promise<void> {
    const { bus, process, serves } = this.#options
    await bus.subscribe<Reply>(`${CHANNEL}:${process}`, (reply) => this.#hear(reply))
    if (!serves) return
    await bus.subscribe<Message>(CHANNEL, (message) => this.#hear(message))
    await bus.subscribe<{ process: string }>(BEATS, (beat) => {
      const peer = this.#peers.get(beat.process)
      if (peer) peer.heardAt = performance.now()
    })
    await bus.publish(CHANNEL, { type: 'here', peer: this.#self })
  }

  /** This process ends: nobody is to wait for it. */
  async leave(): Promise<void> {
    if (!this.#options.serves) return
    await this.#options.bus.publish(CHANNEL, { type: 'left', id: this.#self.id })
  }

  /**
   * Asks all processes.
   *
   * @throws what this process itself fails with; E_NO_PROCESS when this one has no tabs, and no
   *   other answers
   */
  async ask<T>(call: string, request: News): Promise<ProcessAnswers<T>> {
    const others = this.#askOthers<T>(call, request)
    if (!this.#options.serves) return others
    const value = (await this.#run(call, request)) as T
    const { answers, unanswered } = await others
    const own = { process: this.#self.name, id: this.#self.id, value }
    return { answers: [own, ...answers], unanswered }
  }

  /**
   * Has one process do something: this one if it has tabs, or else any that answers.
   *
   * @throws what this process itself fails with; E_CALL_FAILED when the other one fails; E_NO_PROCESS
   */
  async askOne<T>(call: string, request: News): Promise<T> {
    if (this.#options.serves) return (await this.#run(call, request)) as T
    const present = await this.#askOthers('ping', null)
    const [first] = present.answers
    if (!first) throw new E_NO_PROCESS()
    const { answers, failure } = await this.#askOthers<T>(call, request, first.id)
    if (failure !== undefined) throw new E_CALL_FAILED([first.process, failure])
    if (answers.length === 0) throw new E_NO_PROCESS()
    return answers[0].value
  }

  /**
   * @param to - id of the only process to ask
   */
  async #askOthers<T>(call: string, request: News, to?: string): Promise<ProcessAnswers<T>> {
    const { serves } = this.#options
    const expected = new Map(this.#known().map((peer) => [peer.id, peer]))
    if (serves && expected.size === 0) return { answers: [], unanswered: [] }
    const answers = new Map<string, ProcessAnswer<T>>()
    const { promise, resolve } = Promise.withResolvers<void>()
    const id = randomUUID()
    const heard = new Set<string>()
    let why: string | undefined
    this.#asked.set(id, ({ peer, peers, value, failure }) => {
      for (const other of to === undefined ? [peer, ...peers] : [peer]) {
        if (other.id !== this.#self.id) expected.set(other.id, other)
      }
      heard.add(peer.id)
      why ??= failure
      if (failure === undefined) {
        answers.set(peer.id, { process: peer.name, id: peer.id, value: value as T })
      }
      if ([...expected.keys()].every((each) => heard.has(each))) resolve()
    })
    const timer = setTimeout(resolve, ANSWER_LIMIT)
    const channel = to === undefined ? CHANNEL : `${CHANNEL}:${to}`
    void this.#options.bus.publish(channel, { type: 'ask', id, from: this.#self.id, call, request })
    await promise
    clearTimeout(timer)
    this.#asked.delete(id)
    if (!serves && heard.size === 0 && to === undefined) throw new E_NO_PROCESS()
    const unanswered = [...expected.values()].filter((peer) => !answers.has(peer.id))
    return {
      answers: [...answers.values()],
      unanswered: unanswered.map(({ name }) => name),
      ...(why !== undefined && { failure: why }),
    }
  }

  async #hear(message: Message | Reply): Promise<void> {
    if (message.type === 'left') this.#peers.delete(message.id)
    else if (message.type === 'answer') this.#asked.get(message.id)?.(message)
    else if (message.type === 'ask') await this.#answer(message)
    else await this.#meet(message.peer)
  }

  /** A process that has just begun gets to know this one. */
  async #meet(peer: Peer): Promise<void> {
    const isNew = !this.#peers.has(peer.id)
    this.#peers.set(peer.id, { ...peer, heardAt: performance.now() })
    if (!isNew) return
    await this.#options.bus.publish(`${CHANNEL}:${peer.id}`, { type: 'here', peer: this.#self })
  }

  async #answer({ id, from, call, request }: Message & { type: 'ask' }): Promise<void> {
    const { bus, logger } = this.#options
    const peers = this.#known()
    const reply: News & Reply = { type: 'answer', id, peer: this.#self, peers }
    try {
      reply.value = await this.#run(call, request)
    } catch (error) {
      logger.error({ err: error, call }, 'a call of another process failed')
      reply.failure = (error as Error).message
    }
    await bus.publish(`${CHANNEL}:${from}`, reply)
  }

  async #run(call: string, request: News): Promise<News> {
    if (call === 'ping') return null
    const handler = this.#handlers.get(call)
    if (!handler) throw new Error(`This process does not know the call "${call}"`)
    return handler(request as never)
  }

  /** Processes that were heard of late. */
  #known(): Peer[] {
    const now = performance.now()
    for (const [id, { heardAt }] of this.#peers) {
      if (now - heardAt > REMEMBERED) this.#peers.delete(id)
    }
    return [...this.#peers.values()].map(({ id, name }) => ({ id, name }))
  }
}

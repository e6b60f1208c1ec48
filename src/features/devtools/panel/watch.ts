/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { ChannelListener, TracingChannel } from 'node:diagnostics_channel'
import type { Database } from '@adonisjs/lucid/database'
import { onApplicationEvent } from '../../../adonis/main.ts'
import type { EventSource } from '../../../adonis/main.ts'
import { tracingChannels } from '../../../telemetry/main.ts'
import type { EventTrace } from '../../../telemetry/main.ts'
import type { Redaction } from '../redaction.ts'
import { isSecretName } from '../redaction.ts'
import { CallSites } from './call_site.ts'
import { preview } from './preview.ts'
import { watchQueries } from './query_watch.ts'
import type { QueryListener, StartedQuery } from './query_watch.ts'
import type { ShownQuery } from './shown.ts'
import { Work } from './work.ts'

/** Requests of AdonisJS, those of events included. */
const requests: TracingChannel<unknown, object> = tracingChannel('adonisjs.http.request')

/** Lines of the log as JSON, which pino tells where somebody listens. */
const lines: TracingChannel<unknown, object> = tracingChannel('pino_asJson')

/** Names of the levels of pino. */
const LEVELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** Queries that are under way and remembered. */
const OPEN = 1_000

/** Words in the text of a query, which may be names of columns. */
const NAMES = /[a-z_]\w*/gi

/** Statements that a database can explain. */
const EXPLAINED = /^\s*(?:select|with|insert|update|delete)\b/i

/** What follows a statement is run by some databases, also where they only explain the first. */
const SEVERAL = /;\s*\S/

/** Values of a query that are kept to ask about it again, and characters or bytes of each. */
const KEPT_VALUES = 1_000

/** Characters of a query that is kept for that. */
const KEPT_TEXT = 20_000

/** What is used of a mail that was sent. */
interface SentMail {
  message?: { subject?: unknown; to?: unknown }
}

/** What is used of the answer of a bouncer. */
interface Authorized {
  action?: unknown
  response?: { authorized?: unknown }
}

/** What is used of a message that a language lacks. */
interface Missing {
  locale?: unknown
  identifier?: unknown
}

export interface WatchOptions {
  /** Absolute path of the application. */
  root: string
  database: Database | undefined
  emitter: EventSource
  redaction: Redaction
  /** Begins an event of a tab, with what was received for it. */
  begin(work: Work, trace: EventTrace): void
  /** Work is over for which no frame of its own follows. */
  ended(work: Work): void
  /** Hears what goes wrong while something is noted: whoever runs never does. */
  failed(error: unknown): void
}

/**
 * Notes what runs for pages: it listens to the tracing channels, to the queries of Lucid, and to what packages of
 * AdonisJS tell the application.
 */
export class Watch {
  #options: WatchOptions
  #running = new AsyncLocalStorage<Work>()
  #queries = new Map<string, { query: ShownQuery; start: number }>()
  #works = new WeakMap<object, Work>()
  #starts = new WeakMap<object, number>()
  #stops: (() => void)[] = []
  #sites: CallSites

  constructor(options: WatchOptions) {
    this.#options = options
    this.#sites = new CallSites(options.root)
  }

  /** What runs in the current async context. */
  get current(): Work | undefined {
    return this.#running.getStore()
  }

  /** Runs code as a piece of work of its own. */
  within<T>(work: Work, run: () => T): T {
    return this.#running.run(work, run)
  }

  start(): void {
    const { database, emitter } = this.#options
    for (const kind of ['event', 'navigation', 'update'] as const) {
      this.#follow(tracingChannels[kind], (message) => {
        const trace = message as EventTrace
        const { state, event, url } = trace
        const work = new Work(kind, state === undefined ? url : `${state}.${event}`)
        work.tab = trace.tab
        work.passes(trace.middleware)
        this.#options.begin(work, trace)
        return work
      })
    }
    this.#follow(requests, () => new Work('document', ''))
    this.#time('handler')
    this.#time('render')
    this.#logs()
    if (database) this.#stops.push(watchQueries(database, this.#listener))
    this.#hear(emitter, 'mail:sent', ({ message = {} }: SentMail, work) => {
      const { subject, to } = message
      work.mailed({ subject: String(subject ?? ''), to: preview(to, this.#options.redaction) })
    })
    this.#hear(emitter, 'i18n:missing:translation', ({ locale, identifier }: Missing, work) => {
      work.lacks({ locale: String(locale), message: String(identifier) })
    })
    this.#hear(emitter, 'authorization:finished', ({ action, response }: Authorized, work) => {
      work.asked({
        action: String(action || 'without a name'),
        allowed: response?.authorized === true,
      })
    })
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#queries.clear()
  }

  /** Runs what a channel traces as a piece of work. */
  #follow<M extends object>(
    channel: TracingChannel<unknown, M>,
    begin: (message: object) => Work
  ): void {
    const { start, asyncEnd } = channel as unknown as TracingChannel<unknown, object>
    start.bindStore(this.#running, (message) => {
      // The request of an event is part of it
      if (this.current) return this.current
      const work = this.#safely(() => begin(message as object)) ?? new Work('document', '')
      this.#works.set(message as object, work)
      return work
    })
    const over: ChannelListener = (message) =>
      this.#safely(() => {
        const work = this.#works.get(message as object)
        if (work) this.#end(work)
      })
    asyncEnd.subscribe(over)
    this.#stops.push(() => {
      start.unbindStore(this.#running)
      asyncEnd.unsubscribe(over)
    })
  }

  #end(work: Work): void {
    work.end()
    this.#options.ended(work)
  }

  /** Notes how long parts of the work take. */
  #time(part: 'handler' | 'render'): void {
    const { start, asyncEnd } = tracingChannels[part]
    const begun: ChannelListener = (message) => {
      this.#starts.set(message as object, performance.now())
    }
    const over: ChannelListener = (message) => {
      const since = this.#starts.get(message as object)
      if (since !== undefined) this.current?.took(part, performance.now() - since)
    }
    start.subscribe(begun)
    asyncEnd.subscribe(over)
    this.#stops.push(() => {
      start.unsubscribe(begun)
      asyncEnd.unsubscribe(over)
    })
  }

  #logs(): void {
    const { redaction } = this.#options
    const written: ChannelListener = (message) => {
      const work = this.current
      if (!work) return
      this.#safely(() => {
        const { result } = message as { result?: string }
        const { level, msg, err } = JSON.parse(result ?? '{}') as Record<string, unknown>
        const failure = (err as { message?: unknown } | undefined)?.message
        const text = preview(msg ?? failure ?? '', redaction)
        work.logged({ level: LEVELS[level as number] ?? String(level), text })
      })
    }
    lines.end.subscribe(written)
    this.#stops.push(() => lines.end.unsubscribe(written))
  }

  #listener: QueryListener = {
    began: (connection, query) => this.#safely(() => this.#began(connection, query)),
    ended: (query, error) =>
      this.#safely(() => {
        const open = this.#queries.get(query.__knexQueryUid ?? '')
        if (!open) return
        this.#queries.delete(query.__knexQueryUid!)
        open.query.time = Math.round((performance.now() - open.start) * 1_000) / 1_000
        if (error !== undefined) open.query.error = String(error)
      }),
  }

  #began(connection: string, { sql, bindings = [], __knexQueryUid: uid }: StartedQuery): void {
    const work = this.current
    if (!work) return
    const { redaction } = this.#options
    const isSecret = sql.match(NAMES)?.some(isSecretName) ?? false
    const explains = isExplained(sql) && isShort(bindings)
    const query: ShownQuery = {
      sql,
      values: isSecret && bindings.length > 0 ? '[secret]' : preview(bindings, redaction),
      ...(explains && { explains }),
    }
    const line = this.#sites.current
    if (line !== undefined) query.line = line
    const ran = explains ? { connection, sql, bindings } : undefined
    if (!work.query(query, ran) || uid === undefined) return
    if (this.#queries.size < OPEN) this.#queries.set(uid, { query, start: performance.now() })
  }

  #hear<T extends object>(
    emitter: EventSource,
    name: string,
    note: (data: T, work: Work) => void
  ): void {
    const stop = onApplicationEvent(emitter, name, (data) =>
      this.#safely(() => {
        const work = this.current
        if (work) note(data as T, work)
      })
    )
    this.#stops.push(stop)
  }

  #safely<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.#options.failed(error)
      return undefined
    }
  }
}

function isExplained(sql: string): boolean {
  return sql.length <= KEPT_TEXT && EXPLAINED.test(sql) && !SEVERAL.test(sql)
}

function isShort(bindings: readonly unknown[]): boolean {
  return bindings.length <= KEPT_VALUES && bindings.every((value) => isSmall(value))
}

function isSmall(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= KEPT_VALUES
  if (ArrayBuffer.isView(value)) return value.byteLength <= KEPT_VALUES
  if (Array.isArray(value)) return isShort(value)
  return typeof value !== 'object' || value === null || value instanceof Date
}

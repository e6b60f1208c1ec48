/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../adonis/main.ts'
import { wireTarget } from '../../operations/main.ts'
import type { TabTarget, WireTarget } from '../../operations/main.ts'
import { currentContext, currentScope } from '../../state/main.ts'
import { actorOf } from '../../tabs/main.ts'
import { afterResponse } from './after_response.ts'
import { E_SHARED_UNKNOWN } from './exceptions.ts'

/** Milliseconds for which refreshes are collected: what asks for the same again and again costs one. */
const COLLECT = 20

/** Options of `reflex.refresh()`. */
export interface RefreshOptions {
  /**
   * Whose tabs compute it again: those of a target, or of the visitor of a request.
   *
   * @default 'everyone'
   */
  to?: TabTarget | 'everyone' | HttpContext
}

/** Some keys, and the tabs that are to compute them again. */
export type Refresh = { keys: string[]; tabs: WireTarget }

export interface RefreshesOptions {
  /** Keys that the application has. */
  keys: readonly string[]
  /** Tells the other processes. It throws nothing. */
  publish: (refreshes: Refresh[]) => Promise<void>
}

/** When something was asked for, in milliseconds of the monotonic clock. */
export interface AskedWhen {
  /** What was computed before that is old. For a request it is the end of it: until then, it may still change what it has asked for. */
  at: number
  /** The one request that has asked, and when it has done so: what it has computed itself since then is not old. */
  by?: { request: object; at: number }
}

/** What this process has asked for itself. */
export interface Asked extends Refresh, AskedWhen {}

/** Stands for requests, without keeping them. */
const marks = new WeakMap<HttpContext, object>()

/** Says which request something belongs to; the context would be kept from being forgotten. */
export function markOf(ctx: HttpContext): object {
  const mark = marks.get(ctx) ?? {}
  marks.set(ctx, mark)
  return mark
}

/** Keys that handlers have asked for, by the scope of their event. */
const asked = new WeakMap<object, Set<string>>()

/** Takes what the handlers of an event have asked for, to be in the same frame as what they have changed. */
export function takeAsked(scope: object): ReadonlySet<string> | undefined {
  const keys = asked.get(scope)
  asked.delete(scope)
  return keys
}

/**
 * Collects what is to be computed again, and tells all processes. What a request asks for is told when it is over:
 * who reads the session then finds what it has written.
 */
export class Refreshes {
  readonly #options: RefreshesOptions
  #waiting = new Map<string, Asked>()
  #timer: NodeJS.Timeout | undefined
  /** What requests have asked for that are not over, by their contexts. */
  #held = new WeakMap<HttpContext, (() => void)[]>()

  /** Hears of what the tabs of this process are to compute again. */
  deliver: ((refreshes: Asked[]) => void) | undefined

  constructor(options: RefreshesOptions) {
    this.#options = options
  }

  /**
   * @throws E_SHARED_UNKNOWN; E_TARGET when the target names no tab
   */
  ask(keys: readonly string[], { to = 'everyone' }: RefreshOptions = {}): void {
    const known = this.#options.keys
    const unknown = keys.find((key) => !known.includes(key))
    if (unknown !== undefined) {
      throw new E_SHARED_UNKNOWN([unknown, known.join(', ') || 'none at all'])
    }
    if (to instanceof HttpContext) {
      this.#note(keys)
      this.#afterRequest(to, (when) => this.#add(keys, visitorOf(to), when))
      return
    }
    const tabs = wireTarget(to)
    if (to === 'everyone') this.#note(keys)
    const ctx = currentContext()
    if (ctx) this.#afterRequest(ctx, (when) => this.#add(keys, tabs, when))
    else this.#add(keys, tabs, { at: performance.now() })
  }

  /** Tells what was collected. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.size === 0) return
    const refreshes = [...this.#waiting.values()]
    this.#waiting.clear()
    this.deliver?.(refreshes)
    await this.#options.publish(refreshes.map(({ keys, tabs }) => ({ keys, tabs })))
  }

  /** The tab of an event that runs computes it with the event. */
  #note(keys: readonly string[]): void {
    const scope = currentScope()
    if (!scope) return
    const noted = asked.get(scope) ?? new Set()
    asked.set(scope, noted)
    for (const key of keys) noted.add(key)
  }

  #afterRequest(ctx: HttpContext, add: (when: AskedWhen) => void): void {
    const by = { request: markOf(ctx), at: performance.now() }
    const work = () => add({ at: performance.now(), by })
    const held = this.#held.get(ctx)
    if (held) return void held.push(work)
    const works = [work]
    this.#held.set(ctx, works)
    afterResponse(ctx, () => {
      this.#held.delete(ctx)
      for (const each of works) each()
    })
  }

  #add(keys: readonly string[], tabs: WireTarget | undefined, when: AskedWhen): void {
    if (!tabs) return
    const name = JSON.stringify(tabs)
    const waiting = this.#waiting.get(name)
    const all = new Set([...(waiting?.keys ?? []), ...keys])
    this.#waiting.set(name, { keys: [...all], tabs, ...latest(waiting, when) })
    this.#timer ??= setTimeout(() => void this.flush(), COLLECT).unref()
  }
}

/** When the last of two has asked. What one request has computed says nothing of what another one has changed. */
function latest(one: AskedWhen | undefined, other: AskedWhen): AskedWhen {
  if (!one) return other
  const isSame = one.by && one.by.request === other.by?.request
  const by = isSame ? { ...one.by!, at: Math.max(one.by!.at, other.by!.at) } : undefined
  return { at: Math.max(one.at, other.at), by }
}

/** The tabs of the visitor of a request, by the user or the session of a guest; undefined for one without both. */
function visitorOf(ctx: HttpContext): WireTarget | undefined {
  const { user } = actorOf(ctx)
  if (user !== undefined) return wireTarget({ user: String(user) })
  const session = extrasOf(ctx).session?.sessionId
  return session ? wireTarget({ session }) : undefined
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { BridgeMode } from '../state/main.ts'
import type { CookieJar } from './cookie_jar.ts'
import type { MiddlewareTime } from '../telemetry/main.ts'
import type { Visitor } from './visitor.ts'

/** What an event's request came to. */
export interface Outcome<T = unknown> {
  /** What the event's own code returned; undefined where it was not reached, or has thrown. */
  result?: { value: T }
  /** Whether the page's route was reached, so the event's own code has run. */
  reached: boolean
  /** Status that the response would have. */
  status: number
  /** Address of a redirect by a middleware, the handler or the exception handler. */
  redirect?: string
  /** The exception that ended the request, when the exception handler did not redirect. */
  error?: unknown
  /** Id of the request in the log. */
  requestId?: string
}

/**
 * How much of the kernel a request runs through. `bare` is for tests: a context and nothing else.
 */
export type ExchangeMode = Exclude<BridgeMode, 'none'> | 'bare'

/**
 * One event on its way through the kernel: what to do when the page's route is reached, and what
 * came of it. The synthetic request and response carry it.
 */
export class Exchange {
  /** The exception that ended the request, as the exception handler got it. */
  error: unknown
  reached = false
  /** What the work returned, once it has. */
  result: { value: unknown } | undefined
  /** The `Location` header of the response. */
  location: string | undefined

  constructor(
    readonly visitor: Visitor,
    readonly url: string,
    readonly mode: ExchangeMode,
    readonly work: (ctx: HttpContext) => Promise<unknown>,
    /** Collects what each middleware costs, when somebody wants to know. */
    readonly times?: MiddlewareTime[]
  ) {}

  get jar(): CookieJar {
    return this.visitor.jar
  }

  /**
   * Runs the event's own code. The page's route handler calls it.
   */
  async run(ctx: HttpContext): Promise<void> {
    this.reached = true
    this.result = { value: await this.work(ctx) }
  }
}

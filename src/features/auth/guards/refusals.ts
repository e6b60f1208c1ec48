/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../../adonis/main.ts'
import type { Auth } from '../../../adonis/main.ts'
import type { LimitedLog } from '../../../logging/main.ts'
import { codeAndHelp } from '../../../tabs/main.ts'

/** An exception of Adonis that says by itself what becomes of its request, and how it is logged. */
interface HandledError extends Error {
  status?: number
  report?: (error: unknown, ctx: HttpContext) => void
  handle?: (error: unknown, ctx: HttpContext) => void
}

/**
 * What becomes of a visitor whom a guard refuses. Whoever they are, the log has a limited number of lines of it.
 */
export class Refusals {
  readonly #login: string
  readonly #log: LimitedLog
  readonly #made = new WeakSet<object>()

  /**
   * @param login - path of the login
   */
  constructor(login: string, log: LimitedLog) {
    this.#login = login
    this.#log = log
  }

  /** Whether a guard has refused something, rather than failed. */
  has(error: unknown): boolean {
    return typeof error === 'object' && error !== null && this.#made.has(error)
  }

  /**
   * Leads a guest to the login, as the auth middleware does.
   *
   * @throws E_UNAUTHORIZED_ACCESS
   */
  async login(auth: Auth): Promise<never> {
    try {
      await auth.authenticateUsing(undefined, { loginRoute: this.#login })
    } catch (error) {
      this.#made.add(error as object)
      throw error
    }
    throw new TypeError('Somebody is signed in whom a guard took for a guest')
  }

  /**
   * Makes a refusal of an error: in the language of the request, and with a line of the log.
   *
   * @param where - what is guarded, for the log
   * @param path - where the browser is led; undefined where it stays
   */
  of(ctx: HttpContext, error: HandledError, where: string, path?: string): Error {
    this.#made.add(error)
    const { i18n, auth } = extrasOf(ctx)
    const { code, help } = codeAndHelp(error)
    // What a policy says is translated already
    if (code !== 'E_AUTHORIZATION_FAILURE') {
      error.message = i18n?.t?.(`errors.${code}`, {}, error.message) ?? error.message
    }
    error.report = () => {
      const fields = { code, help, guard: where, user: auth?.user?.id, request: ctx.request.id() }
      this.#log.warn(fields, 'refused by a guard: %s', error.message)
    }
    if (path !== undefined) error.handle = (_, context) => lead(context, error, path)
    return error
  }
}

/** Leads a browser elsewhere, and has it come back later. A program gets the error. */
function lead(ctx: HttpContext, error: HandledError, path: string): void {
  const { request, response } = ctx
  if (request.accepts(['html', 'json']) === 'json') {
    const { code } = codeAndHelp(error)
    return response.status(error.status!).send({ errors: [{ message: error.message, code }] })
  }
  const { session } = extrasOf(ctx)
  session?.flash('error', error.message)
  session?.setIntendedUrl(request.url(true))
  response.redirect().toPath(path)
}

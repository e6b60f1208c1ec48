/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { validateHeaderName, validateHeaderValue } from 'node:http'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { HttpContext } from '@adonisjs/core/http'
import { attachment } from '../attachment.ts'
import type { MountedPage } from '../pages/main.ts'
import { CSRF_FIELD, eventOfField, ownPath } from '../protocol/main.ts'
import type { Action, JsonValue, ToastAction } from '../protocol/main.ts'
import { toEventError } from '../tabs/main.ts'
import type { FormCall, FormOutcome, FormRunner, PageAdmission, TabService } from '../tabs/main.ts'
import type { ErrorReporter } from './error_reporter.ts'
import { E_NO_FORM_EVENT } from './exceptions.ts'
import { leaveFormResult, sessionIdOf } from './form_result.ts'
import type { FormResult } from './form_result.ts'
import type { Shell } from './shell.ts'

export interface FormPostOptions {
  tabs: TabService
  admission: PageAdmission
  runner: FormRunner
  reporter: ErrorReporter
  shell: Shell
  development: boolean
}

/** Fields whose content is never sent back. */
const SECRET = /password|secret|token/i

/**
 * Answers a form that was posted over plain HTTP, since its script was not there: loads the page
 * as its GET does, runs the event, and sends the browser back to the page, which shows what came
 * of it.
 */
export class FormPost {
  #options: FormPostOptions

  constructor(options: FormPostOptions) {
    this.#options = options
  }

  /**
   * The route handler.
   *
   * @throws E_NO_FORM_EVENT, E_STATE_NOT_REACHABLE, E_EVENT_UNKNOWN, E_EVENT_ARGUMENT, and what the handler of the event throws
   */
  async respond(ctx: HttpContext, page: MountedPage): Promise<unknown> {
    const call = readCall(ctx)
    const { tabs, admission: admissions, runner } = this.#options
    const found = runner.find(page, call)
    const tab = tabs.registry.create(sessionIdOf(ctx))
    let kept = false
    try {
      const admission = await admissions.prepare(tab, page, ctx, true)
      if (this.#leaves(ctx, admission.actions)) return
      admissions.complete(tab, admission)

      const { actions, errors } = await this.#run(ctx, () => runner.run(tab, ctx, found))
      await tab.roomHold?.store()
      tab.roomHold = undefined
      // The event may have changed what the address says
      const { url } = tab.shown!.info
      const result: FormResult = { url, toasts: actions.filter(isToast) }
      if (errors) result.refused = { ...call, errors, input: shown(call.input) }
      assertHeaders(ctx)
      if (this.#leaves(ctx, actions)) {
        leaveFormResult(ctx, result)
        return
      }
      const file = actions.find((action) => action.type === 'download')
      if (file) return sendFile(ctx, file)

      kept = true
      result.tab = tab.id
      const isLeft = leaveFormResult(ctx, result)
      if (isLeft || url !== ownPath(ctx.request.url(true))) ctx.response.redirect(url, false, 303)
      else return await this.#options.shell.respond(ctx, page, result)
    } finally {
      if (!kept) tabs.registry.drop(tab)
    }
  }

  /**
   * What a controller's exception would draw a page for is a toast here, as with a script. What
   * handles itself, such as an unauthorized access, still does.
   */
  async #run(ctx: HttpContext, run: () => Promise<FormOutcome>): Promise<FormOutcome> {
    try {
      return await run()
    } catch (error) {
      const { status, message } = toEventError(error, this.#options)
      const handlesItself = typeof (error as { handle?: unknown }).handle === 'function'
      if (handlesItself || status >= 500) throw error
      await this.#options.reporter.report(error, ctx)
      return { actions: [{ type: 'toast', level: 'error', message }] }
    }
  }

  /** Whether the browser goes elsewhere. */
  #leaves(ctx: HttpContext, actions: readonly Action[]): boolean {
    const redirect = actions.find((action) => action.type === 'redirect')
    if (redirect) ctx.response.redirect(redirect.url, false, 303)
    return ctx.response.getHeader('location') !== undefined
  }
}

/**
 * The event that the form names, and its fields. The button that was pressed counts more than the
 * form, and comes after it.
 */
function readCall(ctx: HttpContext): FormCall {
  const body = ctx.request.body() as Record<string, JsonValue>
  const input: Record<string, JsonValue> = {}
  let called: Omit<FormCall, 'input'> | undefined
  for (const [name, value] of Object.entries(body)) {
    const named = eventOfField(name)
    if (named) called = named
    else if (name !== CSRF_FIELD) input[name] = value
  }
  if (!called) throw new E_NO_FORM_EVENT([ctx.request.url()])
  return { ...called, input }
}

function shown(input: Record<string, JsonValue>): Record<string, JsonValue> {
  const named = Object.entries(input).filter(([name]) => !SECRET.test(name))
  return withoutFiles(Object.fromEntries(named)) as Record<string, JsonValue>
}

/** No browser fills a file in again, and where it was is nobody's business. */
function withoutFiles(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((each) => !(each instanceof MultipartFile)).map(withoutFiles)
  }
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, each]) => !(each instanceof MultipartFile))
  return Object.fromEntries(fields.map(([name, each]) => [name, withoutFiles(each)]))
}

function isToast(action: Action): action is ToastAction {
  return action.type === 'toast'
}

/**
 * Checks what the handler has set on the response. Adonis writes headers when the request is over,
 * where what Node refuses would end the process.
 *
 * @throws what Node throws
 */
function assertHeaders({ response }: HttpContext): void {
  for (const [name, value] of Object.entries(response.getHeaders())) {
    try {
      validateHeaderName(name)
      for (const each of Array.isArray(value) ? value : [value]) {
        validateHeaderValue(name, String(each))
      }
    } catch (error) {
      response.removeHeader(name)
      throw error
    }
  }
}

function sendFile({ response }: HttpContext, file: Extract<Action, { type: 'download' }>): void {
  if ('url' in file) return response.redirect(file.url, false, 303)
  response.header('content-disposition', attachment(file.filename))
  const ordinary = file.base64 ? 'application/octet-stream' : 'text/plain; charset=utf-8'
  response.header('content-type', file.contentType ?? ordinary)
  // Adonis answers an empty text with 204, for which no browser saves a file
  response.send(Buffer.from(file.data, file.base64 ? 'base64' : 'utf8'))
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { tracingChannels } from '../bridge/main.ts'
import type { Bridge, EventTrace } from '../bridge/main.ts'
import type { PageRegistry } from '../pages/page_registry.ts'
import type { Action, EventError, NavigateFrame } from '../protocol/main.ts'
import type { StateNews } from '../state/main.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { failureOf } from './event_error.ts'
import { hasLeft, identityOf } from './identity.ts'
import type { Admission, PageAdmission } from './page_admission.ts'
import type { Answer, Tab } from './tab.ts'

export interface NavigatorOptions {
  bridge: Bridge
  pages: PageRegistry
  admission: PageAdmission
  cookies: CookieCourier
  development: boolean
}

/** What a navigation came to: a page, a redirect among the actions, or a failure. */
export interface Navigation {
  admission?: Admission
  /** What the browser is to be told of the states of the page. */
  news?: StateNews
  actions: Action[]
  failure?: EventError
}

/**
 * Takes tabs to pages. Each navigation is a request to the new page, so what guards the page
 * guards it here too.
 */
export class Navigator {
  #options: NavigatorOptions

  constructor(options: NavigatorOptions) {
    this.#options = options
  }

  /**
   * Runs a navigation of a tab and answers it. It never throws.
   */
  async run(tab: Tab, frame: NavigateFrame): Promise<void> {
    const browser = this.#options.cookies.sessionOf(tab)
    const answer: Answer = {
      id: frame.id,
      ...answerOf(await this.navigate(tab, frame.url, false)),
    }
    const ticket = this.#options.cookies.ticketFor(tab, browser)
    if (ticket !== undefined) answer.c = ticket
    tab.answer(answer)
  }

  /**
   * Admits a tab to its page anew, after somebody has signed in or out.
   */
  async refresh(tab: Tab): Promise<void> {
    tab.outbox.push(answerOf(await this.navigate(tab, tab.shown!.info.url, false)))
  }

  /**
   * Finds out whether somebody has signed out since a tab was stored: then it has to be admitted to
   * its page anew.
   */
  async recheck(tab: Tab): Promise<void> {
    tab.restored = false
    if (Object.keys(tab.identity).length === 0) return
    let stays = false
    await this.#options.bridge.dispatch(tab.visitor!, tab.shown!.info.url, 'auth', async (ctx) => {
      stays = !hasLeft(tab.identity, identityOf(ctx))
    })
    if (!stays) tab.stale = true
  }

  /**
   * @param url - path and query string
   * @param full - the browser has nothing of the tab yet
   */
  async navigate(tab: Tab, url: string, full: boolean): Promise<Navigation> {
    const { bridge, pages, admission: admissions, development } = this.#options
    const target = parsePath(url)
    const visitor = tab.visitor!
    if (!target || !pages.match(target.pathname, hostnameOf(visitor.headers.host))) {
      return { actions: [{ type: 'redirect', url, reload: true }] }
    }
    let admission: Admission | undefined
    const path = target.pathname + target.search
    const trace: EventTrace | undefined = tracingChannels.navigation.hasSubscribers
      ? { tab: tab.id, url: path, middleware: [] }
      : undefined
    const admit = async (ctx: HttpContext) => {
      admission = await admissions.prepare(tab, pages.of(ctx.route)!, ctx, full)
    }
    const visit = () => bridge.dispatch(visitor, path, 'full', admit, trace?.middleware)
    const outcome = trace
      ? await tracingChannels.navigation.tracePromise(visit, trace)
      : await visit()
    const failure = failureOf(outcome, development)
    if (outcome.redirect !== undefined) {
      return { actions: [{ type: 'redirect', url: outcome.redirect, replace: true }] }
    }
    if (failure || !admission) return { actions: [], failure }
    if (admission.actions.some((action) => action.type === 'redirect')) {
      return { actions: admission.actions }
    }
    const news = admissions.complete(tab, admission)
    return { admission, news, actions: admission.actions }
  }
}

/** What a browser is told of a navigation. */
function answerOf({ admission, news, actions, failure }: Navigation): Omit<Answer, 'id'> {
  const answer: Omit<Answer, 'id'> = { ...news, ...(actions.length > 0 && { a: actions }) }
  if (admission) answer.p = admission.info
  if (failure) answer.x = failure
  return answer
}

/** A path of this origin; undefined for anything else that a browser might send. */
function parsePath(url: string): URL | undefined {
  if (!url.startsWith('/') || url.startsWith('//') || url.includes('\\')) return undefined
  try {
    return new URL(url, 'http://localhost')
  } catch {
    return undefined
  }
}

function hostnameOf(host: string | undefined): string | undefined {
  return host?.replace(/:\d+$/, '')
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Bridge, Visitor } from '../bridge/main.ts'
import type { PageRegistry } from '../pages/main.ts'
import type { Action, EventError, NavigateFrame } from '../protocol/main.ts'
import type { Rooms } from '../rooms/main.ts'
import type { StateNews } from '../state/main.ts'
import { figures, runningWork, traceWork, tracingChannels } from '../telemetry/main.ts'
import type { EventTrace } from '../telemetry/main.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { failureOf } from './event_error.ts'
import { hostnameOf } from './hostname.ts'
import type { Recheck } from './features/feature.ts'
import type { Features } from './features/features.ts'
import { identityOf } from './identity.ts'
import type { Admission, PageAdmission } from './page_admission.ts'
import type { Answer, Tab } from './tab.ts'

export interface NavigatorOptions {
  bridge: Bridge
  pages: PageRegistry
  admission: PageAdmission
  cookies: CookieCourier
  rooms: Rooms
  features: Features
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
   *
   * @param visitor - of the socket that has asked for it
   */
  async run(tab: Tab, frame: NavigateFrame, visitor: Visitor): Promise<void> {
    const browser = this.#options.cookies.sessionOf(visitor)
    const navigation = await this.#navigate(tab, visitor, frame.url, false)
    // The page that it shows was another user's
    if (!navigation.admission && tab.identity.stale) this.#options.admission.withdraw(tab)
    const answer: Answer = { id: frame.id, ...answerOf(navigation) }
    const ticket = this.#options.cookies.ticketFor(tab, visitor, browser)
    if (ticket !== undefined) answer.c = ticket
    tab.answer(answer)
  }

  /**
   * Admits a tab to its page anew, after somebody has signed in or out.
   */
  async refresh(tab: Tab, visitor: Visitor): Promise<void> {
    const { url } = tab.shown!.info
    const { failure, ...navigation } = await this.admit(tab, visitor, url, false)
    if (failure) navigation.actions = [{ type: 'redirect', url, reload: true }]
    tab.outbox.push(answerOf(navigation))
  }

  /**
   * Finds out whether a tab that has been away may still be where it was: somebody may have signed
   * out, or a room or a feature may keep it out. Then it has to be admitted to its page anew.
   *
   * @param isBack - it has had a socket before
   */
  async recheck(tab: Tab, visitor: Visitor, isBack: boolean): Promise<void> {
    const { bridge, rooms, features } = this.#options
    const hasLeftRooms = isBack && rooms.hasLeft(tab)
    const isKnown = !tab.identity.doubtful
    const recheck = isBack ? features.recheck(tab) : undefined
    tab.identity.checked()
    if (!tab.shown || tab.identity.stale || (isKnown && !hasLeftRooms && !recheck)) return
    let stays = false
    // What guards a room may need all that guards the page
    const mode = hasLeftRooms || recheck ? 'full' : 'auth'
    await bridge.dispatch(visitor, tab.shown.info.url, mode, async (ctx) => {
      const mayStay = !tab.identity.hasLost(identityOf(ctx)) && (await rooms.admits(tab, ctx))
      stays = mayStay && (!recheck || (await this.#passes(tab, ctx, recheck)))
    })
    if (!stays) tab.identity.changed()
  }

  /** Who does not pass is told why when they are not let in. */
  async #passes(tab: Tab, ctx: HttpContext, recheck: Recheck): Promise<boolean> {
    const scope = tab.states.openScope({ ctx })
    try {
      await recheck(scope)
      return true
    } catch {
      return false
    } finally {
      scope.rollback()
    }
  }

  /**
   * Lets a tab in to the page that it has to show. Who is not let in has no page any more.
   *
   * @param visitor - who wants to see it
   * @param url - path and query string
   * @param full - the browser has nothing of the tab yet
   */
  async admit(tab: Tab, visitor: Visitor, url: string, full: boolean): Promise<Navigation> {
    const navigation = await this.#navigate(tab, visitor, url, full)
    if (!navigation.admission) this.#options.admission.withdraw(tab)
    return navigation
  }

  async #navigate(tab: Tab, visitor: Visitor, url: string, full: boolean): Promise<Navigation> {
    const { bridge, pages, admission: admissions, development } = this.#options
    const target = parsePath(url)
    const page = target && pages.match(target.pathname, hostnameOf(visitor.headers.host))
    if (!target || !page) {
      return { actions: [{ type: 'redirect', url, reload: true }] }
    }
    let admission: Admission | undefined
    const path = target.pathname + target.search
    const { route } = page.definition
    const trace: EventTrace | undefined = tracingChannels.navigation.hasSubscribers
      ? { tab: tab.id, url: path, route, middleware: [] }
      : undefined
    const admit = async (ctx: HttpContext) => {
      admission = await admissions.prepare(tab, pages.of(ctx.route)!, ctx, full)
    }
    const visit = () =>
      runningWork.run(route, () => bridge.dispatch(visitor, path, 'full', admit, trace?.middleware))
    const start = performance.now()
    const outcome = trace
      ? await traceWork('navigation', trace, async () => {
          const visited = await visit()
          trace.failure = failureOf(visited, development)
          return visited
        })
      : await visit()
    const failure = failureOf(outcome, development)
    figures.navigation(route, failure?.status, performance.now() - start)
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
  if (admission) answer.p = admission.told
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

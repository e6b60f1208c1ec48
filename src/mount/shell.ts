/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { E_EDGE_MISSING } from './exceptions.ts'
import { csrfTokenOf, extrasOf, nonceOf } from '../adonis/main.ts'
import type { MountedPage } from '../pages/main.ts'
import { RELOAD_COOKIE, ownPath } from '../protocol/main.ts'
import type { BootData } from '../protocol/main.ts'
import { EARLY_EVENTS_SCRIPT } from '../ssr/main.ts'
import type { PageRenderer, RenderedPage } from '../ssr/main.ts'
import type { Admission, PageAdmission, RefusedForm, Tab, TabService } from '../tabs/main.ts'
import { sendDocument } from './document.ts'
import type { ErrorReporter } from './error_reporter.ts'
import { readFormResult, sessionIdOf } from './form_result.ts'
import type { FormResult } from './form_result.ts'
import { embedJson, ShellView } from './shell_view.ts'
import type { AssetUrls } from './shell_view.ts'

export interface ShellOptions {
  tabs: TabService
  admission: PageAdmission
  assets: AssetUrls
  /** Draws pages; undefined where they are drawn by browsers only. */
  renderer: PageRenderer | undefined
  reporter: ErrorReporter
  /** Name of the Edge template. */
  view: string
  build: string
  /** Address of the socket, when it is not this origin's. */
  socketUrl: string | undefined
  /** Address of the script that draws the devtools, where pages have them. */
  devtools: string | undefined
  development: boolean
  /** Whether the HTML of pages is kept that ask for it: where code is edited, the same vars may be drawn by other code. */
  caches: boolean
}

/**
 * Answers a browser's GET of a page: makes its tab, admits it to the page, and sends the document
 * with all that the page shows. The socket's hello adopts that tab.
 */
export class Shell {
  #options: ShellOptions

  constructor(options: ShellOptions) {
    this.#options = options
  }

  /**
   * The route handler of pages.
   *
   * @param result - what a form came to that was posted just now
   * @throws E_TAB_ENDED, E_TOO_MANY_TABS, E_STORE_UNAVAILABLE, and whatever an `onLoad` handler throws
   */
  async respond(
    ctx: HttpContext,
    page: MountedPage,
    result: FormResult | undefined = readFormResult(ctx)
  ): Promise<string | void> {
    if (ctx.request.method() === 'HEAD') return this.#respondToHead(ctx, page)
    const { tabs } = this.#options
    const url = ownPath(ctx.request.url(true))
    const isBack = result?.url === url
    const known = isBack ? this.#tabOf(ctx, result) : await this.#reloadedTab(ctx, url)
    const tab = known ?? tabs.registry.create(sessionIdOf(ctx))
    try {
      const refused = isBack ? result.refused : undefined
      const boot = await tabs.documents.inTurn(tab, () => this.#admit(ctx, tab, page, refused))
      if (!boot) {
        tabs.registry.drop(tab)
        return
      }
      if (result && result.toasts.length > 0) boot.toasts = result.toasts
      if (refused && ctx.request.method() === 'POST') ctx.response.status(422)
      return await this.#send(ctx, tab, page, boot)
    } catch (error) {
      if (!known) tabs.registry.drop(tab)
      throw error
    }
  }

  /** All that a GET does, status and headers of its answer included, with a tab that nobody gets. */
  async #respondToHead(ctx: HttpContext, page: MountedPage): Promise<string | void> {
    const { tabs } = this.#options
    const tab = tabs.registry.create(sessionIdOf(ctx))
    try {
      const boot = await tabs.documents.inTurn(tab, () => this.#admit(ctx, tab, page, undefined))
      return boot && (await this.#send(ctx, tab, page, boot))
    } finally {
      tabs.registry.drop(tab)
    }
  }

  /**
   * Lets a tab in to the page.
   *
   * @returns what the document says of it; undefined when the page redirects
   */
  async #admit(
    ctx: HttpContext,
    tab: Tab,
    page: MountedPage,
    refused: RefusedForm | undefined
  ): Promise<BootData | undefined> {
    const { tabs, admission: admissions } = this.#options
    let admission: Admission
    try {
      admission = await admissions.prepare(tab, page, ctx, true, refused)
    } catch (error) {
      admissions.withdraw(tab)
      throw error
    }
    const redirect = admission.actions.find((action) => action.type === 'redirect')
    if (redirect) ctx.response.redirect(redirect.url)
    if (redirect || ctx.response.getHeader('location') !== undefined) return undefined
    const { s: states = {} } = admissions.complete(tab, admission)
    const own = tabs.documents.boot(tab, admission.told, states, admission.actions)
    await tabs.documents.store(tab)
    const { build, socketUrl, development } = this.#options
    return { ...own, build, development, ...(socketUrl !== undefined && { socketUrl }) }
  }

  /** The tab that a form was posted from a moment ago: its event has changed what it shows. */
  #tabOf(ctx: HttpContext, result: FormResult): Tab | undefined {
    const tab = result.tab === undefined ? undefined : this.#options.tabs.registry.find(result.tab)
    return tab && !tab.connected && tab.session === sessionIdOf(ctx) ? tab : undefined
  }

  /** The tab of a document that the browser loads again. */
  async #reloadedTab(ctx: HttpContext, url: string): Promise<Tab | undefined> {
    const id: unknown = ctx.request.plainCookie(RELOAD_COOKIE, { encoded: false })
    if (typeof id !== 'string' || id === '') return undefined
    return this.#options.tabs.documents.ofReload(id, sessionIdOf(ctx), url)
  }

  async #send(
    ctx: HttpContext,
    tab: Tab,
    page: MountedPage,
    boot: BootData
  ): Promise<string | void> {
    const { view, assets, devtools } = this.#options
    const { view: template } = extrasOf(ctx)
    if (!template) throw new E_EDGE_MISSING()
    // A document from the browser's cache would have the token of another tab
    ctx.response.header('cache-control', 'no-store')
    const csrfToken = csrfTokenOf(ctx)
    if (csrfToken !== undefined) boot.csrf = csrfToken
    const states = embedJson(boot.states)
    // JSON escapes what is not a character
    if (states.includes('\\ud')) boot.illFormed = true
    const rendered = await this.#render(ctx, page, boot, states)
    const { language } = boot.page
    // The browser starts from the time that the HTML shows
    if (language && rendered?.at !== undefined) {
      boot.page = { ...boot.page, language: { ...language, at: rendered.at } }
    }
    const shellView = new ShellView({
      boot,
      locale: extrasOf(ctx).i18n?.locale ?? 'en',
      states,
      page: page.definition,
      assets,
      rendered,
      script: rendered && EARLY_EVENTS_SCRIPT,
      nonce: nonceOf(ctx),
      ...(devtools !== undefined && { devtools: { url: devtools, tab: tab.id } }),
    })
    const html = await template.render(view, { reflex: shellView })
    return rendered?.rest ? sendDocument(ctx, html, shellView.marker, rendered.rest) : html
  }

  /** Where rendering fails, the browser draws the page. */
  async #render(
    ctx: HttpContext,
    page: MountedPage,
    boot: BootData,
    states: string
  ): Promise<RenderedPage | undefined> {
    const { renderer, reporter, caches } = this.#options
    if (!renderer || !page.definition.ssr) return undefined
    const reported = new Set<unknown>()
    const failed = (error: unknown) => {
      if (reported.has(error)) return
      reported.add(error)
      void reporter.report(error, ctx)
    }
    try {
      const csrfToken = csrfTokenOf(ctx)
      const cachedBy = caches && page.definition.cache ? states : undefined
      return await renderer.render({ boot, nonce: nonceOf(ctx), csrfToken, cachedBy, failed })
    } catch (error) {
      failed(error)
      return undefined
    }
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { E_EDGE_MISSING } from '../exceptions.ts'
import type { MountedPage } from '../pages/mounted_page.ts'
import type { BootData } from '../protocol/main.ts'
import type { PageAdmission, Tab, TabService } from '../tabs/main.ts'
import { ShellView } from './shell_view.ts'
import type { AssetUrls } from './shell_view.ts'

export interface ShellOptions {
  tabs: TabService
  admission: PageAdmission
  assets: AssetUrls
  /** Name of the Edge template. */
  view: string
  build: string
  /** Address of the socket, when it is not this origin's. */
  socketUrl: string | undefined
  development: boolean
}

interface ViewContext {
  view?: { render(template: string, state: object): Promise<string> }
  session?: { sessionId: string }
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
   */
  async respond(ctx: HttpContext, page: MountedPage): Promise<string | void> {
    if (ctx.request.method() === 'HEAD') return
    const { tabs, admission: admissions } = this.#options
    const session = (ctx as ViewContext).session?.sessionId ?? ''
    const tab = tabs.registry.create(session)
    try {
      const admission = await admissions.prepare(tab, page, ctx, true)
      const redirect = admission.actions.find((action) => action.type === 'redirect')
      if (redirect) ctx.response.redirect(redirect.url)
      if (redirect || ctx.response.getHeader('location') !== undefined) {
        tabs.registry.drop(tab)
        return
      }
      admissions.complete(tab, admission)
      // The hello asks for all frames after 0, so these come with the welcome
      if (admission.actions.length > 0) tab.outbox.push({ a: admission.actions })
      await tabs.begin(tab)
      const boot = this.#boot(tab, admission.info, admission.change.snapshots)
      return await this.#render(ctx, page, boot)
    } catch (error) {
      tabs.registry.drop(tab)
      throw error
    }
  }

  async #render(ctx: HttpContext, page: MountedPage, boot: BootData): Promise<string> {
    const { view, assets } = this.#options
    const renderer = (ctx as ViewContext).view
    if (!renderer) throw new E_EDGE_MISSING()
    // A document from the browser's cache would have the token of another tab
    ctx.response.header('cache-control', 'no-store')
    return renderer.render(view, { reflex: new ShellView(boot, page.definition, assets) })
  }

  #boot(tab: Tab, page: BootData['page'], states: BootData['states']): BootData {
    const { tabs, build, socketUrl, development } = this.#options
    const boot: BootData = { token: tabs.token(tab), build, development, page, states }
    if (socketUrl !== undefined) boot.socketUrl = socketUrl
    return boot
  }
}

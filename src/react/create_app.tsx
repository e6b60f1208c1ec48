/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType, ReactElement } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import type { DataRouter, HydrationState } from 'react-router'
import {
  Client,
  browserEnvironment,
  cutPathAdvice,
  headlessEnvironment,
  IS_SERVER,
  openToInspection,
  pathOf,
} from '../client/main.ts'
import type { Environment, ReflexError } from '../client/main.ts'
import { clientFeatures } from '../features/client/main.ts'
import { ownPath } from '../protocol/main.ts'
import type { BootData } from '../protocol/main.ts'
import { App } from './app.tsx'
import { Banner } from './components/banner.tsx'
import { ErrorPage } from './components/error_page.tsx'
import { Pending } from './components/pending.ts'
import { Progress } from './components/progress.tsx'
import { injectStyles } from './components/styles.ts'
import { Toaster } from './components/toaster.tsx'
import { PAGE_ROUTE } from './page_data.ts'
import { PageLoader } from './page_modules.ts'
import type { PageModules } from './page_modules.ts'
import { createRoutes, loadComponent } from './routes.tsx'
import type { AppComponents, LayoutProps, Shell } from './root.tsx'
import { isRendering } from './rendering.ts'
import { rememberScroll } from './scroll.ts'
import { ServerRouters } from './server_router.ts'

/** Options of an application. */
export interface AppOptions {
  /** The pages: `import.meta.glob('./pages/**\/*.tsx')`. */
  pages: PageModules
  /** Wraps every page. It stays mounted while pages change. */
  layout?: ComponentType<LayoutProps>
  /** Replaces default components. */
  components?: Partial<AppComponents>
  /**
   * Called for every event that fails, except for failed validation.
   *
   * @returns true to suppress the toast
   */
  onEventError?: (error: ReflexError, call: { state: string; event: string }) => boolean | void
}

/** What a server knows of the request that it renders for. */
export interface RenderOptions {
  url?: string
  csrfToken?: string
}

/** An application that can be shown. */
export interface ReflexApp {
  /**
   * Returns the application at one page, for rendering on a server.
   *
   * @param boot - what the document embeds
   * @param options.url - path and query string, the page's own by default
   * @param options.csrfToken - the token of forms that are posted without JavaScript
   * @throws ReflexError when the page has no component, and whatever its file throws; TypeError in
   *   a browser, whose files do not contain this method
   */
  render(boot: BootData, options?: RenderOptions): Promise<ReactElement>
}

const DEFAULT_COMPONENTS: AppComponents = {
  toaster: Toaster,
  banner: Banner,
  progress: Progress,
  error: ErrorPage,
  pending: Pending,
}

/** Whether this document has its application. */
let isMounted = false

/**
 * Creates an application of pages. In a browser, it mounts itself in the element of `@reflex()`,
 * and hydrates what the server has rendered there.
 *
 * @example
 * ```tsx
 * export default createApp({
 *   pages: import.meta.glob('./pages/**\/*.tsx'),
 *   layout: Layout,
 * })
 * ```
 */
export function createApp(options: AppOptions): ReflexApp {
  const pages = new PageLoader(options.pages)
  const shell: Shell = {
    layout: options.layout,
    components: { ...DEFAULT_COMPONENTS, ...options.components },
  }

  async function mount(container: Element, boot: BootData): Promise<void> {
    const { page } = boot
    const advice = cutPathAdvice(page.url, location.href)
    if (advice) console.error(`[reflex] ${advice}`)
    // `onLoad` may have changed what the address says
    if (pathOf(page.url, location.href) !== pathOf(location.href, location.href)) {
      history.replaceState(history.state, '', page.url + location.hash)
    }
    const environment = { ...browserEnvironment(), ...observed(boot) }
    const client = new Client(boot, environment, clientFeatures)
    const hydrationData = await loadComponent(client, pages, page.id, location.href).then(
      (Component): HydrationState => ({ loaderData: { [PAGE_ROUTE]: { page, Component } } }),
      (error: unknown): HydrationState => ({ errors: { [PAGE_ROUTE]: error } })
    )
    const routes = createRoutes(client, pages, shell, () => router)
    const router: DataRouter = createBrowserRouter(routes, { hydrationData })
    rememberScroll(router)
    client.attach({
      visit: (url, { replace }) => void router.navigate(url, { replace }),
      move: (url, { replace }) =>
        void router.navigate(url + location.hash, {
          replace,
          preventScrollReset: true,
          defaultShouldRevalidate: false,
        }),
      refresh: () => void router.revalidate(),
      failed: options.onEventError,
    })
    router.subscribe(({ navigation, revalidation, location }) => {
      const idle = navigation.state === 'idle' && revalidation === 'idle'
      if (idle && !client.pages.isAt(ownPath(location.pathname) + location.search))
        void router.revalidate()
    })
    if (boot.development) openToInspection(client)
    client.connect()
    injectStyles(document)
    const element = <App client={client} router={router} pages={pages} />
    if (container.firstElementChild) hydrateRoot(container, element)
    else createRoot(container).render(element)
  }

  if (typeof document !== 'undefined') {
    const container = document.getElementById('reflex')
    const boot = document.getElementById('reflex-boot')
    if (isMounted) {
      // The entry was replaced while it ran, by a change in development.
      location.reload()
    } else if (container && boot) {
      isMounted = true
      void mount(container, JSON.parse(boot.textContent) as BootData)
    } else if (container || boot) {
      console.error('[reflex] The view needs both @reflexHead() and @reflex().')
    }
  }

  return { render: IS_SERVER ? serverRender(pages, shell) : () => Promise.reject(new TypeError()) }
}

/** In development, events notice that they are called where they may not be. */
function observed({ development }: BootData): Pick<Environment, 'isRendering'> {
  return development ? { isRendering } : {}
}

/** What renders the pages of an application on a server. */
function serverRender(pages: PageLoader, shell: Shell): ReflexApp['render'] {
  let routers: ServerRouters | undefined
  return async (boot, { url = boot.page.url, csrfToken } = {}) => {
    const forms = { action: boot.page.url, csrfToken }
    const client = new Client(boot, headlessEnvironment({ forms, ...observed(boot) }))
    const { page } = boot
    const Component = await pages.load(page.id)
    routers ??= new ServerRouters((router) => createRoutes(client, pages, shell, router))
    const router = routers.at(url, { page, Component })
    return <App client={client} router={router} pages={pages} />
  }
}

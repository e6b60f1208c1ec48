/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Logger } from '@adonisjs/core/logger'
import type { ReactElement } from 'react'
import type { BootData } from '../protocol/main.ts'
import { Collector } from './collector.ts'
import { PageCache } from './page_cache.ts'
import { loadReactServer } from './react_server.ts'
import type { ReactServer } from './react_server.ts'
import { RenderedPage } from './rendered_page.ts'
import { runningWork, traced } from '../telemetry/main.ts'

/** What `createApp()` returns, in whichever copy of the React layer the pages have. */
export interface ServerApp {
  render(boot: BootData, options: RenderOptions): Promise<ReactElement>
}

export interface RenderOptions {
  /** Token that a form needs to be posted over plain HTTP. */
  csrfToken?: string
}

export interface RendererOptions {
  appRoot: string
  /** Bytes that the HTML of cached pages may take. */
  cacheSize: number
  /** The application's entry, with its default export. */
  load: () => Promise<unknown>
  logger: Logger
}

export interface RenderRequest extends RenderOptions {
  boot: BootData
  nonce?: string
  /** The vars of the page as JSON, where its HTML may be that of a request with the same ones. */
  cachedBy?: string
  /** Hears of what a component throws. */
  failed: (error: unknown) => void
}

/** Milliseconds until what React still waits for is left to the browser. */
const RENDER_TIME = 10_000

/** Begins a part that React leaves to the browser. */
const UNFINISHED = '<!--$!-->'

/**
 * Renders pages with React.
 */
export class PageRenderer {
  #options: RendererOptions
  #react: Promise<ReactServer> | undefined
  /** Ids of pages that wait for something. One that fails may only do so with the vars of one visitor. */
  #streamed = new Set<string>()
  #cache: PageCache

  constructor(options: RendererOptions) {
    this.#options = options
    this.#cache = new PageCache(options.cacheSize)
  }

  /**
   * Renders a page, as far as it need not wait for anything.
   *
   * @throws what a component throws outside of any `Suspense`, and what its file throws
   */
  async render(request: RenderRequest): Promise<RenderedPage> {
    const { id: page, url } = request.boot.page
    const start = performance.now()
    const rendered = await traced(
      'render',
      () => ({ page, url }),
      () => runningWork.run(page, () => this.#render(request))
    )
    const time = performance.now() - start
    this.#options.logger.debug({ page, url, time }, 'page rendered in %s ms', time.toFixed(1))
    return rendered
  }

  /**
   * Renders a page with all that it waits for.
   *
   * @throws what a component throws, and what its file throws
   */
  async renderWhole(request: Omit<RenderRequest, 'failed'>): Promise<string> {
    let failure: { error: unknown } | undefined
    const failed = (error: unknown) => void (failure ??= { error })
    const { body, rest } = await this.render({ ...request, failed })
    const collector = new Collector()
    if (rest) {
      rest(collector)
      await finished(collector)
    }
    if (failure) throw failure.error
    return body + collector.take().toString()
  }

  async #render(request: RenderRequest): Promise<RenderedPage> {
    const cached = await this.#cached(request)
    if (cached) return cached
    const [react, mount] = await this.#draw(request)
    // A page that is cached was tried just now
    const html = request.cachedBy === undefined ? this.#atOnce(react, mount, request) : undefined
    if (html !== undefined) return new RenderedPage(html)
    return this.#stream(react, mount, request)
  }

  async #draw({ boot, csrfToken }: RenderRequest): Promise<[ReactServer, ReactElement]> {
    const [react, module] = await Promise.all([
      (this.#react ??= loadReactServer(this.#options.appRoot)),
      this.#options.load(),
    ])
    const app = (module as { default?: ServerApp }).default
    if (typeof app?.render !== 'function') {
      throw new TypeError('The entry of the pages has to export what createApp() returns')
    }
    const element = await app.render(boot, { csrfToken })
    return [react, react.createElement('div', { id: 'reflex' }, element)]
  }

  /**
   * The page as it was rendered for a request with the same vars, and renders it for those that come.
   *
   * @returns undefined for a page that is not cached, or waits for something
   */
  async #cached(request: RenderRequest): Promise<RenderedPage | undefined> {
    const { boot, cachedBy: states, csrfToken, nonce } = request
    if (states === undefined || this.#streamed.has(boot.page.id)) return undefined
    const key = this.#cache.keyOf({ boot, states, csrfToken, nonce })
    let page = this.#cache.get(key)
    if (page === undefined) {
      const token = csrfToken === undefined ? undefined : this.#cache.csrfToken
      const [react, mount] = await this.#draw({ ...request, csrfToken: token })
      const html = this.#atOnce(react, mount, request)
      if (html === undefined) return undefined
      page = { html, at: boot.page.language?.at }
      this.#cache.set(key, page)
    }
    return new RenderedPage(this.#cache.htmlFor(page, csrfToken), { at: page.at })
  }

  /**
   * Renders a page that waits for nothing, which takes a third less time without a stream.
   *
   * @returns undefined when it does wait, or something fails: then only a stream can go on
   */
  #atOnce(
    { renderToString }: ReactServer,
    mount: ReactElement,
    { boot, nonce }: RenderRequest
  ): string | undefined {
    const { id } = boot.page
    if (this.#streamed.has(id)) return undefined
    try {
      const html = renderToString(mount)
      const needsNonce = nonce !== undefined && html.includes('<script')
      if (!needsNonce && !html.includes(UNFINISHED)) return html
    } catch {
      // It comes again, and is reported then
    }
    return undefined
  }

  async #stream(
    { renderToPipeableStream }: ReactServer,
    mount: ReactElement,
    { boot, nonce, failed }: RenderRequest
  ): Promise<RenderedPage> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let isComplete = false
    let hasFailed = false
    const collector = new Collector()
    const stream = renderToPipeableStream(mount, {
      nonce,
      // Above this size React would hide a finished part until a script shows it
      progressiveChunkSize: Number.MAX_SAFE_INTEGER,
      onShellReady: resolve,
      onShellError: reject,
      onAllReady: () => (isComplete = true),
      onError: (error) => {
        hasFailed = true
        failed(error)
      },
    })
    await promise
    if (!hasFailed) this.#streamed.add(boot.page.id)
    stream.pipe(collector)
    const html = collector.take().toString()
    if (isComplete) return new RenderedPage(html)

    const timer = setTimeout(() => stream.abort(new Error('Rendering took too long')), RENDER_TIME)
    collector.once('close', () => clearTimeout(timer))
    const rest = (target: Writable) => {
      target.once('close', () => {
        clearTimeout(timer)
        stream.abort(new Error('The browser has gone'))
      })
      collector.forward(target)
    }
    return new RenderedPage(html, { rest })
  }
}

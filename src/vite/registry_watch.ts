/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin, ViteDevServer } from 'vite'
import type { PageDefinition, ScanResult } from '../pages/main.ts'
import { answering, restartServer, SETTLE_MS } from '../hot_hook/main.ts'
import { Overlay, OVERLAY_PLUGIN, toPluginError } from '../overlay/main.ts'
import type { OverlayApi } from '../overlay/main.ts'
import type { Project } from './project.ts'

/**
 * What the server's registry is made of. Lines move with every edit and are left out, as are the
 * routes that pages lead to and the messages that they show: in development they know all.
 */
function entriesOf({ pages, states }: ScanResult): Set<string> {
  const entries = [...pages.map(withoutDetails), ...states]
  return new Set(entries.map((entry) => JSON.stringify(entry)))
}

/** Whether a page shows messages at all decides about what it reaches. */
function withoutDetails({ messages, ...page }: PageDefinition): PageDefinition {
  return { ...page, line: 0, routes: undefined, ...(messages && { messages: [] }) }
}

/**
 * Watches for changes that the server's registry of pages and states has to follow, and asks for
 * the server to be started again then. Changes of components are none of them.
 */
class RegistryWatch {
  /** Errors that browsers see. */
  readonly overlay: Overlay
  #project: Project
  #server: ViteDevServer
  /** Of the pages and states that the server started with. */
  #known = new Set<string>()
  /** What was wrong then. The server tells it where a page is missing. */
  #told = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false
  /** Scans run one after the other. */
  #running: Promise<void>

  constructor(project: Project, server: ViteDevServer) {
    this.#project = project
    this.#server = server
    this.overlay = new Overlay(server)
    this.#running = this.#readBaseline()
    for (const event of ['add', 'change', 'unlink'] as const) {
      server.watcher.on(event, (path) => this.#onFile(path))
    }
    // It hears of nothing that has changed before
    server.watcher.once('ready', () => this.#compareSoon())
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #onFile(path: string): void {
    const { scanner } = this.#project
    if (this.#isClosed || !scanner.isConcerned(scanner.paths.file(path))) return
    this.#compareSoon()
  }

  #compareSoon(): void {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#compare())
    }, SETTLE_MS)
  }

  async #readBaseline(): Promise<void> {
    const { mistakes, ...found } = await this.#project.scanner.survey()
    this.#known = entriesOf(found)
    this.#told = new Set(mistakes.map(({ message }) => message))
  }

  /** What has a mistake now stays as it was, unless something else has to be taken up. */
  async #compare(): Promise<void> {
    const { mistakes, ...found } = await this.#project.scanner.survey()
    if (this.#isClosed) return
    const news = mistakes.find(({ message }) => !this.#told.has(message))
    if (news) this.#report(news)
    else this.overlay.clear('registry')
    const current = entriesOf(found)
    const isGone = mistakes.length === 0 && current.size < this.#known.size
    if (!isGone && current.isSubsetOf(this.#known)) return
    this.#known = current
    this.#restartServer()
  }

  #report(error: unknown): void {
    const message = error instanceof Error ? error.message : toPluginError(error).message
    this.#server.config.logger.error(message, { timestamp: true })
    this.overlay.show('registry', error)
  }

  /**
   * `node ace serve --hmr` runs the HTTP server as its child and leaves it to hot-hook to say when
   * it has to start again. It ignores added and removed files, and hot-hook knows only files that
   * the server has imported, which pages never are. So the plugin, which runs in the child, sends
   * what hot-hook would: that a file of the application changed which cannot be reloaded.
   */
  #restartServer(): void {
    this.#server.config.logger.info('pages or states changed, starting the server again', {
      timestamp: true,
    })
    restartServer(`${this.#server.config.root}/adonisrc.ts`)
  }
}

/**
 * Browsers load their document again as soon as Vite's socket is back, which opens before the HTTP
 * server does: a document that comes too early is the browser's own error page. So it opens after.
 */
function reloadOnceAnswering({ environments }: ViteDevServer): void {
  // Set by `node ace serve`, whose HTTP server is in this process
  if (process.env.DEV_MODE !== 'true') return
  const { hot } = environments.client
  const listen = hot.listen.bind(hot)
  hot.listen = () => void answering.then(listen)
}

/**
 * Starts the watch with Vite's development server.
 */
export function registryWatch(project: Project): Plugin {
  let watch: RegistryWatch | undefined
  const api: OverlayApi = {
    get overlay() {
      return watch?.overlay
    },
  }
  return {
    name: OVERLAY_PLUGIN,
    apply: 'serve',
    api,
    configureServer(server) {
      reloadOnceAnswering(server)
      // When Vite starts itself again, the new server comes before the end of the old one.
      watch?.close()
      watch = new RegistryWatch(project, server)
    },
    closeServer({ reason }) {
      if (reason === 'close') watch?.close()
    },
    hotUpdate: {
      order: 'post',
      handler({ type, file }) {
        // Who imports all pages would be replaced, and load a document of the server that is about
        // to go. Browsers load it once the next one is there
        const isOther = type !== 'update' && project.scanner.pageFiles.has(file)
        return isOther ? [] : undefined
      },
    },
  }
}

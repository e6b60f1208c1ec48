/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Plugin, ViteDevServer } from 'vite'
import type { ScanResult } from '../pages/discovery.ts'
import { restartServer, SETTLE_MS } from '../hot_hook/hot_modules.ts'
import { Overlay, OVERLAY_PLUGIN } from './overlay.ts'
import type { OverlayApi } from './overlay.ts'
import { toPluginError } from './plugin_error.ts'
import type { Project } from './project.ts'

/** What the server's registry is made of. Lines move with every edit and are left out. */
function fingerprint({ pages, states }: ScanResult): string {
  return JSON.stringify([pages.map((page) => ({ ...page, line: 0 })), states])
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
  #known: string | undefined
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
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #onFile(path: string): void {
    const { scanner } = this.#project
    if (this.#isClosed || !scanner.isConcerned(scanner.paths.file(path))) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#compare())
    }, SETTLE_MS)
  }

  async #readBaseline(): Promise<void> {
    try {
      this.#known = fingerprint(await this.#project.scanner.scan())
    } catch {
      // The server met the same error when it started, and has told it.
    }
  }

  async #compare(): Promise<void> {
    let current: string
    try {
      current = fingerprint(await this.#project.scanner.scan())
    } catch (error) {
      if (!this.#isClosed) this.#report(error)
      return
    }
    if (this.#isClosed) return
    this.overlay.clear('registry')
    if (current === this.#known) return
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
      // When Vite starts itself again, the new server comes before the end of the old one.
      watch?.close()
      watch = new RegistryWatch(project, server)
    },
    closeServer({ reason }) {
      if (reason === 'close') watch?.close()
    },
  }
}

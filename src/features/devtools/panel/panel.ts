/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import type { Database } from '@adonisjs/lucid/database'
import { extrasOf } from '../../../adonis/main.ts'
import type { EventSource } from '../../../adonis/main.ts'
import type { LimitedLog } from '../../../logging/main.ts'
import type { MountedPage } from '../../../pages/main.ts'
import { SOCKET_PATH } from '../../../protocol/main.ts'
import type {
  Arrival,
  Endpoint,
  EndpointExchange,
  Feature,
  FeatureHost,
  FormOptions,
  Tab,
  TabPart,
} from '../../../tabs/main.ts'
import type { JournalEnd, JournalEntry } from '../entries.ts'
import { Redaction } from '../redaction.ts'
import { userOf } from '../user_mark.ts'
import { Again } from './again.ts'
import { Commands } from './commands.ts'
import { E_DEVTOOLS_COMMAND } from './exceptions.ts'
import { PANEL_SCRIPT, panelFile } from './panel_files.ts'
import { readCommand } from './read_command.ts'
import { Rings } from './rings.ts'
import { RolledBack } from './rolled_back.ts'
import type { ShownTest } from './shown.ts'
import { TabNotes } from './tab_notes.ts'
import { Watch } from './watch.ts'
import type { Work } from './work.ts'

export const DEVTOOLS = 'devtools'

/** Address of the script that draws the panel. */
export const PANEL_URL = `${SOCKET_PATH}/${DEVTOOLS}/${PANEL_SCRIPT}`

/** All that one tab does is done by one browser. */
const BROWSER = 'browser'

/** Milliseconds for which what is new is collected. */
const BURST = 60

/** Milliseconds that a request of the panel waits for something new. */
const PATIENCE = 10_000

export interface DevtoolsConfig {
  /** Absolute path of the application. */
  root: string
  database: Database | undefined
  emitter: EventSource
  /** What becomes of the fields of a form. */
  form: FormOptions
  /** Writes what a journal tells of as a test. */
  writeTest(entries: readonly (JournalEntry | JournalEnd)[]): Promise<ShownTest>
  log: LimitedLog
}

/**
 * The panel that shows what a page does while somebody develops. It is only made where `node ace serve` runs the
 * application: nowhere else is there a byte of it. It has no part in frames.
 */
export class Devtools implements Feature {
  readonly name = DEVTOOLS
  readonly endpoint: Endpoint = { respond: (exchange) => this.#respond(exchange) }
  #watch: Watch
  #rings = new Rings<Work>()
  #redaction = new Redaction()
  #tabs = new Map<string, TabNotes>()
  #commands: Commands
  #failed: (error: unknown) => void
  #ending = new AbortController()
  /** Names this process. */
  #journal = randomUUID()

  constructor(
    host: FeatureHost,
    { root, database, emitter, form, writeTest, log }: DevtoolsConfig
  ) {
    const redaction = this.#redaction
    this.#failed = (error) => log.error({ err: error }, 'the devtools could not note something')
    this.#watch = new Watch({
      root,
      database,
      emitter,
      redaction,
      begin: (work, trace) => this.#notesOf(trace.tab)?.begin(work, trace),
      ended: (work) => this.#notesOf(work.tab)?.over(work),
      failed: this.#failed,
    })
    const rolledBack = database && new RolledBack(database)
    const again = new Again({ host, watch: this.#watch, redaction, rolledBack, form })
    const workOf = (tab: Tab, n: number) => this.#rings.of(tab.id).data(n)
    const entriesOf = (tab: Tab) => this.#tabs.get(tab.id)?.session.entries ?? []
    this.#commands = new Commands({ host, database, again, workOf, entriesOf, writeTest })
  }

  async start(): Promise<void> {
    this.#watch.start()
  }

  async stop(): Promise<void> {
    this.#watch.stop()
    this.#ending.abort()
  }

  attach(tab: Tab): TabPart {
    const notes: TabNotes = new TabNotes(tab, {
      rings: this.#rings,
      watch: this.#watch,
      redaction: this.#redaction,
      failed: this.#failed,
      left: () => {
        // It may be here again already
        if (this.#tabs.get(tab.id) === notes) this.#tabs.delete(tab.id)
      },
    })
    this.#tabs.set(tab.id, notes)
    return notes
  }

  introduce(_page: MountedPage, ctx: HttpContext, { tab, full }: Arrival): undefined {
    const user = userOf(ctx)
    this.#tabs.get(tab.id)?.session.part.introduced({ browser: BROWSER, user }, full)
    const { current: work } = this.#watch
    if (!work) return
    if (full && work.tab === undefined) {
      work.tab = tab.id
      work.named(this.#redaction.hideUrl(ctx.request.url(true)))
    }
    const { session } = extrasOf(ctx)
    work.of(user, session && hashOf(session.sessionId))
  }

  #notesOf(tab: string | undefined): TabNotes | undefined {
    return tab === undefined ? undefined : this.#tabs.get(tab)
  }

  async #respond(exchange: EndpointExchange): Promise<void> {
    const { request, response, tabs } = exchange
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const name = pathname.slice(`${SOCKET_PATH}/${DEVTOOLS}/`.length)
    if (request.method === 'GET' && name.endsWith('.js')) {
      const text = await panelFile(name)
      if (text === undefined) return response.status(404).send('')
      response.header('content-type', 'text/javascript; charset=utf-8')
      response.header('cache-control', 'no-store')
      return response.send(text)
    }
    response.header('cache-control', 'no-store')
    // Whoever is answered at once asks again at once
    if (this.#ending.signal.aborted) throw new E_DEVTOOLS_COMMAND(['the server comes to its end'])
    const known = tabs.find(({ id }) => id === searchParams.get('tab'))
    const isPost = request.method === 'POST'
    // What one tab is asked to do must not happen to another one
    const tab = known ?? (isPost ? undefined : tabAt(tabs, searchParams.get('url')))
    if (!tab) throw new E_DEVTOOLS_COMMAND(['no tab of this browser shows the page'])
    const isAhead = known !== undefined && searchParams.get('journal') === this.#journal
    if (!isPost) return this.#tell(exchange, tab, isAhead ? searchParams.get('after') : null)
    const command = await readCommand(request)
    if ('n' in command && !isAhead) {
      throw new E_DEVTOOLS_COMMAND(['the journal has begun anew since'])
    }
    return response.send(await this.#commands.run(tab, command))
  }

  /**
   * Tells the panel of a tab what is new, as soon as something is.
   *
   * @param heard - number of the last entry that it knows; null where it knows nothing of this tab, and is told at once that it is this one
   */
  async #tell({ response }: EndpointExchange, tab: Tab, heard: string | null): Promise<void> {
    const ring = this.#rings.of(tab.id)
    const after = Number(heard) || 0
    const gone = new AbortController()
    response.response.once('close', () => gone.abort())
    const late = AbortSignal.timeout(PATIENCE)
    if (heard !== null) {
      await ring.wait(after, AbortSignal.any([gone.signal, late, this.#ending.signal]))
    }
    // What follows at once is told with it, so that a burst of events is not one of requests too
    if (ring.last > after && !gone.signal.aborted)
      await setTimeout(BURST, undefined, { ref: false })
    const head = JSON.stringify({ tab: tab.id, journal: this.#journal, last: ring.last })
    response.header('content-type', 'application/json; charset=utf-8')
    // The entries are JSON already
    response.send(`${head.slice(0, -1)},"entries":[${ring.after(after).join(',')}]}`)
  }
}

/** The tab that shows an address, of which there may be several: the one that was used last. */
function tabAt(tabs: readonly Tab[], url: string | null): Tab | undefined {
  const same = tabs.filter(({ shown }) => shown?.info.url === url)
  return same.sort((a, b) => b.usedAt - a.usedAt)[0]
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8)
}

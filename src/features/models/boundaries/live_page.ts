/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MOST_IDS } from '../capture/main.ts'
import type { Id } from '../capture/main.ts'
import type { LiveEngine, LiveQuery, News, Stamp, Viewer, Watch } from '../live/main.ts'
import { inPlace } from './in_place.ts'
import type { PageRow } from './in_place.ts'
import { narrow } from './narrowed.ts'
import type { LimitedQuery } from './narrowed.ts'

/** How reasons begin that are cells which somebody types into. */
const EDIT = 'edit '

/** Name of the query of the rows that are shown, of a list with a name. */
export function inPlaceOf(name: string): string {
  return `${name} in place`
}

/** One page of a list. */
export interface PageSource<Context, Row extends PageRow, Source extends LimitedQuery> extends Omit<
  LiveQuery<Context, Row[], Source>,
  'mode'
> {
  /** The column of the key, by which rows are asked for. */
  readonly key: string
  keyOf(row: Row): Id
  /** Whether nothing comes before the rows of the query. */
  isFirst(context: Context): boolean
}

/** Rows that have come and are not shown. */
export interface Pending {
  count: number
  /** False where there may be more of them, or fewer. */
  isExact: boolean
}

/** When a page was loaded, to go on from there. It is plain, and may be stored with a tab. */
export interface PageStamp {
  watches: Stamp[]
  isFirst: boolean
  isInPlace: boolean
  /** Why rows keep their places. */
  holds: string[]
}

/** A tab, told of its page. */
export interface PageViewer<Row> {
  show(rows: Row[]): void
  pending(pending: Pending): void
  refused(error: Error): void
  left?(): void
}

/** What a watch has told that may not be followed any longer. */
interface Unheard<W> {
  watch: W
  tell: () => void
}

/**
 * A page of a list that does not move under its reader. The first one is live altogether. On later ones, and while
 * somebody selects or edits, rows change and vanish where they stand, and new ones are only counted.
 */
export class LivePage<Context, Row extends PageRow, Source extends LimitedQuery> {
  readonly #engine: LiveEngine<Context>
  readonly #tab: string
  readonly #source: PageSource<Context, Row, Source>
  readonly #viewer: PageViewer<Row>
  #watches: Watch<Context, Row[]>[] = []
  #rows: Row[] = []
  /** The rows that are shown, as they were read last. */
  #latest: readonly Row[] = []
  #isFirst = true
  #isInPlace = false
  readonly #holds = new Set<string>()
  readonly #edited = new Map<string, Set<string>>()
  #arrived = new Set<string>()
  #isExact = true
  /** What those have told that are being replaced. */
  #unheard: Unheard<Watch<Context, Row[]>>[] | undefined

  /** @param tab - as the host of the engine knows it */
  constructor(
    engine: LiveEngine<Context>,
    tab: string,
    source: PageSource<Context, Row, Source>,
    viewer: PageViewer<Row>
  ) {
    this.#engine = engine
    this.#tab = tab
    this.#source = source
    this.#viewer = viewer
  }

  /** Whether it follows all that it shows. */
  get isOpen(): boolean {
    return this.#watches.length > 0 && this.#watches.every(({ isClosed }) => !isClosed)
  }

  /** When it was loaded; undefined before that, and after it was refused or stopped. */
  get stamp(): PageStamp | undefined {
    if (this.#watches.length === 0) return undefined
    const watches = this.#watches.map(({ stamp }) => stamp)
    // Who comes back in another process has lost what was typed
    const holds = [...this.#holds].filter((reason) => !reason.startsWith(EDIT))
    return { watches, isFirst: this.#isFirst, isInPlace: this.#isInPlace, holds }
  }

  /**
   * Goes on where a page has stopped, without a request: the viewer is told of what is newer.
   *
   * @param rows - what is shown
   */
  resume(rows: Row[], { watches, isFirst, isInPlace, holds }: PageStamp): void {
    this.#close()
    for (const reason of holds) this.#holds.add(reason)
    this.#rows = rows
    this.#latest = rows
    this.#isFirst = isFirst
    this.#isInPlace = isInPlace
    const [stamp, ofShown] = watches
    this.#watch(isInPlace ? 'news' : 'rows').resume(stamp)
    if (ofShown) this.#followShown().resume(ofShown)
  }

  /** What is shown. */
  get rows(): readonly Row[] {
    return this.#rows
  }

  get pending(): Pending {
    return { count: this.#arrived.size + (this.#isExact ? 0 : 1), isExact: this.#isExact }
  }

  /** Whether rows keep their places. */
  get isInPlace(): boolean {
    return this.#isInPlace
  }

  /**
   * Loads the page with all that has come, inside of a request of the tab.
   *
   * @throws what the query throws: the page is followed as before then
   */
  async load(context: Context): Promise<Row[]> {
    const isFirst = this.#source.isFirst(context)
    const isInPlace = !isFirst || this.#holds.size > 0
    const { count } = this.pending
    await this.#replace(async () => {
      this.#arrived = new Set()
      this.#isExact = true
      await this.#watch(isInPlace ? 'news' : 'rows').load(context)
      if (isInPlace) await this.#watchShown(context)
    })
    this.#isFirst = isFirst
    this.#isInPlace = isInPlace
    if (this.pending.count !== count) this.#viewer.pending(this.pending)
    this.#forgetEdits()
    // Only cells that are not shown have kept it from moving
    if (this.mayMove) return this.load(context)
    return this.#rows
  }

  /**
   * Has rows keep their places from now on, inside of a request of the tab.
   *
   * @param reason - such as a selection; several may be there at once
   * @throws what the query throws: rows move as before then
   */
  async hold(reason: string, context: Context): Promise<void> {
    if (!this.#isInPlace) {
      await this.#replace(async () => {
        const rows = await this.#watch('news', () => {}).load(context)
        await this.#watchShown(context)
        this.#note({ ids: rows.map(this.#source.keyOf) })
      })
      this.#isInPlace = true
    }
    this.#holds.add(reason)
  }

  /** A reason is gone. Rows move again with the next load, which is for the caller to ask for. */
  release(reason: string): void {
    this.#holds.delete(reason)
  }

  /** Whether a load would make the page live again. */
  get mayMove(): boolean {
    return this.#isInPlace && this.#isFirst && this.#holds.size === 0
  }

  /** Somebody types into a cell: it is not written over, and its row stays. Nobody does where no row is shown. */
  async edit(key: Id, column: string, context: Context): Promise<void> {
    const row = String(key)
    if (!this.#rows.some((each) => String(this.#source.keyOf(each)) === row)) return
    const columns = this.#edited.get(row) ?? new Set()
    this.#edited.set(row, columns.add(column))
    try {
      await this.hold(`${EDIT}${row} ${column}`, context)
    } catch (error) {
      this.#leave(row, column)
      throw error
    }
  }

  /** Nobody types there any longer: what the cell has become meanwhile is shown. */
  edited(key: Id, column: string): void {
    const row = String(key)
    this.#leave(row, column)
    this.release(`${EDIT}${row} ${column}`)
    this.#place()
    this.#viewer.show(this.#rows)
  }

  #leave(row: string, column: string): void {
    const columns = this.#edited.get(row)
    columns?.delete(column)
    if (columns?.size === 0) this.#edited.delete(row)
  }

  /** Follows nothing until it is loaded or resumed. */
  stop(): void {
    this.#close()
  }

  /** Follows nothing more. */
  close(): void {
    this.#close()
    this.#holds.clear()
    this.#edited.clear()
  }

  #close(): void {
    for (const watch of this.#watches.splice(0)) watch.close()
  }

  /**
   * Follows something else. What was followed before is heard again where that fails: what it tells meanwhile is not of the
   * rows that are being loaded.
   */
  async #replace(follow: () => Promise<void>): Promise<void> {
    const before = this.#watches.splice(0)
    const [rows, latest, arrived, isExact] = [
      this.#rows,
      this.#latest,
      this.#arrived,
      this.#isExact,
    ]
    const unheard: Unheard<Watch<Context, Row[]>>[] = []
    this.#unheard = unheard
    try {
      await follow()
    } catch (error) {
      this.#close()
      this.#watches = before.filter(({ isClosed }) => !isClosed)
      this.#rows = rows
      this.#latest = latest
      this.#arrived = arrived
      this.#isExact = isExact
      for (const { watch, tell } of unheard) this.#hear(watch, tell)
      throw error
    } finally {
      this.#unheard = undefined
    }
    for (const watch of before) watch.close()
  }

  #watch(mode: 'rows' | 'news', take = this.#take): Watch<Context, Row[]> {
    const show = (rows: Row[]) => {
      take(rows)
      this.#forgetPending()
      this.#viewer.show(rows)
    }
    const live = { ...this.#liveOf(this.#source), mode }
    return this.#follow(live, { loaded: take, show, news: (news) => this.#note(news) })
  }

  readonly #take = (rows: Row[]): void => {
    this.#rows = rows
    this.#latest = rows
  }

  /** Nobody types into rows that are shown no longer. */
  #forgetEdits(): void {
    const shown = new Set(this.#rows.map((row) => String(this.#source.keyOf(row))))
    for (const [row, columns] of this.#edited) {
      if (shown.has(row)) continue
      this.#edited.delete(row)
      for (const column of columns) this.release(`${EDIT}${row} ${column}`)
    }
  }

  #place(): void {
    this.#rows = inPlace(this.#rows, this.#latest, this.#source.keyOf, this.#edited)
  }

  /** Follows the rows that are shown, by their keys. */
  async #watchShown(context: Context): Promise<void> {
    if (this.#rows.length > 0) await this.#followShown().load(context)
  }

  #followShown(): Watch<Context, Row[]> {
    const { key, keyOf, name } = this.#source
    const ids = this.#rows.map(keyOf)
    const live = this.#liveOf(this.#source)
    const shown: LiveQuery<Context, Row[], Source> = {
      ...live,
      name: inPlaceOf(name),
      query: (of) => narrow(live.query(of), key, ids),
    }
    const loaded = (rows: Row[]) => {
      this.#latest = rows
      this.#place()
    }
    const show = (rows: Row[]) => {
      loaded(rows)
      this.#viewer.show(this.#rows)
    }
    // Rows that are late come by themselves: only others are news
    return this.#follow(shown, { loaded, show, news: () => {} })
  }

  /** The methods of a source, which may be those of a class. */
  #liveOf(source: PageSource<Context, Row, Source>): LiveQuery<Context, Row[], Source> {
    return {
      name: source.name,
      audience: (context) => source.audience(context),
      permit: async (context) => source.permit?.(context),
      query: (context) => source.query(context),
      result: (query, context) => source.result(query, context),
      depends: source.depends,
      grants: source.grants,
      pace: source.pace,
    }
  }

  #follow(
    live: LiveQuery<Context, Row[], Source>,
    viewer: Required<Pick<Viewer<Row[]>, 'loaded' | 'show' | 'news'>>
  ): Watch<Context, Row[]> {
    const watch = this.#engine.watch(this.#tab, live, {
      loaded: (rows) => this.#hear(watch, () => viewer.loaded(rows)),
      show: (rows) => this.#hear(watch, () => viewer.show(rows)),
      news: (news) => this.#hear(watch, () => viewer.news(news)),
      left: () => this.#viewer.left?.(),
      refused: (error) => {
        this.#close()
        this.#rows = []
        this.#viewer.refused(error)
      },
    })
    this.#watches.push(watch)
    return watch
  }

  #hear(watch: Watch<Context, Row[]>, tell: () => void): void {
    if (this.#watches.includes(watch)) tell()
    else this.#unheard?.push({ watch, tell })
  }

  #note({ ids }: News): void {
    if (ids === 'all') this.#isExact = false
    else {
      const shown = new Set(this.#rows.map((row) => String(this.#source.keyOf(row))))
      for (const id of ids) if (!shown.has(String(id))) this.#arrived.add(String(id))
    }
    if (this.#arrived.size > MOST_IDS) {
      this.#arrived.clear()
      this.#isExact = false
    }
    if (this.#arrived.size > 0 || !this.#isExact) this.#viewer.pending(this.pending)
  }

  #forgetPending(): void {
    if (this.#arrived.size === 0 && this.#isExact) return
    this.#arrived.clear()
    this.#isExact = true
    this.#viewer.pending(this.pending)
  }
}

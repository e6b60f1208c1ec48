/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type { EventScope } from '../../../state/main.ts'
import { applyChange } from '../../../tabs/main.ts'
import type { FeatureHost, Tab, TabPart } from '../../../tabs/main.ts'
import type { LiveEngine, Stamp, Viewer, Watch } from '../live/main.ts'
import type { LiveVar } from './live_var.ts'

/** What a tab has of one live var. */
interface Held {
  live: LiveVar
  watch: Watch<EventScope, JsonValue> | undefined
  /** When what it shows was loaded. */
  stamp: Stamp
  /** The newest result; undefined where a store had the tab, whose states have it. */
  value: JsonValue | undefined
  /** A result that could not be shown, since a computed var fails with it. */
  failed?: JsonValue
}

export interface TabLiveVarsOptions {
  tab: Tab
  engine: LiveEngine<EventScope>
  host: Pick<FeatureHost, 'turns' | 'report' | 'readmit'>
  /** The live vars of a page. */
  varsOf: (tab: Tab) => readonly LiveVar[]
}

/**
 * The live vars of a tab. They are watched while somebody sees the tab, and a stamp says afterwards whether what it shows
 * is still true.
 */
export class TabLiveVars implements TabPart {
  readonly #tab: Tab
  readonly #engine: LiveEngine<EventScope>
  readonly #host: TabLiveVarsOptions['host']
  readonly #varsOf: TabLiveVarsOptions['varsOf']
  readonly #held = new Map<string, Held>()
  /** Stamps of another process. */
  #restored = new Map<string, Stamp>()
  #isApplying = false
  #isDoubted = false

  constructor({ tab, engine, host, varsOf }: TabLiveVarsOptions) {
    this.#tab = tab
    this.#engine = engine
    this.#host = host
    this.#varsOf = varsOf
  }

  /** When a var was loaded; undefined where it is not there. */
  stampOf({ name }: LiveVar): Stamp | undefined {
    return this.#held.get(name)?.stamp ?? this.#restored.get(name)
  }

  /**
   * Loads a var in a request of the tab, and watches it.
   *
   * @throws what its getter, its query or its transformer throws
   */
  async load(live: LiveVar, scope: EventScope): Promise<void> {
    const known = this.#held.get(live.name)
    if (known && known.live !== live) known.watch?.close()
    const open = known?.live === live && known.watch?.isClosed === false ? known.watch : undefined
    const watch = open ?? this.#watch(live)
    try {
      const value = await watch.load(scope)
      this.#held.set(live.name, { live, watch, stamp: watch.stamp, value })
      this.#restored.delete(live.name)
      scope.view(live.definition)
      scope.write(live.definition.id, live.key, value)
    } catch (error) {
      if (watch !== open) watch.close()
      throw error
    }
  }

  /** What the vars show may depend on what an event without a request has changed. */
  doubt(): void {
    this.#isDoubted = true
  }

  connected(): void {
    this.#reconcile()
  }

  stored(): void {
    this.#reconcile()
    if (this.#isDoubted) this.#engine.recheck(this.#tab.id)
    this.#isDoubted = false
  }

  disconnected(): void {
    for (const { watch } of this.#held.values()) watch?.close()
  }

  disowned(): void {
    this.disconnected()
    this.#held.clear()
    this.#restored.clear()
  }

  ended(): void {
    this.disowned()
  }

  pack(): Record<string, Stamp> | undefined {
    const stamps = new Map(this.#restored)
    for (const [name, { stamp }] of this.#held) stamps.set(name, stamp)
    return stamps.size > 0 ? Object.fromEntries(stamps) : undefined
  }

  /**
   * @throws TypeError for what is not stamps
   */
  restore(packed: unknown): void {
    const stamps = Object.entries(packed as Record<string, unknown>)
    if (!stamps.every(([, stamp]) => isStamp(stamp))) {
      throw new TypeError('The stamps of live vars have another shape')
    }
    this.#restored = new Map(stamps as [string, Stamp][])
  }

  /** Brings what is watched in line with the page that is shown: a request may have failed after it had loaded. */
  #reconcile(): void {
    const tab = this.#tab
    if (tab.ended || !tab.shown) return
    const vars = this.#varsOf(tab)
    for (const [name, held] of this.#held) {
      if (vars.includes(held.live)) continue
      held.watch?.close()
      this.#held.delete(name)
    }
    let isBehind = false
    for (const live of vars) {
      const held = this.#held.get(live.name) ?? this.#takeUp(live)
      if (!held) continue
      if (tab.connected && held.watch?.isClosed !== false) {
        held.watch = this.#watch(live)
        held.watch.resume(held.stamp)
      }
      isBehind ||= this.#isBehind(held)
    }
    if (isBehind) this.#apply()
  }

  /** What another process has loaded. */
  #takeUp(live: LiveVar): Held | undefined {
    const stamp = this.#restored.get(live.name)
    if (stamp === undefined) return undefined
    this.#restored.delete(live.name)
    const held: Held = { live, watch: undefined, stamp, value: undefined }
    this.#held.set(live.name, held)
    return held
  }

  #isBehind({ live, value, failed }: Held): boolean {
    if (value === undefined || value === failed) return false
    return this.#tab.states.tree[live.definition.id]?.[live.key] !== value
  }

  #watch(live: LiveVar): Watch<EventScope, JsonValue> {
    const viewer: Viewer<JsonValue> = {
      show: (value) => {
        const held = this.#held.get(live.name)
        if (held?.watch !== watch) return
        held.value = value
        held.stamp = watch.stamp
        this.#apply()
      },
      // It is shown as soon as the budget allows
      news: () => {},
      refused: () => {
        if (this.#held.get(live.name)?.watch !== watch) return
        this.#held.delete(live.name)
        this.#host.readmit(this.#tab)
      },
    }
    const watch = this.#engine.watch(this.#tab.id, live, viewer)
    return watch
  }

  #report(error: unknown, live?: LiveVar): Promise<void> {
    const of = { tab: this.#tab.id, state: live?.definition.id ?? '' }
    return this.#host.report(error, undefined, of)
  }

  /** Shows the newest results, all at once, in a turn of the tab. */
  #apply(): void {
    if (this.#isApplying) return
    this.#isApplying = true
    const work = async () => {
      this.#isApplying = false
      const behind = [...this.#held.values()].filter((held) => this.#isBehind(held))
      const { identity, states, outbox } = this.#tab
      // Somebody else is about to see the page, who loads it as themselves
      if (behind.length === 0 || identity.stale || identity.outdated) return
      try {
        const scope = states.begin({})
        for (const { live, value } of behind) {
          scope.view(live.definition)
          scope.write(live.definition.id, live.key, value)
        }
        const news = applyChange(this.#tab, { prepared: states.prepare(scope), actions: [] })
        if (Object.keys(news).length > 0) outbox.push(news, true)
      } catch (error) {
        for (const held of behind) held.failed = held.value
        await this.#report(error, behind[0].live)
      }
    }
    this.#host.turns.run(this.#tab, work).catch((error: unknown) => void this.#report(error))
  }
}

function isStamp(value: unknown): value is Stamp {
  if (typeof value !== 'object' || value === null) return false
  const { engine, count, key, baseKey, tables } = value as Record<keyof Stamp, unknown>
  return (
    [engine, key, baseKey].every((text) => typeof text === 'string') &&
    typeof count === 'number' &&
    Array.isArray(tables)
  )
}

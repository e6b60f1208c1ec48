/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type { EventScope } from '../../../state/main.ts'
import { applyChange } from '../../../tabs/main.ts'
import type { FeatureHost, Tab, TabPart } from '../../../tabs/main.ts'
import type { LiveEngine } from '../live/main.ts'
import type { Follower } from './follower.ts'
import type { LiveVar } from './live_var.ts'
import type { OwnWrites } from './own_writes.ts'

/** Milliseconds until a tab that was not there is looked for again. */
const COME_BACK = 50

/** What a tab has of one live var. */
interface Held {
  live: LiveVar
  follower: Follower
  /** A result that could not be shown, since a computed var fails with it. */
  failed?: Follower['values']
  /** Whether the newest result has come by itself. Otherwise an event has loaded it, which may have failed since. */
  isPushed: boolean
}

/** A value that a tab does not show yet. */
interface Behind {
  held: Held
  name: string
  value: JsonValue
}

export interface TabLiveVarsOptions {
  tab: Tab
  engine: LiveEngine<EventScope>
  host: Pick<FeatureHost, 'turns' | 'report' | 'readmit' | 'reads' | 'mode'>
  writes: OwnWrites
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
  readonly #writes: OwnWrites
  readonly #held = new Map<string, Held>()
  /** What another process has packed, by var. */
  #restored = new Map<string, unknown>()
  #isApplying = false
  /** The turn of its own that is stored next. */
  #ownTurn: object | undefined
  #comingBack: NodeJS.Timeout | undefined
  #isDoubted = false

  constructor({ tab, engine, host, varsOf, writes }: TabLiveVarsOptions) {
    this.#writes = writes
    this.#tab = tab
    this.#engine = engine
    this.#host = host
    this.#varsOf = varsOf
  }

  /**
   * Loads a var in a request of the tab, and watches it.
   *
   * @throws what its getter, its query or its transformer throws
   */
  async load(live: LiveVar, scope: EventScope): Promise<void> {
    const known = this.#of(live)
    const held = known ?? this.#create(live)
    held.isPushed = false
    try {
      await held.follower.load(scope)
    } catch (error) {
      if (!known) this.#drop(live.name)
      throw error
    }
    write(held, scope)
  }

  /**
   * Loads a var again where an event makes it another one.
   *
   * @throws what its getter, its query or its transformer throws
   */
  async complete(live: LiveVar, scope: EventScope, writes: OwnWrites): Promise<void> {
    const held = this.#of(live)
    if (!held) return
    const before = held.follower.values
    await held.follower.complete(scope, writes)
    if (held.follower.values === before) return
    held.isPushed = false
    write(held, scope)
  }

  /** What the vars show may depend on what an event without a request has changed. */
  doubt(): void {
    this.#isDoubted = true
  }

  connected(): void {
    this.#reconcile()
  }

  stored(): void {
    // What its own turn could not show, another one right after it could not either: they would never end
    const isOwn = this.#ownTurn !== undefined
    this.#ownTurn = undefined
    this.#reconcile(!isOwn)
    if (this.#isDoubted) this.#engine.recheck(this.#tab.id)
    this.#isDoubted = false
  }

  disconnected(): void {
    for (const { follower } of this.#held.values()) follower.close()
  }

  disowned(): void {
    this.disconnected()
    this.#held.clear()
    this.#restored.clear()
  }

  ended(): void {
    this.disowned()
  }

  pack(): Record<string, unknown> | undefined {
    const packed = new Map(this.#restored)
    for (const [name, { follower }] of this.#held) packed.set(name, follower.pack())
    return packed.size > 0 ? Object.fromEntries(packed) : undefined
  }

  /**
   * @throws TypeError for what is not an object
   */
  restore(packed: unknown): void {
    if (typeof packed !== 'object' || packed === null) {
      throw new TypeError('The live vars of a tab have another shape')
    }
    this.#restored = new Map(Object.entries(packed))
  }

  /**
   * Brings what is watched in line with the page that is shown: a request may have failed after it had loaded.
   *
   * @param isNews - whether what the tab does not show may be shown now
   */
  #reconcile(isNews = true): void {
    const tab = this.#tab
    if (tab.ended || !tab.shown) return
    const vars = this.#varsOf(tab)
    for (const [name, { live }] of this.#held) if (!vars.includes(live)) this.#drop(name)
    let isBehind = false
    for (const live of vars) {
      const held = this.#of(live)
      if (!held) continue
      if (tab.connected && !held.follower.isOpen) {
        held.follower.resume(tab.states.tree[live.definition.id] ?? {})
      }
      if (this.#behind(held).length === 0) continue
      if (held.isPushed) isBehind = true
      else this.#verify(held)
    }
    if (isBehind && isNews) this.#apply()
  }

  /** What the tab has of a var, also from another process. */
  #of(live: LiveVar): Held | undefined {
    const held = this.#held.get(live.name)
    if (held?.live === live) return held
    if (held) this.#drop(live.name)
    if (!this.#restored.has(live.name)) return undefined
    const packed = this.#restored.get(live.name)
    this.#restored.delete(live.name)
    const restored = this.#create(live)
    try {
      restored.follower.restore(packed)
    } catch (error) {
      this.#drop(live.name)
      void this.#report(error, live)
      return undefined
    }
    return restored
  }

  #create(live: LiveVar): Held {
    const isHeld = () => this.#held.get(live.name) === held
    const follower = live.follow({
      tab: this.#tab.id,
      engine: this.#engine,
      events: {
        changed: () => {
          if (!isHeld()) return
          held.isPushed = true
          this.#apply()
        },
        left: () => {
          if (isHeld()) this.#comeBack()
        },
        refused: () => {
          if (!isHeld()) return
          this.#drop(live.name)
          this.#host.readmit(this.#tab)
        },
      },
    })
    const held: Held = { live, follower, isPushed: false }
    this.#held.set(live.name, held)
    return held
  }

  /** Looks again soon: the tab was not there when it was to run a query, and may be by now. */
  #comeBack(): void {
    if (this.#comingBack || !this.#tab.connected) return
    this.#comingBack = setTimeout(() => {
      this.#comingBack = undefined
      if (this.#tab.connected) this.#reconcile()
    }, COME_BACK).unref()
  }

  #drop(name: string): void {
    this.#held.get(name)?.follower.close()
    this.#held.delete(name)
  }

  /** An event that has failed has loaded it, maybe with vars that were undone: shows what is true of those that are there. */
  #verify(held: Held): void {
    const { live, follower } = held
    const mode = this.#host.mode(live.definition)
    held.isPushed = true
    const verified = this.#host.reads.run(this.#tab, mode, (scope) =>
      follower.complete(scope, this.#writes)
    )
    verified.then(
      (outcome) => outcome && this.#apply(),
      (error: unknown) => void this.#report(error, live)
    )
  }

  #behind(held: Held): Behind[] {
    const { values } = held.follower
    if (values === held.failed) return []
    const shown = this.#tab.states.tree[held.live.definition.id] ?? {}
    return Object.entries(values)
      .filter(([name, value]) => shown[name] !== value)
      .map(([name, value]) => ({ held, name, value }))
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
      this.#ownTurn = work
      const behind = [...this.#held.values()].flatMap((held) => this.#behind(held))
      const { identity, states, outbox } = this.#tab
      // Somebody else is about to see the page, who loads it as themselves
      if (behind.length === 0 || identity.stale || identity.outdated) return
      try {
        const scope = states.openScope({})
        for (const { held, name, value } of behind) {
          scope.supply(held.live.definition, { [name]: value })
        }
        const news = applyChange(this.#tab, { prepared: states.prepare(scope), actions: [] })
        if (Object.keys(news).length > 0) outbox.push(news, true)
      } catch (error) {
        for (const { held } of behind) held.failed = held.follower.values
        await this.#report(error, behind[0].held.live)
      }
    }
    this.#host.turns
      .run(this.#tab, work)
      .catch((error: unknown) => void this.#report(error))
      .finally(() => {
        // A turn that could not be stored has not told of it
        if (this.#ownTurn === work) this.#ownTurn = undefined
      })
  }
}

/** Has an event see, and its answer say, what was loaded in it. */
function write({ live, follower }: Held, scope: EventScope): void {
  scope.supply(live.definition, follower.values)
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { serialize } from 'node:v8'
import type {
  EventFrame,
  JsonValue,
  NavigateFrame,
  PageInfo,
  UpdateFrame,
  WelcomeFrame,
} from '../../protocol/main.ts'
import type { StateNews } from '../../state/main.ts'
import type { TabPart } from './tab_part.ts'

/** Where a feature has failed. */
export interface FailedMoment {
  /** Name of the feature. */
  feature: string
  /** Name of the moment. */
  moment: string
}

/** Hears what moments throw. */
export type MomentFailed = (error: unknown, at: FailedMoment) => void

/** What happens to a tab, and so to each of its parts. */
type Moment =
  | 'takenUp'
  | 'resynced'
  | 'admitted'
  | 'received'
  | 'sent'
  | 'connected'
  | 'disconnected'
  | 'answered'
  | 'stored'
  | 'cancel'
  | 'disowned'
  | 'draining'
  | 'abandoned'
  | 'ended'
  | 'dropped'

/** What is asked so often that its failure is told once. */
const LOOKS = new Set(['running', 'settled', 'worksOn'])

/**
 * The parts of features in one tab: what happens to the tab, happens to each of them. One that fails
 * hurts neither the others nor the tab.
 */
export class TabParts {
  #failed: MomentFailed
  #parts = new Map<string, TabPart>()
  /** What other processes have kept of features that this one does not have, by their names. */
  #foreign = new Map<string, unknown>()
  /** Looks that have failed. */
  #blind = new Set<string>()

  /**
   * @param failed - hears of each moment that throws or rejects
   */
  constructor(failed: MomentFailed = () => {}) {
    this.#failed = failed
  }

  /** How much runs beside the tab's queue. */
  get running(): number {
    let running = 0
    for (const [name, part] of this.#parts) {
      if ('running' in part) {
        running += this.#guard(name, 'running', () => countOf(part.running)) ?? 0
      }
    }
    return running
  }

  /**
   * @param name - of the feature
   * @param make - makes its part
   */
  add(name: string, make: () => TabPart | undefined): void {
    const part = this.#guard(name, 'attach', make)
    if (part) this.#parts.set(name, part)
  }

  get(name: string): TabPart | undefined {
    return this.#parts.get(name)
  }

  takenUp(): void {
    this.#each('takenUp')
  }

  resynced(): void {
    this.#each('resynced')
  }

  admitted(told: PageInfo, full: boolean, news: StateNews): void {
    this.#each('admitted', told, full, news)
  }

  received(frame: EventFrame | NavigateFrame): void {
    this.#each('received', frame)
  }

  sent(frame: Omit<UpdateFrame, 'n'>): void {
    this.#each('sent', frame)
  }

  connected(): void {
    this.#each('connected')
  }

  disconnected(): void {
    this.#each('disconnected')
  }

  answered(): void {
    this.#each('answered')
  }

  stored(): void {
    this.#each('stored')
  }

  cancel(state: string, event: string): void {
    this.#each('cancel', state, event)
  }

  disowned(reason: string): void {
    // Nobody here knows whose it is
    this.#foreign.clear()
    this.#each('disowned', reason)
  }

  draining(reason: string): void {
    this.#each('draining', reason)
  }

  abandoned(reason: string): void {
    this.#each('abandoned', reason)
  }

  ended(reason: string): void {
    this.#each('ended', reason)
  }

  dropped(): void {
    this.#each('dropped')
  }

  /**
   * @returns false when no part of that name listens
   * @throws what the feature finds wrong with it
   */
  told(name: string, data: JsonValue): boolean {
    const part = this.#parts.get(name)
    if (!part?.told) return false
    this.#heed(part.told(data), name, 'told')
    return true
  }

  worksOn(id: number): boolean {
    for (const [name, part] of this.#parts) {
      if (this.#guard(name, 'worksOn', () => part.worksOn?.(id))) return true
    }
    return false
  }

  /** Resolves when nothing of the parts runs, or can say so. */
  async settled(): Promise<void> {
    const all = [...this.#parts].map(([name, part]) =>
      this.#guard(name, 'settled', () => part.settled?.())
    )
    await Promise.allSettled(all)
  }

  /** What the store keeps of the parts, by feature; undefined for nothing. */
  pack(): Record<string, unknown> | undefined {
    let packed = this.#foreign.size > 0 ? Object.fromEntries(this.#foreign) : undefined
    for (const [name, part] of this.#parts) {
      const own = this.#guard(name, 'pack', () => part.pack?.())
      if (own === undefined) continue
      // What no store can have would keep the whole tab out of it
      if (this.#guard(name, 'pack', () => serialize(own))) packed = { ...packed, [name]: own }
    }
    return packed
  }

  /**
   * @param packed - what the store has kept, by feature. What nobody here takes up is packed again
   */
  restore(packed: Readonly<Record<string, unknown>>): void {
    for (const [name, own] of Object.entries(packed)) {
      const part = this.#parts.get(name)
      if (part?.restore) this.#guard(name, 'restore', () => part.restore!(own))
      else this.#foreign.set(name, own)
    }
  }

  welcome(): Partial<WelcomeFrame> {
    const welcome: Partial<WelcomeFrame> = {}
    for (const [name, part] of this.#parts) {
      const own = this.#guard(name, 'welcome', () => part.welcome?.())
      // What cannot be sent would keep the browser from its tab
      const text = own && this.#guard(name, 'welcome', () => JSON.stringify(own))
      if (text) Object.assign(welcome, JSON.parse(text))
    }
    return welcome
  }

  /** Most parts leave most moments out, which costs nothing: several come with each event. */
  #each<M extends Moment>(moment: M, ...told: Parameters<Required<TabPart>[M]>): void {
    for (const [name, part] of this.#parts) {
      if (moment in part) this.#guard(name, moment, () => call(part, moment, told))
    }
  }

  /**
   * @returns undefined when the work throws
   */
  #guard<T>(feature: string, moment: string, work: () => T): T | undefined {
    try {
      return this.#heed(work(), feature, moment)
    } catch (error) {
      this.#report(error, { feature, moment })
      return undefined
    }
  }

  /** A moment may be an async function, and fail later. */
  #heed<T>(result: T, feature: string, moment: string): T {
    if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') {
      Promise.resolve(result).catch((error: unknown) => this.#report(error, { feature, moment }))
    }
    return result
  }

  #report(error: unknown, at: FailedMoment): void {
    if (LOOKS.has(at.moment)) {
      const look = `${at.feature}.${at.moment}`
      if (this.#blind.has(look)) return
      this.#blind.add(look)
    }
    this.#failed(error, at)
  }
}

function call<M extends Moment>(
  part: TabPart,
  moment: M,
  told: Parameters<Required<TabPart>[M]>
): unknown {
  const hear = part[moment] as ((...told: unknown[]) => unknown) | undefined
  return hear?.apply(part, told)
}

/** What a part says of how much runs. */
function countOf(running: number | undefined): number {
  const count = Number(running ?? 0)
  return Number.isFinite(count) && count > 0 ? count : 0
}

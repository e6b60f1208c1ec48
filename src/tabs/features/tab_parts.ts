/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { serialize } from 'node:v8'
import type { JsonValue, PageInfo, WelcomeFrame } from '../../protocol/main.ts'
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
      running += this.#guard(name, 'running', () => countOf(part.running)) ?? 0
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
    this.#each('takenUp', (part) => part.takenUp?.())
  }

  resynced(): void {
    this.#each('resynced', (part) => part.resynced?.())
  }

  admitted(told: PageInfo, full: boolean): void {
    this.#each('admitted', (part) => part.admitted?.(told, full))
  }

  connected(): void {
    this.#each('connected', (part) => part.connected?.())
  }

  disconnected(): void {
    this.#each('disconnected', (part) => part.disconnected?.())
  }

  answered(): void {
    this.#each('answered', (part) => part.answered?.())
  }

  stored(): void {
    this.#each('stored', (part) => part.stored?.())
  }

  cancel(state: string, event: string): void {
    this.#each('cancel', (part) => part.cancel?.(state, event))
  }

  disowned(reason: string): void {
    // Nobody here knows whose it is
    this.#foreign.clear()
    this.#each('disowned', (part) => part.disowned?.(reason))
  }

  draining(reason: string): void {
    this.#each('draining', (part) => part.draining?.(reason))
  }

  abandoned(reason: string): void {
    this.#each('abandoned', (part) => part.abandoned?.(reason))
  }

  ended(reason: string): void {
    this.#each('ended', (part) => part.ended?.(reason))
  }

  dropped(): void {
    this.#each('dropped', (part) => part.dropped?.())
  }

  /**
   * @returns false when no part of that name listens
   * @throws what the feature finds wrong with it
   */
  told(name: string, data: JsonValue): boolean {
    const part = this.#parts.get(name)
    if (!part?.told) return false
    this.#heed(part.told(data), { feature: name, moment: 'told' })
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

  #each(moment: string, call: (part: TabPart) => void): void {
    for (const [name, part] of this.#parts) this.#guard(name, moment, () => call(part))
  }

  /**
   * @returns undefined when the work throws
   */
  #guard<T>(feature: string, moment: string, work: () => T): T | undefined {
    try {
      return this.#heed(work(), { feature, moment })
    } catch (error) {
      this.#report(error, { feature, moment })
      return undefined
    }
  }

  /** A moment may be an async function, and fail later. */
  #heed<T>(result: T, at: FailedMoment): T {
    const { then } = (result ?? {}) as { then?: unknown }
    if (typeof then === 'function') {
      Promise.resolve(result).catch((error: unknown) => this.#report(error, at))
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

/** What a part says of how much runs. */
function countOf(running: number | undefined): number {
  const count = Number(running ?? 0)
  return Number.isFinite(count) && count > 0 ? count : 0
}

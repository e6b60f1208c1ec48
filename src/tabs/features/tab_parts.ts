/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { WelcomeFrame } from '../../protocol/main.ts'
import type { TabPart } from './tab_part.ts'

/**
 * The parts of features in one tab: what happens to the tab, happens to each of them.
 */
export class TabParts {
  #parts = new Map<string, TabPart>()

  /** How much runs beside the tab's queue. */
  get running(): number {
    let running = 0
    for (const part of this.#parts.values()) running += part.running ?? 0
    return running
  }

  /**
   * @param name - of the feature
   */
  add(name: string, part: TabPart): void {
    this.#parts.set(name, part)
  }

  get(name: string): TabPart | undefined {
    return this.#parts.get(name)
  }

  takenUp(): void {
    for (const part of this.#parts.values()) part.takenUp?.()
  }

  connected(): void {
    for (const part of this.#parts.values()) part.connected?.()
  }

  disconnected(): void {
    for (const part of this.#parts.values()) part.disconnected?.()
  }

  answered(): void {
    for (const part of this.#parts.values()) part.answered?.()
  }

  stored(): void {
    for (const part of this.#parts.values()) part.stored?.()
  }

  cancel(state: string, event: string): void {
    for (const part of this.#parts.values()) part.cancel?.(state, event)
  }

  disowned(reason: string): void {
    for (const part of this.#parts.values()) part.disowned?.(reason)
  }

  draining(reason: string): void {
    for (const part of this.#parts.values()) part.draining?.(reason)
  }

  abandoned(reason: string): void {
    for (const part of this.#parts.values()) part.abandoned?.(reason)
  }

  ended(reason: string): void {
    for (const part of this.#parts.values()) part.ended?.(reason)
  }

  dropped(): void {
    for (const part of this.#parts.values()) part.dropped?.()
  }

  worksOn(id: number): boolean {
    return [...this.#parts.values()].some((part) => part.worksOn?.(id))
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#parts.values()].map((part) => part.settled?.()))
  }

  /** What the store keeps of the parts, by feature; undefined for nothing. */
  pack(): Record<string, unknown> | undefined {
    let packed: Record<string, unknown> | undefined
    for (const [name, part] of this.#parts) {
      const own = part.pack?.()
      if (own !== undefined) packed = { ...packed, [name]: own }
    }
    return packed
  }

  restore(packed: Readonly<Record<string, unknown>>): void {
    for (const [name, own] of Object.entries(packed)) this.#parts.get(name)?.restore?.(own)
  }

  welcome(): Partial<WelcomeFrame> {
    const welcome: Partial<WelcomeFrame> = {}
    for (const part of this.#parts.values()) Object.assign(welcome, part.welcome?.())
    return welcome
  }
}

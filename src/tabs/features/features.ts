/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MountedPage } from '../../pages/main.ts'
import type { StateDefinition, StateExtension } from '../../state/main.ts'
import type { Tab } from '../tab.ts'
import type { Endpoint, Enlisted, EnlistRequest, EventCall, EventRun, Feature } from './feature.ts'

/**
 * The features of an application, asked in the order in which they were added.
 */
export class Features {
  #all: Feature[] = []

  add(...features: readonly Feature[]): void {
    this.#all.push(...features)
  }

  /** What answers HTTP requests for a feature. */
  endpoint(name: string): Endpoint | undefined {
    return this.#all.find((feature) => feature.name === name)?.endpoint
  }

  /**
   * What features add to a state class.
   *
   * @throws what they find wrong with it
   */
  extend(definition: StateDefinition): StateExtension {
    const extension: StateExtension = {}
    for (const feature of this.#all) {
      const { snapshot, kept } = feature.extend?.(definition) ?? {}
      if (snapshot) extension.snapshot = { ...extension.snapshot, ...snapshot }
      if (kept) extension.kept = [...(extension.kept ?? []), ...kept]
    }
    return extension
  }

  /**
   * @throws what the states of a page have wrong together
   */
  verify(page: MountedPage): void {
    for (const feature of this.#all) feature.verify?.(page)
  }

  /** Gives a new tab the parts that features have for it. */
  attach(tab: Tab): void {
    for (const feature of this.#all) {
      const part = feature.attach?.(tab)
      if (part) tab.parts.add(feature.name, part)
    }
  }

  /** What features do in a transaction. */
  enlist(request: EnlistRequest): Enlisted[] {
    const enlisted: Enlisted[] = []
    for (const feature of this.#all) {
      const own = feature.enlist?.(request)
      if (own) enlisted.push(own)
    }
    return enlisted
  }

  /**
   * How the event is run, where a feature claims it.
   *
   * @throws why the event may not run
   */
  claim(call: EventCall): EventRun | undefined {
    for (const feature of this.#all) {
      const run = feature.claim?.(call)
      if (run) return run
    }
    return undefined
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { Signal } from './environment.ts'
import type { ClientFeature, ClientFeatureContext, ClientFeatureFactory } from './feature.ts'

/**
 * The features of a client: those that each has, and those that a page has asked for.
 */
export class ClientFeatures {
  #context: (name: string) => ClientFeatureContext
  #all = new Map<string, ClientFeature>()

  /**
   * @param context - what a feature of that name has of the client
   */
  constructor(context: (name: string) => ClientFeatureContext) {
    this.#context = context
  }

  /** The feature, made when it is asked for first. */
  use<F extends ClientFeature>({ name, create }: ClientFeatureFactory<F>): F {
    let feature = this.#all.get(name)
    if (!feature) this.#all.set(name, (feature = create(this.#context(name))))
    return feature as F
  }

  changed(): void {
    for (const feature of this.#all.values()) feature.changed?.()
  }

  connected(): void {
    for (const feature of this.#all.values()) feature.connected?.()
  }

  renewed(): void {
    for (const feature of this.#all.values()) feature.renewed?.()
  }

  noticed(signal: Signal): void {
    for (const feature of this.#all.values()) feature.noticed?.(signal)
  }

  told(name: string, data: JsonValue): void {
    this.#all.get(name)?.told?.(data)
  }
}

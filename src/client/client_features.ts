/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { Signal } from './environment.ts'
import type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
  FileCall,
} from './feature.ts'

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

  /**
   * The feature, made when it is asked for first.
   *
   * @throws whatever its `create` throws
   */
  use<F extends ClientFeature>({ name, create }: ClientFeatureFactory<F>): F {
    let feature = this.#all.get(name)
    if (!feature) this.#all.set(name, (feature = create(this.#context(name))))
    return feature as F
  }

  /** Makes features that no page has asked for. One that cannot be made leaves the others. */
  start(factories: readonly ClientFeatureFactory[]): void {
    for (const factory of factories) guard(factory.name, 'create', () => void this.use(factory))
  }

  changed(): void {
    this.#each('changed', (feature) => feature.changed?.())
  }

  connected(): void {
    this.#each('connected', (feature) => feature.connected?.())
  }

  renewed(): void {
    this.#each('renewed', (feature) => feature.renewed?.())
  }

  noticed(signal: Signal): void {
    this.#each('noticed', (feature) => feature.noticed?.(signal))
  }

  told(name: string, data: JsonValue): void {
    guard(name, 'told', () => this.#all.get(name)?.told?.(data))
  }

  /**
   * Takes the files of a call to the server, with the feature that does it.
   *
   * @returns as `ClientFeature.carry`
   * @throws ReflexError
   */
  async carry(call: FileCall): Promise<Record<string, string> | null | undefined> {
    for (const feature of this.#all.values()) if (feature.carry) return feature.carry(call)
    return undefined
  }

  #each(moment: string, call: (feature: ClientFeature) => unknown): void {
    for (const [name, feature] of this.#all) guard(name, moment, () => call(feature))
  }
}

/** A feature that fails hurts neither the others nor the tab, also where it fails later. */
function guard(name: string, moment: string, work: () => unknown): void {
  const failed = (error: unknown) => {
    console.error(`[reflex] The feature "${name}" failed at "${moment}":`, error)
  }
  try {
    Promise.resolve(work()).catch(failed)
  } catch (error) {
    failed(error)
  }
}

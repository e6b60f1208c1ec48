/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import type { Check } from '../../doctor/main.ts'
import type { MountedPage } from '../../pages/main.ts'
import type { PageInfo } from '../../protocol/main.ts'
import type { EventGuard, StateDefinition, StateExtension } from '../../state/main.ts'
import { E_FEATURE_NAME } from '../exceptions.ts'
import type { Tab } from '../tab.ts'
import type {
  Arrival,
  Endpoint,
  Enlisted,
  EnlistRequest,
  EventCall,
  EventRun,
  Feature,
  Recheck,
} from './feature.ts'

/** Names that addresses, records and the log can have as they are. */
const NAME = /^[a-z][\w-]{0,39}$/i

/** What answers at `/_event/<name>` already. */
const RESERVED = new Set(['cookies'])

/**
 * The features of an application, asked in the order in which they were added.
 */
export class Features {
  #all: Feature[] = []

  /**
   * @throws E_FEATURE_NAME
   */
  add(...features: readonly Feature[]): void {
    for (const feature of features) {
      this.#checkName((feature as Feature | undefined)?.name)
      this.#all.push(feature)
    }
  }

  /** The process begins to serve. */
  async start(): Promise<void> {
    await Promise.all(this.#all.map((feature) => feature.start?.()))
  }

  /** The process ends. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#all.map(async (feature) => feature.stop?.()))
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
      const { snapshot, kept, supplied, guards, around } = feature.extend?.(definition) ?? {}
      if (snapshot) extension.snapshot = { ...extension.snapshot, ...snapshot }
      if (kept) extension.kept = [...(extension.kept ?? []), ...kept]
      if (supplied) extension.supplied = [...(extension.supplied ?? []), ...supplied]
      if (guards) extension.guards = bothGuards(extension.guards, guards)
      if (around) extension.around = new Map([...(extension.around ?? []), ...around])
    }
    return extension
  }

  /**
   * @throws what the states of a page have wrong together
   */
  verify(page: MountedPage): void {
    for (const feature of this.#all) feature.verify?.(page)
  }

  /** What the browser is told of a page besides what the tab knows of it; undefined for nothing. */
  introduce(page: MountedPage, ctx: HttpContext, arrival: Arrival): Partial<PageInfo> | undefined {
    let told: Partial<PageInfo> | undefined
    for (const feature of this.#all) {
      const own = feature.introduce?.(page, ctx, arrival)
      if (own) told = { ...told, ...own }
    }
    return told
  }

  /** Gives a new tab the parts that features have for it. */
  attach(tab: Tab): void {
    for (const feature of this.#all) tab.parts.add(feature.name, () => feature.attach?.(tab))
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

  /**
   * What features have to ask before a browser that was away sees its page again.
   *
   * @returns undefined where nobody asks anything
   */
  recheck(tab: Tab): Recheck | undefined {
    const checks = this.#all.flatMap((feature) => feature.recheck?.(tab) ?? [])
    if (checks.length === 0) return undefined
    return async (scope) => {
      for (const check of checks) await check(scope)
    }
  }

  /** What the doctor looks at. That of a feature which does not say it fails when it is made. */
  async checks(): Promise<Check[]> {
    const all = this.#all.map(async (feature) => {
      try {
        return (await feature.checks?.()) ?? []
      } catch (error) {
        return [brokenCheck(feature.name, error)]
      }
    })
    const checks = await Promise.all(all)
    return checks.flat()
  }

  #checkName(name: unknown): void {
    if (typeof name !== 'string' || !NAME.test(name)) {
      const shown = typeof name === 'string' ? name : inspect(name)
      throw new E_FEATURE_NAME([
        shown.slice(0, 60),
        'a name has letters, digits, "-" and "_", 40 at most, and begins with a letter',
      ])
    }
    if (RESERVED.has(name)) throw new E_FEATURE_NAME([name, 'the package has this name for itself'])
    if (this.#all.some((feature) => feature.name === name)) {
      throw new E_FEATURE_NAME([name, 'there is one of this name already'])
    }
  }
}

function brokenCheck(feature: string, error: unknown): Check {
  return {
    name: `features/${feature}`,
    run() {
      throw error
    },
  }
}

/** Where two features guard an event, both are asked. */
function bothGuards(
  known: StateExtension['guards'],
  more: NonNullable<StateExtension['guards']>
): StateExtension['guards'] {
  if (!known) return more
  const both = new Map(known)
  for (const [event, guard] of more) {
    const first = known.get(event)
    both.set(event, first ? inTurn(first, guard) : guard)
  }
  return both
}

function inTurn(first: EventGuard, second: EventGuard): EventGuard {
  return {
    async admit(scope, args) {
      await first.admit(scope, args)
      await second.admit(scope, args)
    },
    async confirm(scope, args) {
      await first.confirm?.(scope, args)
      await second.confirm?.(scope, args)
    },
    async again(scope) {
      await first.again?.(scope)
      await second.again?.(scope)
    },
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { NewsBus } from '../../bus/main.ts'
import { FAILED_SHARED, SHARED_STATE_ID } from '../../protocol/main.ts'
import type { StateDefinition, StateExtension } from '../../state/main.ts'
import type { EnlistRequest, Feature, FeatureHost, Tab, TabPart } from '../../tabs/main.ts'
import { RefreshLookup } from './refresh_lookup.ts'
import type { Asked, Refresh, Refreshes } from './refreshes.ts'
import { SharedLoad } from './shared_load.ts'
import { SharedSources } from './shared_sources.ts'
import { SharedState } from './shared_state.ts'
import { TabSharedData } from './tab_shared_data.ts'
import type { SharedFunctions } from './types.ts'
import { WorkQueue } from './work_queue.ts'

/** Name of the feature. */
const SHARED_DATA = 'shared_data'

/** Where processes tell each other what is to be computed again. */
export const REFRESH_CHANNEL = 'shared_data'

export interface SharedDataConfig {
  functions: SharedFunctions
  /** News between the processes of the application. */
  bus: Pick<NewsBus, 'subscribe' | 'onListening'>
  refreshes: Refreshes
}

/**
 * What the application shares with its pages. Pages get the keys that their code reads.
 */
export class SharedDataFeature implements Feature {
  readonly name = SHARED_DATA
  readonly #host: FeatureHost
  readonly #config: SharedDataConfig
  readonly #sources: SharedSources
  readonly #queue = new WorkQueue()

  constructor(host: FeatureHost, config: SharedDataConfig) {
    this.#host = host
    this.#config = config
    this.#sources = new SharedSources(config.functions)
  }

  async start(): Promise<void> {
    const { bus, refreshes } = this.#config
    this.#host.states.add(SharedState)
    if (this.#sources.keys.length === 0) return
    refreshes.deliver = (asked) => this.#deliver(asked)
    // What was told while nothing was heard is not known
    bus.onListening(() => this.#hear([{ keys: [...this.#sources.keys], tabs: {} }]))
    await bus.subscribe(REFRESH_CHANNEL, (news: Refresh[]) => this.#hear(news))
  }

  extend({ State }: StateDefinition): StateExtension | undefined {
    if (State !== SharedState) return undefined
    return { supplied: [...this.#sources.keys, FAILED_SHARED] }
  }

  attach(tab: Tab): TabPart | undefined {
    if (this.#sources.keys.length === 0) return undefined
    return new TabSharedData({
      tab,
      sources: this.#sources,
      definition: () => this.#host.states.require(SHARED_STATE_ID),
      queue: this.#queue,
      host: this.#host,
    })
  }

  enlist({ tab, page }: EnlistRequest): SharedLoad | undefined {
    if (!page || page.sharedKeys.length === 0) return undefined
    const part = tab.parts.get(SHARED_DATA)
    return part instanceof TabSharedData ? new SharedLoad(part, page.sharedKeys) : undefined
  }

  /** Another process asks: nothing here is newer for sure. */
  #hear(news: readonly Refresh[]): void {
    this.#deliver(news.map((refresh) => ({ ...refresh, at: Infinity })))
  }

  #deliver(asked: readonly Asked[]): void {
    const lookup = new RefreshLookup(asked, this.#host.states)
    for (const tab of this.#host.tabs.all()) {
      const part = tab.shown && tab.parts.get(SHARED_DATA)
      if (!(part instanceof TabSharedData)) continue
      for (const each of lookup.of(tab)) part.refresh(each.keys, each)
    }
  }
}

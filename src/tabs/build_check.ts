/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import type { MountedPage, PageRegistry } from '../pages/main.ts'
import { APP_STATE_ID, FAILED_SHARED, SHARED_STATE_ID } from '../protocol/main.ts'
import type { HelloFrame, PageUses, StateNames } from '../protocol/main.ts'
import { EMPTY_SNAPSHOT } from '../state/main.ts'
import type { StateRegistry } from '../state/main.ts'
import { hostnameOf } from './hostname.ts'

export interface BuildCheckOptions {
  pages: PageRegistry
  states: StateRegistry
  /** Build of the browser's files. */
  build: string
}

/**
 * Whether this server can go on with the page of a hello: `unknown` where the page is of another build
 * and has not said what it uses, `other` where something of that is missing here, and `gone` where its
 * address leads nowhere.
 */
export type BuildVerdict = 'fits' | 'unknown' | 'other' | 'gone'

/**
 * Compares pages with this build of the application. While one build takes the place of another, in
 * either direction, a page may meet both. What it can draw is decided before anything is sent to it.
 */
export class BuildCheck {
  #options: BuildCheckOptions

  constructor(options: BuildCheckOptions) {
    this.#options = options
  }

  /** Build of the browser's files. */
  get build(): string {
    return this.#options.build
  }

  judge({ build, url, uses }: HelloFrame, { headers }: Visitor): BuildVerdict {
    const { pages } = this.#options
    if (build === this.build) return 'fits'
    if (!uses) return 'unknown'
    const path = url.split(/[?#]/, 1)[0]
    const host = hostnameOf(headers.host)
    const page = pages.match(path, host)
    if (page) return this.#has(page, uses) ? 'fits' : 'other'
    return pages.leads(path, host) ? 'other' : 'gone'
  }

  #has(page: MountedPage, { page: id, states }: PageUses): boolean {
    if (page.definition.id !== id) return false
    return Object.entries(states).every(
      ([state, used]) => page.states.includes(state) && covers(this.#namesOf(state, page), used)
    )
  }

  #namesOf(state: string, { sharedKeys }: MountedPage): StateNames {
    if (state === APP_STATE_ID) return [Object.keys(EMPTY_SNAPSHOT), []]
    if (state === SHARED_STATE_ID) return [[...sharedKeys, FAILED_SHARED, 'errors'], []]
    const { wireVars, events, inRoom } = this.#options.states.require(state)
    return [inRoom ? [...wireVars, 'me'] : [...wireVars], [...events.keys()]]
  }
}

function covers([vars, events]: StateNames, [usedVars, usedEvents]: StateNames): boolean {
  return (
    usedVars.every((name) => vars.includes(name)) &&
    usedEvents.every((name) => events.includes(name))
  )
}

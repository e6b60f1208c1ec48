/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Duration } from '../../../option_values.ts'
import type { AnyRule } from '../../../policies/main.ts'

/** What a visitor must be, or may do, for an event to run. All of it must be so. */
export interface GuardOptions {
  /** Signed in. Others are led to the login. */
  user?: true
  /** Not signed in. Others are led home. */
  guest?: true
  /** Signed in, with an address that was verified. */
  verified?: true
  /** Signed in, and has shown not longer ago who they are: `15m`. */
  recent?: Duration
  /** Abilities, or policies with the name of a method, of @adonisjs/bouncer. They are asked with the user alone. */
  can?: readonly AnyRule[]
}

/** A model of Lucid, as far as its table is concerned. */
export interface GrantingModel {
  boot(): void
  readonly table: string
  readonly connection?: string
}

/** What `static guard` of a state says: of its events, and of who sees its vars. */
export interface StateGuardOptions extends GuardOptions {
  /** Models whose tables say who may: with each of their changes, open pages are asked anew. */
  depends?: readonly GrantingModel[]
}

/** How the row is found that a policy is asked about. */
export interface SubjectOptions<By extends string | undefined = string | undefined> {
  /** Name of the property of the first argument that has its key, where the argument is an object. */
  by?: By
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { PageDefinition, PageRegistry } from '../pages/main.ts'
import type { StateRegistry } from '../state/main.ts'

/** How much a finding matters: an error is a fault, a warning most often is one, a hint may be as it should. */
export type Severity = 'error' | 'warning' | 'hint'

/** A place in the sources. */
export interface Place {
  /** Path from the application root. */
  file?: string
  /** From 1. */
  line?: number
}

/** What a check has found. */
export interface Finding extends Place {
  severity: Severity
  /** What has the fault, by which it can be ignored alone: the id of a state, a page, `table.column`. */
  about?: string
  /** What is wrong, in a sentence. */
  reason: string
  /** What to do about it, in a sentence. */
  remedy: string
}

/** What the application says of itself in `doctor` of `config/reflex.ts`. */
export interface Expectations {
  /** How many processes serve the application. */
  processes: number
  /** Bytes of JavaScript that a page has at most, compressed. */
  pageSize: number
  /** Rows from which on a table is large. */
  largeTable: number
}

/** What a check has: the application, with its pages and states loaded. */
export interface CheckContext {
  app: ApplicationService
  /** All state classes. */
  states: StateRegistry
  /** The mounted pages. */
  pages: PageRegistry
  /** All pages, mounted or not. */
  definitions: readonly PageDefinition[]
  expected: Expectations
  /**
   * Where a state class is.
   *
   * @param id - of the state
   */
  placeOf(id: string): Place
  /**
   * Whether guests reach a state: a page has it whose route has no middleware of its own.
   *
   * @param id - of the state
   */
  isOpen(id: string): boolean
  /**
   * Where something stands in a file.
   *
   * @param file - path from the application root
   * @param text - of which the first line is meant
   */
  find(file: string, text: string): Place
}

/** What a check returns, at once or one by one. */
export type Findings = Iterable<Finding> | AsyncIterable<Finding> | Promise<Iterable<Finding>>

/**
 * Looks for one kind of fault. It finds nothing where it cannot tell.
 *
 * @example
 * ```ts
 * export const priceCheck: Check = {
 *   name: 'shop/prices',
 *   async *run() {
 *     for (const { id } of await Product.query().where('price', '<', 1)) {
 *       yield {
 *         severity: 'error',
 *         about: `product ${id}`,
 *         reason: `Product ${id} costs nothing`,
 *         remedy: 'Give it a price',
 *       }
 *     }
 *   },
 * }
 * ```
 */
export interface Check {
  /** Area and name, such as `security/origins`. */
  readonly name: string
  run(context: CheckContext): Findings
}

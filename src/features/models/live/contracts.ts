/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'

/** What is used of a query of Lucid. */
export interface Query {
  readonly client?: { readonly connectionName: string }
  clone(): { toSQL(): { sql: string; bindings: readonly unknown[] } }
}

/** A table that code depends on without reading it. */
export interface TableOfConnection {
  /** Name of the connection, as in `config/database.ts`. */
  connection: string
  table: string
}

/**
 * What is watched: a query, and what is made of its rows.
 *
 * @typeParam Context - the request that the methods run in
 * @typeParam Result - what is shown, a list of rows for instance
 */
export interface LiveQuery<Context, Result, Source extends Query = Query> {
  /**
   * What else the result depends on, beside text and values of the query: the var, its transformer, the values that
   * preloads close over. Tabs share a result where this, the query and the audience are equal.
   */
  readonly name: string
  /** Those who may see the same: a user, or a role that the application names. */
  audience(context: Context): string | Promise<string>
  /** Throws where the tab may not see it, with the status of a refusal, such as 403. */
  permit?(context: Context): Promise<void>
  /** Makes the query. Not in a promise, which would run it. */
  query(context: Context): Source
  /** Runs it, and makes the result. */
  result(query: Source, context: Context): Promise<Result>
  /** Tables that the result depends on as well, such as those that a cascade empties. */
  readonly depends?: readonly TableOfConnection[]
  /** Tables that say who may see it: with each of their changes, every tab is asked anew. */
  readonly grants?: readonly TableOfConnection[]
  /** Milliseconds between two runs, if longer than those of the engine: a total may be older than a row. */
  readonly pace?: number
  /** `news` never runs again, and is only told that there is something new. `rows` where left out. */
  readonly mode?: 'rows' | 'news'
}

/** What has come while something was shown. */
export interface News {
  /** Ids of rows that may have joined; `all` where they are not known. */
  ids: readonly Id[] | 'all'
}

/** A tab, told of what it watches. What it throws is logged. */
export interface Viewer<Result> {
  /** What a load of the tab itself has come to, before anything newer can be shown. */
  loaded?(result: Result): void
  /** A newer result, shared with other tabs: it must not be changed. */
  show(result: Result): void
  /** There is something newer, which is not shown yet, or will not be. */
  news(news: News): void
  /** The tab may no longer see it, and is told nothing more. */
  refused(error: Error): void
  /** The tab was not there when its turn came to run the query, and is told nothing more. */
  left?(): void
}

/** Hears of what goes wrong. */
export interface ErrorLog {
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/** What the engine needs to act in the name of a tab. */
export interface LiveHost<Context> {
  /**
   * Runs code as a request of a tab, through the application's middleware.
   *
   * @param name - of the live query that it is for
   * @returns undefined where the tab is no longer here
   * @throws whatever ended the request; with a status from 400 to 499 where the tab is refused
   */
  run<T>(
    tab: string,
    work: (context: Context) => Promise<T>,
    name: string
  ): Promise<{ value: T } | undefined>
}

/** Time, which tests move by hand. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number
  /**
   * Calls back once.
   *
   * @param delay - in milliseconds
   * @returns calls it off
   */
  after(delay: number, callback: () => void): () => void
}

/** What an engine may use up. */
export interface LiveLimits {
  /** Milliseconds for which changes are collected before they are looked at. */
  collect: number
  /** Runs of one group in a second. */
  perGroup: number
  /** Runs at the same time. */
  atOnce: number
  /** Runs in a second, of all groups. */
  perSecond: number
  /** Milliseconds that a run may wait until its tabs are told that there are news. */
  newsAfter: number
}

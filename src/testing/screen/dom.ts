/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_NO_PACKAGE } from '../exceptions.ts'

/** What is used of `@testing-library/dom`. */
export type Queries = Record<string, (container: HTMLElement, ...args: unknown[]) => HTMLElement[]>

/** A document that nothing shows. */
export interface DrawnWindow extends Pick<
  typeof globalThis,
  'document' | 'FormData' | 'Event' | 'HTMLElement'
> {
  eval(script: string): unknown
}

/** A test that looks at a page needs both, so both are named at once. */
const BOTH = 'jsdom @testing-library/dom'

interface Jsdom {
  JSDOM: new (html: string, options: object) => { window: DrawnWindow }
}

/**
 * Makes a document of HTML.
 *
 * @throws E_TEST_NO_PACKAGE without jsdom
 */
export async function documentOf(html: string, url: string): Promise<DrawnWindow> {
  const { JSDOM } = await load<Jsdom>('jsdom', () => import('jsdom'), BOTH)
  const text = `<!doctype html><html lang="en"><head><title>-</title></head><body>${html}</body></html>`
  return new JSDOM(text, { url, runScripts: 'outside-only' }).window
}

/** @throws E_TEST_NO_PACKAGE without @testing-library/dom */
export async function loadQueries(): Promise<Queries> {
  const name = '@testing-library/dom'
  const { queries } = await load<{ queries: Queries }>(
    name,
    () => import('@testing-library/dom'),
    BOTH
  )
  return queries
}

/**
 * @param name - of an optional peer
 * @param install - the packages that are installed with it, itself included
 * @throws E_TEST_NO_PACKAGE when it is not installed
 */
export async function load<T>(
  name: string,
  from: () => Promise<unknown>,
  install = name
): Promise<T> {
  try {
    return (await from()) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new E_TEST_NO_PACKAGE([name, install])
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthFeature } from '../../features/auth/flows/main.ts'
import { methodCalls, parse } from '../source.ts'
import { EDGE, FEATURES } from './auth_files.ts'

/** What the stubs of pages depend on. */
interface PageQuestion {
  features: ReadonlySet<AuthFeature>
  /** What the routes of the pages begin with. */
  prefix: string
  /** Whether users have a name. */
  hasName: boolean
}

/** Whether a file of the application, below its root, has something. */
export async function fileHas(root: string, file: string, pattern: RegExp): Promise<boolean> {
  return pattern.test(await readFile(join(root, file), 'utf8').catch(() => ''))
}

/** Whether a middleware of all requests makes them those of an API, as that of Adonis' starter kit does. */
export async function forcesJson(root: string): Promise<boolean> {
  const text = await readFile(join(root, 'start/kernel.ts'), 'utf8').catch(() => '')
  const program = parse(text)
  const stacks = ['server', 'router'].flatMap((name) => methodCalls(program, name, 'use'))
  return stacks.some(({ start, end }) => text.slice(start, end).includes('/force_json_response'))
}

/** What the stubs of pages are filled with. */
export async function pageData(root: string, { features, prefix, hasName }: PageQuestion) {
  const hasGuest = await fileHas(root, 'start/kernel.ts', /\bguest:/)
  return {
    prefix,
    edge: EDGE,
    guest: hasGuest ? ", middleware: ['guest']" : '',
    has: Object.fromEntries(FEATURES.map((each) => [each, features.has(each)])),
    hasName,
    hasRemember: await fileHas(root, 'config/auth.ts', /useRememberMeTokens:\s*true/),
  }
}

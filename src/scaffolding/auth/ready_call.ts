/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallExpression, ObjectExpression } from 'oxc-parser'
import type { AuthFeature } from '../../features/auth/flows/main.ts'
import { checkAuthOptions, E_AUTH_PAGES } from '../../features/auth/main.ts'
import type { AuthMountOptions, AuthPage } from '../../features/auth/main.ts'
import {
  literalProperties,
  NotLiteral,
  readLiteral,
  unwrapExpression,
} from '../../discovery/main.ts'
import { memberOf } from '../../json_source.ts'
import { callsIn, localName, methodCalls, parse } from '../source.ts'

/** What the ready pages are made of. */
export interface ReadyCall {
  features: ReadonlySet<AuthFeature>
  prefix: string
  /** Pages of which the application has its own file. */
  own: ReadonlySet<AuthPage>
  /** How the model of users is imported. */
  userModel: string
}

/**
 * Reads `reflex.auth()` and `defineAuth()` of an application, as it reads pages: without running them.
 *
 * @param root - absolute path of the application
 * @returns undefined where one of them is not there
 * @throws E_AUTH_PAGES for what is not written as a literal, or is called twice
 */
export async function readReadyCall(root: string): Promise<ReadyCall | undefined> {
  const calls = await readyCalls(root)
  if (calls.length === 0) return undefined
  if (calls.length > 1) throw new E_AUTH_PAGES(['pages', 'they are mounted twice. Call it once'])
  const { prefix, pages = {} } = optionsOf(calls[0]!)
  checkAuthOptions({ prefix, pages })
  const config = await readConfig(root)
  if (!config) return undefined
  return {
    features: new Set(config.features),
    prefix: prefix ?? config.prefix,
    own: new Set(Object.keys(pages) as AuthPage[]),
    userModel: config.userModel,
  }
}

/** Calls of `reflex.auth()` where an application has its routes. */
async function readyCalls(root: string): Promise<CallExpression[]> {
  const calls: CallExpression[] = []
  for await (const file of glob('start/**/*.ts', { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8')
    if (!text.includes('.auth(') || !text.includes('reflex-adonis/services/main')) continue
    const program = parse(text)
    const name = localName(program, 'reflex-adonis/services/main', 'default')
    calls.push(...methodCalls(program, name, 'auth'))
  }
  return calls
}

function optionsOf(call: CallExpression): Pick<AuthMountOptions, 'prefix' | 'pages'> {
  const [options] = call.arguments
  if (!options) return {}
  const object = options.type === 'SpreadElement' ? undefined : unwrapExpression(options)
  if (object?.type !== 'ObjectExpression') throw new E_AUTH_PAGES(['options', whyNot()])
  return {
    prefix: literalOf(object, 'prefix') as string | undefined,
    pages: literalOf(object, 'pages') as AuthMountOptions['pages'],
  }
}

/** What `defineAuth()` in `config/reflex.ts` says. */
async function readConfig(
  root: string
): Promise<{ features: AuthFeature[]; prefix: string; userModel: string } | undefined> {
  const text = await readFile(join(root, 'config/reflex.ts'), 'utf8').catch(() => '')
  const program = parse(text)
  const name = localName(program, 'reflex-adonis/auth', 'defineAuth')
  const call = callsIn(program).find(
    ({ callee }) => callee.type === 'Identifier' && callee.name === name
  )
  const [object] = call?.arguments ?? []
  if (!name || object?.type !== 'ObjectExpression') return undefined
  const features = literalOf(object, 'features', 'defineAuth()') ?? []
  const prefix = literalOf(object, 'prefix', 'defineAuth()') ?? ''
  const model = /['"](#models\/[\w/]+)['"]/.exec(text.slice(object.start, object.end))
  return {
    features: features as AuthFeature[],
    prefix: prefix as string,
    userModel: model?.[1] ?? '#models/user',
  }
}

/** The value of an option; undefined where it is left out. */
function literalOf(object: ObjectExpression, name: string, where?: string): unknown {
  try {
    const value = memberOf(object, name)
    if (value) return readLiteral(value)
    // It may have the option
    if (object.properties.some(({ type }) => type === 'SpreadElement')) literalProperties(object)
    return undefined
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error
    throw new E_AUTH_PAGES([name, whyNot(error.what, where)])
  }
}

function whyNot(what = 'this', where = 'it'): string {
  return `the ready pages are made of what ${where} says, which is read without running it, so ${what} is not allowed here. Write the value itself`
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import type { Check, Finding } from '../../doctor/main.ts'

/** Characters that a key has at least, and how many different ones: what the generator of AdonisJS makes has more. */
const SHORTEST = 32
const FEWEST = 8

const EXAMPLE = '.env.example'

/**
 * Looks for a key that is known or can be guessed: whoever has it makes cookies, tickets and links.
 *
 * @param env - the environment
 */
export function appKeyCheck(env: Readonly<Record<string, string | undefined>>): Check {
  return {
    name: 'security/app-key',
    async *run({ app, find }) {
      const key = env.APP_KEY
      if (!key) return
      const remedy =
        'Make another one with "node ace generate:key", and keep it out of the repository'
      const fault: Omit<Finding, 'reason'> = { severity: 'error', about: 'APP_KEY', remedy }
      const example = await readFile(app.makePath(EXAMPLE), 'utf8').catch(() => '')
      const [, published = ''] = /^\s*APP_KEY\s*=\s*["']?([^"'\s#]*)/m.exec(example) ?? []
      if (published === key) {
        const place = find(EXAMPLE, 'APP_KEY')
        yield { ...fault, ...place, reason: 'The key of the application stands in .env.example' }
      }
      if (key.length < SHORTEST || new Set(key).size < FEWEST) {
        const reason = `The key of the application can be guessed: it has ${key.length} characters, ${new Set(key).size} different ones`
        yield { ...fault, severity: 'warning', reason }
      }
    },
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_STORE_REFUSED } from './exceptions.ts'

type Refusal = InstanceType<typeof E_STORE_REFUSED>

/** What a server answers that will answer the same until somebody changes a setting. */
const REFUSALS: [answer: RegExp, help: string][] = [
  [
    /^(WRONGPASS|NOAUTH|ERR (AUTH|invalid password|Client sent AUTH|unknown command .auth))/i,
    'Check username and password of the connection in config/redis.ts and the environment',
  ],
  [/^NOPERM/, 'Allow the user of redis the keys, channels and commands that docs/scaling.md lists'],
  [
    /^ERR (invalid DB index|DB index is out of range|SELECT is not allowed)/i,
    'Check the database ("db") of the connection in config/redis.ts',
  ],
]

/** What redis answers when waiting does not heal it, as an error with a remedy; undefined for all else. */
export function refusalOf(error: Error | undefined): Refusal | undefined {
  if (!error || error instanceof E_STORE_REFUSED) return error
  const help = REFUSALS.find(([answer]) => answer.test(error.message))?.[1]
  return help === undefined ? undefined : refusal(error.message, help, error)
}

/** A cluster was found where one server was expected. */
export function clusterRefusal(): Refusal {
  return refusal(
    'it is a redis cluster, which does not write a tab and its rooms at once',
    'Use one redis server, with replicas and sentinels for its failure'
  )
}

function refusal(problem: string, help: string, cause?: Error): Refusal {
  const error = new E_STORE_REFUSED([problem], { cause })
  error.help = help
  return error
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {} from '@adonisjs/limiter/limiter_provider'
import type { Check } from '../../../doctor/main.ts'
import { authOptionOf } from './auth_option.ts'

/** What is used of the manager of `@adonisjs/limiter`. */
interface Limiters {
  use(store: string | undefined, options: object): { name: string }
  use(options: object): { name: string }
}

/** What is asked for to see the store. */
const OPTIONS = { requests: 1, duration: 1 }

/** Looks for tries of logins that each process counts for itself. */
export const limiterCheck: Check = {
  name: 'auth/limiter',
  async *run({ app, expected }) {
    const auth = authOptionOf(app)
    if (!auth || expected.processes === 1 || !app.container.hasBinding('limiter.manager')) return
    const limiters = (await app.container.make('limiter.manager')) as unknown as Limiters
    const { limiterStore } = auth
    const { name } =
      limiterStore === undefined ? limiters.use(OPTIONS) : limiters.use(limiterStore, OPTIONS)
    if (name !== 'memory') return
    yield {
      severity: 'error',
      file: 'config/limiter.ts',
      reason: `Each of ${expected.processes} processes counts the tries of logins and codes in its own memory, so there are that many times as many`,
      remedy:
        'Name a store that processes share, redis or database, in limiterStore of defineAuth()',
    }
  },
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import { defineConfig, symbols } from '@adonisjs/auth'
import { sessionGuard } from '@adonisjs/auth/session'

/** No query: what is measured is the kernel, not a database. */
const users = {
  [symbols.PROVIDER_REAL_USER]: { id: 1 },
  async createUserForGuard(user: { id: number }) {
    return { getId: () => user.id, getOriginal: () => user }
  },
  async findById(id: number) {
    return this.createUserForGuard({ id })
  },
}

export default defineConfig({
  default: 'web',
  guards: {
    web: sessionGuard({
      useRememberMeTokens: false,
      provider: configProvider.create(async () => users),
    }),
  },
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import type { AuthManager } from '../../../src/adonis/main.ts'
import { authenticate } from '../../../src/testing/signed_in.ts'

/** A guard that may be asked once, as one that keeps whom it has signed in. */
class Guard {
  #user: object | undefined
  #name: string

  constructor(name: string) {
    this.#name = name
  }

  async authenticateAsClient(user: object) {
    if (this.#user) throw new Error('This guard has a user')
    this.#user = user
    return { session: { [this.#name]: user } }
  }
}

test.group('Users of tests', () => {
  test('each sign-in has a guard of its own, in a context of no request', async ({ assert }) => {
    const contexts: HttpContext[] = []
    const guardOf = (name: string) => (ctx: HttpContext) => {
      contexts.push(ctx)
      return new Guard(name)
    }
    const manager = {
      defaultGuard: 'web',
      config: { guards: { web: guardOf('web'), admin: guardOf('admin') } },
    } as unknown as AuthManager
    const [ada, eve] = [{ id: 1 }, { id: 2 }]
    assert.deepEqual(await authenticate(manager, undefined, ada), { session: { web: ada } })
    assert.deepEqual(await authenticate(manager, undefined, eve), { session: { web: eve } })
    assert.deepEqual(await authenticate(manager, 'admin', ada), { session: { admin: ada } })
    assert.lengthOf(contexts, 3)
    assert.isTrue(contexts.every((ctx) => ctx instanceof HttpContext))
  })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineAuth } from '../../../../../src/features/auth/flows/main.ts'
import { FlowLimits } from '../../../../../src/features/auth/flows/services/limits.ts'

/** Counts as a store of the limiter does, and keeps its keys. */
class CountingLimiter {
  readonly counts = new Map<string, number>()

  use({ requests }: { requests: number }) {
    return {
      increment: async (key: string) => {
        const consumed = (this.counts.get(key) ?? 0) + 1
        this.counts.set(key, consumed)
        return { consumed, limit: requests, availableIn: 7 }
      },
      delete: async (key: string) => this.counts.delete(key),
    }
  }
}

function limits() {
  const limiter = new CountingLimiter()
  const login = { requests: 2, requestsPerIp: 3, duration: '1m' }
  const user = async () => ({ default: class {} }) as never
  const config = defineAuth({ user, limits: { login } })
  const headers: Record<string, string> = {}
  const from = (ip: string) =>
    ({
      request: { ip: () => ip },
      response: { header: (name: string, value: string) => (headers[name] = value) },
    }) as never
  return { flow: new FlowLimits(limiter as never, config), from, headers, limiter }
}

test.group('Limits of flows', () => {
  test('count by account, and say how long to wait', async ({ assert }) => {
    const { flow, from, headers } = limits()
    assert.isUndefined(await flow.consume('login', from('1.1.1.1'), 'ada'))
    assert.isUndefined(await flow.consume('login', from('2.2.2.2'), 'ada'))
    assert.isEmpty(headers)
    assert.equal(await flow.consume('login', from('3.3.3.3'), 'ada'), 7)
    assert.equal(headers['retry-after'], '7')
    await flow.forgive('login', 'ada')
    assert.isUndefined(await flow.consume('login', from('4.4.4.4'), 'ada'))
  })

  test('count by IP address, and no more against an account then', async ({ assert }) => {
    const { flow, from } = limits()
    for (const name of ['a', 'b', 'c']) {
      assert.isUndefined(await flow.consume('login', from('1.1.1.1'), name))
    }
    assert.equal(await flow.consume('login', from('1.1.1.1'), 'ada'), 7)
    assert.equal(await flow.consume('login', from('1.1.1.1'), 'ada'), 7)
    assert.isUndefined(await flow.consume('login', from('2.2.2.2'), 'ada'))
    assert.isUndefined(await flow.consume('login', from('3.3.3.3'), 'ada'))
  })

  test('count all addresses of a household of IPv6 together', async ({ assert }) => {
    const { flow, from } = limits()
    const addresses = ['2001:db8:1:2::1', '2001:0db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::']
    for (const [index, ip] of addresses.entries()) {
      assert.isUndefined(await flow.consume('login', from(ip), `a${index}`))
    }
    assert.equal(await flow.consume('login', from('2001:db8:1:2:a:b:c:d'), 'x'), 7)
    assert.isUndefined(await flow.consume('login', from('2001:db8:1:3::1'), 'y'))
    assert.isUndefined(await flow.consume('login', from('::1'), 'z'))
    assert.isUndefined(await flow.consume('login', from('::ffff:1.2.3.4'), 'w'))
  })

  test('have keys of one length, whatever somebody types', async ({ assert }) => {
    const { flow, from, limiter } = limits()
    await flow.consume('login', from('1.1.1.1'), 'x'.repeat(10_000))
    await flow.consume('login', from('1.1.1.1'), 'a:b c')
    const lengths = [...limiter.counts.keys()].filter((key) => key.includes('account'))
    assert.lengthOf(new Set(lengths.map(({ length }) => length)), 1)
  })
})

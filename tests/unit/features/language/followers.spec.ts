/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { test } from '@japa/runner'
import { CookieJar } from '../../../../src/bridge/main.ts'
import { cookiesSince, Followers } from '../../../../src/features/language/followers.ts'
import type { FollowersOptions } from '../../../../src/features/language/followers.ts'
import type { Tab } from '../../../../src/tabs/main.ts'

const encryption = new EncryptionFactory().create()

const german = { name: 'locale', kind: 'signed', value: 'de', options: {} } as const

/** A tab, as far as it is looked at here. */
function tabOf(id: string, session: string, user?: number) {
  return {
    id,
    session,
    user,
    shown: {},
    connected: true,
    draining: false,
    identity: { stale: false },
    visitor: { jar: new CookieJar('other=1', encryption) },
  }
}

/** A process with some tabs, and those of them that have asked for their locale. */
function processOf(tabs: ReturnType<typeof tabOf>[]) {
  const looks = { count: 0 }
  const asked: string[] = []
  const sent: unknown[] = []
  let hear: ((news: unknown) => void) | undefined
  const followers = new Followers({
    host: {
      states: { require: () => ({}) },
      tabs: {
        all() {
          looks.count++
          return tabs
        },
        ofSession: (session: string) =>
          session === '' ? [] : tabs.filter((tab) => tab.session === session),
      },
      turns: { run: async (_: Tab, work: () => Promise<void>) => work() },
      updates: { run: async ({ id }: Tab) => asked.push(id) },
      report: async () => {},
    },
    bus: {
      publish: async (_: string, news: unknown) => void sent.push(news),
      subscribe: async (_: string, listener: typeof hear) => void (hear = listener),
    },
  } as unknown as FollowersOptions)
  return {
    followers,
    asked,
    sent,
    looks,
    hear: (news: unknown) => hear!(JSON.parse(JSON.stringify(news))),
  }
}

test.group('Tabs that follow a switch of the language', () => {
  test('are those of the browser, and of the user, in all processes', async ({ assert }) => {
    const actor = tabOf('actor', 'ada', 1)
    const same = tabOf('same', 'ada', 1)
    const here = processOf([actor, same, tabOf('guest', 'bob')])
    const [near, far, none] = [
      tabOf('near', 'ada', 1),
      tabOf('far', 'eve', 1),
      tabOf('no', 'bob', 2),
    ]
    const there = processOf([near, far, none])
    await there.followers.start()

    const changed = cookiesSince(actor.visitor.jar)
    actor.visitor.jar.write(german)
    await here.followers.tell(actor as unknown as Tab, changed())
    for (const news of here.sent) there.hear(news)

    assert.deepEqual(here.asked, ['same'])
    assert.deepEqual(there.asked, ['near', 'far'])
    for (const { visitor } of [same, near]) {
      assert.equal(visitor.jar.read('locale', 'signed'), 'de')
      assert.equal(visitor.jar.list().other, '1')
      // The browser has it already
      assert.deepEqual(visitor.jar.take(), [])
    }
    for (const { visitor } of [far, none]) assert.isNull(visitor.jar.read('locale', 'signed'))
  })

  test('are those of the browser alone where a guest has chosen, and nobody else is looked at', async ({
    assert,
  }) => {
    const actor = tabOf('actor', 'ada')
    const { followers, asked, looks } = processOf([actor, tabOf('same', 'ada'), tabOf('no', 'bob')])
    await followers.tell(actor as unknown as Tab, {})
    assert.deepEqual(asked, ['same'])
    const alone = processOf([tabOf('first', ''), tabOf('second', '')])
    await alone.followers.tell(tabOf('first', '') as unknown as Tab, {})
    assert.deepEqual(alone.asked, [])
    assert.equal(looks.count, 0)
  })

  test('have no cookie any more that is gone', async ({ assert }) => {
    const [actor, same] = [tabOf('actor', 'ada'), tabOf('same', 'ada')]
    const { followers } = processOf([actor, same])
    for (const { visitor } of [actor, same]) visitor.jar.write(german)
    const changed = cookiesSince(actor.visitor.jar)
    actor.visitor.jar.write({ ...german, value: undefined })
    assert.deepEqual(changed(), { locale: null })
    await followers.tell(actor as unknown as Tab, changed())
    assert.isNull(same.visitor.jar.read('locale', 'signed'))
  })

  test('are none of a visitor without a session, and none that nobody sees', async ({ assert }) => {
    const [actor, stranger] = [tabOf('actor', ''), tabOf('stranger', '')]
    const { followers, asked } = processOf([actor, stranger])
    await followers.tell(actor as unknown as Tab, { locale: 'x' })
    assert.notProperty(stranger.visitor.jar.list(), 'locale')

    const [own, away] = [tabOf('own', 'ada'), { ...tabOf('away', 'ada'), connected: false }]
    const other = processOf([own, away])
    await other.followers.tell(own as unknown as Tab, { locale: 'x' })
    assert.equal(away.visitor.jar.list().locale, 'x')
    assert.deepEqual([asked, other.asked], [[], []])
  })
})

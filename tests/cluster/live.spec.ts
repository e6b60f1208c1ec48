/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { shareCards } from '../helpers/cluster/shared_cards.ts'
import type { SharedCards } from '../helpers/cluster/shared_cards.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'
import { until } from '../helpers/shown.ts'
import type { SocketTab } from '../helpers/socket_tab.ts'

interface Card {
  id: number
  title: string
  isDone: boolean
  labels: string[]
}

/** Who writes is Ada, at one process; who looks is Grace, at another one. */
const [ADA, GRACE] = [1, 2]

/** Two processes, and what is looked at. */
class Scene {
  ada!: HttpBrowser
  writer!: SocketTab
  grace!: HttpBrowser
  reader!: SocketTab
  /** Frames that Grace has had before. */
  #from = 0

  private constructor(
    readonly shared: SharedCards,
    readonly cluster: Cluster
  ) {}

  /** @param triggers - whether the database notes what is changed, and the processes read it */
  static async set(dialect: 'sqlite' | 'postgres', triggers: boolean): Promise<Scene> {
    const shared = await shareCards(dialect, triggers)
    const cluster = new Cluster({ ...shared.env, ...(triggers && { LIVE_OUTSIDE: '200ms' }) })
    await Promise.all([cluster.start(), cluster.start()])
    return new Scene(shared, cluster)
  }

  async open(): Promise<void> {
    await this.shared.empty()
    const browsers = this.cluster.members.map(
      ({ port }) => new HttpBrowser(`http://127.0.0.1:${port}`)
    )
    ;[this.ada, this.grace] = browsers
    await this.ada.signIn(ADA)
    await this.grace.signIn(GRACE)
    this.writer = await this.ada.open('/live/cards')
    this.reader = await this.grace.open('/live/cards')
    await Promise.all([this.writer.hello(), this.reader.hello()])
    this.forget()
  }

  close(): void {
    this.ada.close()
    this.grace.close()
  }

  async end(): Promise<void> {
    await this.cluster.close()
    await this.shared.remove()
  }

  /** Has Ada call an event. */
  call(event: string, ...args: unknown[]): Promise<unknown> {
    return this.writer.value('CardsState', event, ...args)
  }

  /** Waits until Grace sees something. */
  async sees(matches: (cards: Card[]) => boolean): Promise<void> {
    await until(this.reader, 'CardsState', ({ mine }) => matches(mine as unknown as Card[]))
  }

  seesTitles(titles: string): Promise<void> {
    return this.sees((cards) => cards.map(({ title }) => title).join() === titles)
  }

  /** Lengths of the frames that have told Grace something. */
  get told(): number[] {
    return this.reader.frames
      .slice(this.#from)
      .filter((frame) => frame.t === undefined)
      .map((frame) => Buffer.byteLength(JSON.stringify(frame)))
  }

  forget(): void {
    this.#from = this.reader.frames.length
  }

  /** All that has crossed the wire to Grace. */
  get wire(): string {
    return JSON.stringify([this.reader.boot, ...this.reader.frames])
  }
}

/** How a card is saved. */
const WAYS: Record<string, (scene: Scene, owner: number, title: string) => Promise<unknown>> = {
  'an event': (scene, owner, title) => scene.call('add', owner, title),
  'a controller': ({ ada }, owner, title) =>
    ada.fetch('/cards', {
      method: 'POST',
      body: new URLSearchParams({ owner: String(owner), title }),
    }),
  'a command': async ({ cluster }, owner, title) => {
    const { code, output } = await cluster.command('cards:write', title, `--owner=${owner}`)
    if (code !== 0) throw new Error(output)
  },
  'another program': ({ shared }, owner, title) =>
    shared.db.rawQuery('insert into lab_cards (owner_id, title, is_done) values (?, ?, false)', [
      owner,
      title,
    ]),
}

for (const [dialect, tags] of [
  ['sqlite', ['@redis']],
  ['postgres', ['@redis', '@postgres']],
] as const) {
  for (const triggers of [false, true]) {
    const how = triggers ? 'with triggers' : 'over the bus'
    test.group(`Live vars of two processes | ${dialect}, ${how}`, (group) => {
      let scene: Scene

      group.tap((each) => each.tags([...tags]))
      group.setup(async () => {
        scene = await Scene.set(dialect, triggers)
        return () => scene.end()
      })
      group.each.setup(async () => {
        await scene.open()
        return () => scene.close()
      })

      const ways = triggers
        ? ['an event', 'another program']
        : ['an event', 'a controller', 'a command']
      for (const way of ways) {
        test(`a row that ${way} saves is one short frame, for those who may see it`, async ({
          assert,
        }) => {
          await WAYS[way](scene, ADA, 'unseen')
          await WAYS[way](scene, GRACE, 'seen')
          await scene.seesTitles('of Grace,seen')
          // With triggers, what the application writes is seen twice, and told once
          await WAYS[way](scene, GRACE, 'again')
          await scene.seesTitles('of Grace,seen,again')
          assert.lengthOf(scene.told, 2)
          for (const length of scene.told) assert.isAtMost(length, 200)
          assert.include(scene.wire, 'of Grace')
          for (const hidden of ['unseen', 'of Ada']) assert.notInclude(scene.wire, hidden)
        })
      }

      test('what is rolled back reaches nobody', async ({ assert }) => {
        await scene.call('undo', GRACE, 'undone by an event')
        if (!triggers) {
          const job = await scene.cluster.command('cards:write', 'undone by a job', '--undo')
          assert.equal(job.code, 0, job.output)
        }
        const trx = await scene.shared.db.transaction()
        await trx.table('lab_cards').insert({ owner_id: GRACE, title: 'undone outside' })
        await trx.rollback()
        // What comes later is told later
        await WAYS[triggers ? 'another program' : 'an event'](scene, GRACE, 'kept')
        await scene.seesTitles('of Grace,kept')
        assert.lengthOf(scene.told, 1)
        assert.notInclude(scene.wire, 'undone')
      })

      if (triggers) return

      test('a bulk update is one short frame', async ({ assert }) => {
        for (const title of ['second', 'third']) await scene.call('add', GRACE, title)
        await scene.seesTitles('of Grace,second,third')
        scene.forget()
        await scene.call('finish', ADA)
        await scene.call('finish', GRACE)
        await scene.sees((cards) => cards.every(({ isDone }) => isDone))
        assert.lengthOf(scene.told, 1)
        assert.isAtMost(scene.told[0], 200)
      })

      test('a pivot that is synchronized is one short frame each time', async ({ assert }) => {
        await scene.call('label', 'of Grace', 1, 2)
        await scene.sees(([{ labels }]) => labels.join() === 'urgent,small')
        assert.lengthOf(scene.told, 1)
        await scene.call('label', 'of Grace', 2, null)
        await scene.sees(([{ labels }]) => labels.join() === 'small')
        assert.lengthOf(scene.told, 2)
        for (const length of scene.told) assert.isAtMost(length, 200)
      })

      test('a job that writes a lot is heard of, and ends by itself', async ({ assert }) => {
        const job = await scene.cluster.command('cards:write', 'many', '--times=300')
        assert.equal(job.code, 0, job.output)
        await scene.sees((cards) => cards.length === 301)
      })
    })
  }
}

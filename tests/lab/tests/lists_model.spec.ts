/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import Item from '#models/item'
import { withdrawn } from '#policies/item_policy'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { DIALECTS } from '../../helpers/models/databases.ts'
import { createItems, useDatabase } from '../../helpers/models/lab_database.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

interface Row {
  id: number
  name: string
  price: number
  status: string
}

interface Items {
  rows: Row[]
  pending: number
  total: number
  page: number
  perPage: number
  term: string
  order: string
  filters: Record<string, string | number>
  selection: { all: boolean; ids: number[] }
}

const TABS = 3
const tab = fc.nat({ max: TABS - 1 })
const at = fc.nat({ max: 40 })
const price = fc.nat({ max: 9 })
const name = fc.constantFrom('Ash', 'Birch', 'Cedar', 'Elm', 'Fir')
const status = fc.constantFrom('draft' as const, 'sold' as const)
const owner = fc.constantFrom(1, 1, 1, 2)

const write = fc.oneof(
  fc.record({ do: fc.constant('create' as const), name, price, status, owner }),
  fc.record({ do: fc.constant('change' as const), at, price }),
  fc.record({ do: fc.constant('rename' as const), at, name }),
  fc.record({ do: fc.constant('give away' as const), at, owner }),
  fc.record({ do: fc.constant('change some' as const), price, status }),
  fc.record({ do: fc.constant('put away' as const), at }),
  fc.record({ do: fc.constant('take back' as const), at }),
  fc.record({ do: fc.constant('delete' as const), at })
)
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

const event = fc.oneof(
  fc.record({ event: fc.constant('turn'), args: fc.tuple(fc.integer({ min: 1, max: 5 })) }),
  fc.record({ event: fc.constant('sort'), args: fc.tuple(fc.constantFrom('name', 'price')) }),
  fc.record({ event: fc.constant('search'), args: fc.tuple(fc.constantFrom('', 'r', 'bi')) }),
  fc.record({
    event: fc.constant('filter'),
    args: fc.tuple(fc.record({ status: fc.option(status) })),
  }),
  fc.record({
    event: fc.constant('filter'),
    args: fc.tuple(fc.record({ below: fc.option(price) })),
  }),
  fc.record({ event: fc.constant('resize'), args: fc.tuple(fc.constantFrom(5, 10)) }),
  fc.record({ event: fc.constant('load'), args: fc.constant([]) }),
  fc.record({ event: fc.constant('selectAll'), args: fc.constant([]) }),
  fc.record({ event: fc.constant('clearSelection'), args: fc.constant([]) })
)
const ofRow = fc.record({
  do: fc.constant('row' as const),
  tab,
  at: fc.nat({ max: 9 }),
  event: fc.constantFrom('select', 'startEdit', 'stopEdit', 'edit', 'remove'),
  price,
})

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), write }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('transaction' as const),
      writes: fc.array(write, { minLength: 1, maxLength: 4 }),
      fails: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('event' as const), tab, call: event }) },
  { weight: 4, arbitrary: ofRow },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('admit' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pause' as const), ms: fc.constantFrom(5, 60, 150) }),
  }
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** What a list shows, without what only its tab knows. */
function view({ rows, total, page, pending }: Items): object {
  return { rows, total, page, pending }
}

/** The address that shows the same list. */
function addressOf({ term, order, filters, page, perPage }: Items): string {
  const query = new URLSearchParams()
  if (term) query.set('search', term)
  if (order) query.set('sort', order)
  for (const [key, value] of Object.entries(filters)) query.set(key, String(value))
  if (page > 1) query.set('page', String(page))
  query.set('per_page', String(perPage))
  return `/live/items?${query}`
}

class World {
  readonly browser = new BrowserSession()
  readonly tabs: SocketTab[] = []

  async open(): Promise<void> {
    await this.browser.signIn(1)
    for (let index = 0; index < TABS; index++) {
      const opened = await this.browser.open('/live/items')
      await opened.hello()
      this.tabs.push(opened)
    }
  }

  items(index: number): Items {
    return shown(this.tabs[index], 'ItemsState') as unknown as Items
  }

  async run(step: Action): Promise<void> {
    switch (step.do) {
      case 'write':
        return this.#write(step.write)
      case 'transaction':
        return this.#transaction(step.writes, step.fails)
      case 'event':
        return this.#call(step.tab, step.call.event, step.call.args)
      case 'row': {
        const { rows } = this.items(step.tab)
        const id = rows[step.at % (rows.length || 1)]?.id ?? 1
        const args = { startEdit: ['price'], stopEdit: ['price'], edit: ['price', step.price] }
        return this.#call(step.tab, step.event, [id, ...((args as never)[step.event] ?? [])])
      }
      case 'withdraw':
        withdrawn.add(1)
        return
      case 'admit':
        withdrawn.clear()
        return
      case 'drop':
        return this.#drop(step.tab)
      case 'pause':
        await setTimeout(step.ms)
    }
  }

  /** An event may be refused; it is answered, unless its tab was sent away. */
  async #call(index: number, called: string, args: readonly unknown[]): Promise<void> {
    const opened = this.tabs[index]
    if (this.isGone(index)) return
    const gone = opened.closed().then(() => undefined)
    const answer = await Promise.race([opened.call('ItemsState', called, ...args), gone])
    if (answer?.x?.status === 500) throw new Error(`${called}: ${JSON.stringify(answer.x)}`)
  }

  /** Whether the page was sent away, by the end of its socket or by a frame: it may not be seen any more. */
  isGone(index: number): boolean {
    const { socket, frames } = this.tabs[index]
    const actions = frames.flatMap((frame) =>
      frame.t === 'welcome' ? (frame.actions ?? []) : frame.t === undefined ? (frame.a ?? []) : []
    )
    return actions.some(({ type }) => type === 'redirect') || socket.readyState !== WebSocket.OPEN
  }

  /** As the client does after that. */
  async reload(index: number): Promise<void> {
    this.tabs[index] = await this.browser.open('/live/items')
    await this.tabs[index].hello()
  }

  async #drop(index: number): Promise<void> {
    const before = this.tabs[index]
    if (this.isGone(index)) return
    before.close()
    await before.closed()
    this.tabs[index] = await this.browser.connect(before.boot)
    const gone = this.tabs[index].closed()
    await Promise.race([this.tabs[index].hello({ n: 0 }), gone])
  }

  async #transaction(writes: readonly Write[], fails: boolean): Promise<void> {
    const undone = new Error('Undone')
    await db
      .transaction(async (client) => {
        for (const each of writes) await this.#write(each, client)
        if (fails) throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
  }

  async #write(each: Write, client = db.connection()): Promise<void> {
    const options = { client }
    if (each.do === 'create') {
      const { name: title, price: cost, status: kind, owner: ownerId } = each
      await Item.create({ ownerId, name: title, price: cost, status: kind }, options)
    } else if (each.do === 'change some') {
      await Item.query(options).where('price', each.price).update({ status: each.status })
    } else {
      const ids = await Item.query(options).select('id').orderBy('id')
      const row = Item.query(options).where('id', ids[each.at % (ids.length || 1)]?.id ?? 0)
      if (each.do === 'change') await row.update({ price: each.price })
      else if (each.do === 'rename') await row.update({ name: each.name })
      else if (each.do === 'give away') await row.update({ ownerId: each.owner })
      else if (each.do === 'put away') await row.update({ deletedAt: '2026-01-01 00:00:00' })
      else if (each.do === 'take back') await row.update({ deletedAt: null })
      else await row.delete()
    }
  }

  close(): void {
    this.browser.close()
  }
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`What lists show, whatever happens, on ${dialect}`, (group) => {
    group.tap((each) => each.tags(tags).timeout(300_000))
    group.setup(async () => {
      const remove = await useDatabase(dialect)
      await createItems()
      return remove
    })

    test('is what their queries say, once all is quiet', async ({ assert }) => {
      const actions = fc.array(action, { minLength: 5, maxLength: 40 })
      await fc.assert(
        fc.asyncProperty(actions, async (steps) => {
          withdrawn.clear()
          await db.from('lab_items').delete()
          await Item.createMany(
            Array.from({ length: 14 }, (_, index) => ({
              id: index + 1,
              ownerId: 1,
              name: ['Ash', 'Birch', 'Cedar', 'Elm'][index % 4],
              price: index % 7,
              status: index % 3 === 0 ? ('sold' as const) : ('draft' as const),
            }))
          )
          const world = new World()
          try {
            await world.open()
            for (const step of steps) await world.run(step)
            withdrawn.clear()
            await world.run({ do: 'write', write: { do: 'change', at: 0, price: 8 } })
            for (let index = 0; index < TABS; index++) await settle(world, index)
          } finally {
            world.close()
          }
        }),
        { numRuns: 8, endOnFailure: true }
      )
      assert.plan(0)
    })

    /** A tab may hear only now that it was sent away: it goes on as the client does. */
    async function settle(world: World, index: number): Promise<void> {
      if (world.isGone(index)) await world.reload(index)
      const over = new AbortController()
      const compared = compare(world, index).then(() => false)
      try {
        if (await Promise.race([compared, gone(world, index, over.signal)])) {
          await settle(world, index)
        }
      } finally {
        over.abort()
      }
    }

    async function gone(world: World, index: number, over: AbortSignal): Promise<boolean> {
      while (!over.aborted && !world.isGone(index)) await setTimeout(20)
      return true
    }

    /** Rows in place are as they are in the database; those of a fresh list are those of a fresh tab. */
    async function compare(world: World, index: number): Promise<void> {
      const opened = world.tabs[index]
      const rows = new Map<number, Row>()
      for (const row of await Item.query().where('ownerId', 1).whereNull('deletedAt')) {
        const { id, name: title, price: cost, status: kind } = row
        rows.set(id, { id, name: title, price: cost, status: kind })
      }
      const isSame = (row: Row) => JSON.stringify(rows.get(row.id)) === JSON.stringify(row)
      await opened.call('ItemsState', 'clearSelection')
      const touched = new Set([...rows.keys(), ...world.items(index).rows.map(({ id }) => id)])
      for (const id of touched) await opened.call('ItemsState', 'stopEdit', id, 'price')
      await until(opened, 'ItemsState', (vars) => (vars as unknown as Items).rows.every(isSame))
      await opened.call('ItemsState', 'load')
      const address = addressOf(world.items(index))
      const fresh = (await world.browser.load(address)).states.ItemsState.v as unknown as Items
      const expected = JSON.stringify(view(fresh))
      await until(
        opened,
        'ItemsState',
        (vars) => JSON.stringify(view(vars as unknown as Items)) === expected
      )
    }
  })
}

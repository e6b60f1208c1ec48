/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { rx } from '../../../src/rx.ts'
import { State } from '../../../src/state/main.ts'
import { ModelPage } from '../../helpers/model/model_page.ts'
import { openOne, openTwo } from '../../helpers/model/model_world.ts'
import type { Application, World } from '../../helpers/model/model_world.ts'

/** MODEL_SEED repeats a failure: its seed is in the report. */
const { MODEL_SEED, MODEL_TIME } = process.env

/** MODEL_TIME is the time of each model in milliseconds, for a longer look. */
const EXTENT = MODEL_TIME
  ? { numRuns: 1_000_000, interruptAfterTimeLimit: Number(MODEL_TIME) }
  : { numRuns: 15 }

interface Line {
  id: number
  text: string
}

class ChatState extends State {
  static override scope = 'shared' as const
  static override room = ({ params }: HttpContext) => params.room as string

  @rx.var() lines: Line[] = []
  @rx.var() get texts() {
    return this.lines.map(({ text }) => text).reverse()
  }
  private last = 0
  private typed = 0

  @rx.event() say(text: string) {
    this.lines.push({ id: ++this.last, text })
    if (this.lines.length > 5) this.lines.shift()
  }

  @rx.event() typing() {
    this.typed++
  }

  @rx.event() look() {
    return this.lines.length
  }

  @rx.event() swap(first: number, second: number) {
    const { lines } = this
    if (lines.length < 2) return
    const [a, b] = [first % lines.length, second % lines.length]
    ;[lines[a], lines[b]] = [lines[b], lines[a]]
  }

  @rx.event() async sayTwice(text: string) {
    this.say(`${text} once`)
    await this.$flush()
    await setTimeout(2)
    this.say(`${text} twice`)
  }

  @rx.event() async sayAndFail(text: string, flushes: boolean) {
    this.say(text)
    if (flushes) await this.$flush()
    await setTimeout(1)
    this.lines.length = 0
    throw new Error('no')
  }
}

class BoardState extends State {
  static override scope = 'shared' as const
  @rx.var() columns: { name: string; cards: { id: number }[] }[] = [
    { name: 'a', cards: [1, 2, 3, 4].map((id) => ({ id })) },
    { name: 'b', cards: [] },
    { name: 'c', cards: [{ id: 5 }] },
  ]

  @rx.event() move(from: number, to: number, index: number) {
    const card = this.columns[from].cards.shift()
    if (card) this.columns[to].cards.splice(index, 0, card)
  }
}

class OwnState extends State {
  @rx.var() drafts: string[] = []

  @rx.event() draft(text: string) {
    this.drafts.unshift(text)
    if (this.drafts.length > 3) this.drafts.pop()
  }

  @rx.event() async send(text: string) {
    this.draft(text)
    await setTimeout(1)
    const chat = await this.$get(ChatState)
    chat.say(text)
  }
}

const ROOMS = ['/room/one', '/room/two']

type Step =
  | { do: 'call'; tab: number; state: string; event: string; args: (string | number | boolean)[] }
  | { do: 'drop' | 'reload' | 'move'; tab: number }
  | { do: 'navigate'; tab: number; to: number }
  | { do: 'wait'; time: number }

const TABS = 3
const tab = fc.nat({ max: TABS - 1 })
const text = fc.stringMatching(/^[a-z]{1,3}$/)

const calls = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('say'), fc.tuple(text)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('typing'), fc.tuple()) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('look'), fc.tuple()) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('swap'), fc.tuple(fc.nat(4), fc.nat(4))) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('sayTwice'), fc.tuple(text)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('sayAndFail'), fc.tuple(text, fc.boolean())) }
)

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ tab, call: calls }).map(({ tab: at, call: [event, args] }): Step => {
        return { do: 'call', tab: at, state: 'ChatState', event, args }
      }),
    },
    {
      weight: 4,
      arbitrary: fc
        .record({ tab, args: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(3)) })
        .map((call): Step => ({ do: 'call', state: 'BoardState', event: 'move', ...call })),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({ tab, event: fc.constantFrom('draft', 'send'), args: fc.tuple(text) })
        .map((call): Step => ({ do: 'call', state: 'OwnState', ...call })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ tab, do: fc.constantFrom('drop', 'reload', 'move') })
        .map((step) => step as Step),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ tab, to: fc.nat(1) })
        .map((step): Step => ({ do: 'navigate', ...step })),
    },
    { weight: 6, arbitrary: fc.nat(20).map((time): Step => ({ do: 'wait', time })) }
  ),
  { minLength: 5, maxLength: 40 }
)

/** Numbers that look random and are the same for each seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What a page has to show of a state with a room: what the next event would find there. */
async function truth({ processes: [process] }: World, url: string, state: string) {
  const hold = process.rooms.newHold()
  const definition = process.states.require(state)
  const ctx = { params: { room: url.split('/').at(-1) } } as unknown as HttpContext
  try {
    const vars = await hold.hold(definition, ctx, new Map())
    return Object.fromEntries(
      definition.baseVars.filter((name) => name !== 'errors').map((name) => [name, vars[name]])
    )
  } finally {
    hold.commit()
  }
}

async function shown(world: World, page: ModelPage) {
  const found: Record<string, [unknown, unknown]> = {}
  for (const state of ['ChatState', 'BoardState']) {
    const vars = page.shows(state) ?? {}
    const expected = await truth(world, page.url, state)
    const names = Object.keys(expected)
    found[state] = [Object.fromEntries(names.map((name) => [name, vars[name]])), expected]
  }
  const { lines = [], texts } = (page.shows('ChatState') ?? {}) as unknown as {
    lines?: Line[]
    texts?: string[]
  }
  found.texts = [texts, lines.map((line) => line.text).reverse()]
  return found
}

/** Milliseconds in which everything has become quiet, on a machine that does much else too. */
const QUIET = 20_000

type Open = (application: Application) => Promise<World>

async function run(open: Open, seed: number, list: Step[]) {
  const misfits: string[] = []
  const { warn } = console
  console.warn = (...args: unknown[]) => misfits.push(args.map(String).join(' '))
  const random = numbers(seed)
  const world = await open({
    states: [ChatState, BoardState, OwnState],
    pause: () => Math.floor(random() * 4),
  })
  const pages: ModelPage[] = []
  try {
    for (let index = 0; index < TABS; index++) {
      const page = new ModelPage(world.processes[index % world.processes.length])
      await page.open(ROOMS[0])
      pages.push(page)
    }
    const under: Promise<unknown>[] = []
    for (const step of list) {
      if (step.do === 'wait') {
        await setTimeout(step.time)
        continue
      }
      const page = pages[step.tab]
      if (step.do === 'call') under.push(page.call(step.state, step.event, ...step.args))
      else if (step.do === 'navigate') under.push(page.navigate(ROOMS[step.to]))
      else if (step.do === 'drop') page.drop()
      else if (step.do === 'move') {
        page.moveTo(world.processes[Math.floor(seed + under.length) % world.processes.length])
      } else await page.reload()
    }
    const late = setTimeout(QUIET, 'late', { ref: false })
    if ((await Promise.race([Promise.all(under), late])) === 'late') {
      throw new Error('An event was never answered')
    }
    await settled(world, pages)
    // A snapshot would have set right what does not fit
    if (misfits.length > 0) throw new Error(misfits.join('; '))
  } finally {
    console.warn = warn
    for (const page of pages) page.close()
    await world.close()
  }
}

/** Waits until each page shows what its rooms are. */
async function settled(world: World, pages: ModelPage[]): Promise<void> {
  const end = performance.now() + QUIET
  for (;;) {
    const all: Record<string, [unknown, unknown]>[] = []
    for (const page of pages) all.push(await shown(world, page))
    const wrong = all.flatMap((found, index) =>
      Object.entries(found)
        .filter(([, [is, expected]]) => JSON.stringify(is) !== JSON.stringify(expected))
        .map(([state, [is, expected]]) => ({ tab: index, state, is, expected }))
    )
    if (wrong.length === 0 && pages.every(({ connected }) => connected)) return
    if (performance.now() > end) {
      throw new Error(`A page shows something else than its room: ${JSON.stringify(wrong)}`)
    }
    await setTimeout(20)
  }
}

test.group('What a page shows', (group) => {
  group.each.timeout(Number(MODEL_TIME ?? 0) + 120_000)

  for (const [title, open] of [
    ['one process in memory', openOne],
    ['two processes on redis', openTwo],
  ] as const) {
    for (const [when, options] of [
      ['whatever has happened', { ...EXTENT, ...(MODEL_SEED && { seed: Number(MODEL_SEED) }) }],
      // A snapshot at the greeting, and another process right after it
      ['after what has failed before', { numRuns: 6, seed: 621640795 }],
    ] as const) {
      test(`is what its rooms are once all is quiet, ${when}: ${title}`)
        .tags(open === openTwo ? ['@redis'] : [])
        .run(async () => {
          await fc.assert(
            fc.asyncProperty(fc.nat(), steps, (seed, list) => run(open, seed, list)),
            { ...options, endOnFailure: true }
          )
        })
    }
  }
})

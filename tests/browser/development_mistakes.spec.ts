/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { reachable } from '../../bin/support/processes.ts'
import { openPage, visit } from '../helpers/browser/main.ts'
import { DevelopedDemo } from '../helpers/developed_demo.ts'

type Files = Record<string, string>

/** Something that is wrong with new files, what the browser says of it, and what mends it. */
interface Mistake {
  what: string
  files: Files
  address: string
  reason: RegExp
  /** Contents of files; files that are gone have none. */
  repair: Record<string, string | undefined>
}

const page = (options: string, imports = '', name = 'Offers') => `
import { page } from 'reflex-adonis/react'
${imports}
export default page(${options}, () => <h1 className="offers">${name}</h1>)
`

const withState = (name: string, route: string, options = '') => `
import { page, useReflex } from 'reflex-adonis/react'
import ${name} from '#states/${name.toLowerCase().replace('state', '_state')}'

export default page({ route: '${route}'${options} }, () => {
  const state = useReflex(${name})
  return <h1 className="offers">Offers {state.n}</h1>
})
`

const state = (name: string, body: string, imports = '') => `
import { State, rx } from 'reflex-adonis'
${imports}
export default class ${name} extends State {
  @rx.var() n = 1
  ${body}
}
`

const MISTAKES: Mistake[] = [
  {
    what: 'a var without the parentheses of its decorator',
    files: {
      'app/states/loose_state.ts': state('LooseState', '@rx.var m = 0'),
      'resources/pages/loose.tsx': withState('LooseState', '/loose'),
    },
    address: '/loose',
    reason: /app\/states\/loose_state\.ts[^]*Write it with its parentheses/,
    repair: { 'app/states/loose_state.ts': state('LooseState', '@rx.var() m = 0') },
  },
  {
    what: 'an event with a name that is taken',
    files: {
      'app/states/taken_state.ts': state('TakenState', '@rx.event() then() {}'),
      'resources/pages/taken.tsx': withState('TakenState', '/taken'),
    },
    address: '/taken',
    reason: /app\/states\/taken_state\.ts[^]*Cannot use "then" as an event/,
    repair: { 'app/states/taken_state.ts': state('TakenState', '@rx.event() next() {}') },
  },
  {
    what: 'a state that imports what is not there yet',
    files: {
      'app/states/early_state.ts': state('EarlyState', '', "import '#services/later'"),
      'resources/pages/early.tsx': withState('EarlyState', '/early'),
    },
    address: '/early',
    reason: /app\/states\/early_state\.ts[^]*Cannot find module[^]*later/,
    repair: { 'app/services/later.ts': 'export {}\n' },
  },
  {
    what: 'a state that cannot be parsed',
    files: {
      'app/states/torn_state.ts': state('TornState', '@rx.event( go() {}'),
      'resources/pages/torn.tsx': withState('TornState', '/torn'),
    },
    address: '/torn',
    reason: /app\/states\/torn_state\.ts:6/,
    repair: { 'app/states/torn_state.ts': state('TornState', '@rx.event() go() {}') },
  },
  {
    what: 'a middleware that nobody knows',
    files: { 'resources/pages/vip.tsx': page("{ route: '/vip', middleware: ['vip'] }") },
    address: '/vip',
    reason: /resources\/pages\/vip\.tsx:4 names the middleware "vip"/,
    repair: { 'resources/pages/vip.tsx': page("{ route: '/vip' }") },
  },
  {
    what: 'an event on load that the state does not have',
    files: {
      'app/states/load_state.ts': state('LoadState', ''),
      'resources/pages/load.tsx': withState('LoadState', '/load', ", onLoad: [LoadState, 'fetch']"),
    },
    address: '/load',
    reason: /resources\/pages\/load\.tsx:5 runs the event "fetch" on load/,
    repair: { 'app/states/load_state.ts': state('LoadState', '@rx.event() fetch() {}') },
  },
  {
    what: 'an import of server code',
    files: {
      'resources/pages/leak.tsx': page(
        "{ route: '/leak' }",
        "import Product from '#models/product'\nexport const table = Product.table\n"
      ),
    },
    address: '/leak',
    reason: /resources\/pages\/leak\.tsx:3\s+imports "#models\/product"/,
    repair: { 'resources/pages/leak.tsx': page("{ route: '/leak' }") },
  },
  {
    what: 'metadata that is not literal',
    files: { 'resources/pages/made.tsx': page('{ route: base }', "const base = '/made'") },
    address: '/made',
    reason: /so write the value itself[^]*resources\/pages\/made\.tsx:4/,
    repair: { 'resources/pages/made.tsx': page("{ route: '/made' }") },
  },
  {
    what: 'a route that two pages have',
    files: {
      'resources/pages/twin_a.tsx': page("{ route: '/twin/:id' }"),
      'resources/pages/twin_b.tsx': page("{ route: '/twin/:slug' }"),
    },
    address: '/twin/1/more',
    reason: /resources\/pages\/twin_b\.tsx[^]*Give one of them another route/,
    repair: { 'resources/pages/twin_b.tsx': page("{ route: '/twin/:slug/more' }") },
  },
  {
    what: 'a page in another folder',
    files: { 'resources/screens/stray.tsx': page("{ route: '/stray' }") },
    address: '/stray',
    reason: /resources\/screens\/stray\.tsx[^]*resources\/pages\/\*\*\/\*\.tsx/,
    repair: {
      'resources/screens/stray.tsx': undefined,
      'resources/pages/stray.tsx': page("{ route: '/stray' }"),
    },
  },
]

/** What the browser shows is the reason, and what is in order is served all the same. */
async function showsReason(
  tab: Page,
  url: string,
  { address, reason }: Pick<Mistake, 'address' | 'reason'>
): Promise<void> {
  // A server that starts again at the moment refuses the first look
  for (;;) {
    await tab.goto(url + address).catch(() => {})
    const text = await tab.locator('body').textContent()
    if (text?.match(reason)) break
    await setTimeout(250)
  }
}

async function mend(demo: DevelopedDemo, { repair }: Mistake): Promise<void> {
  for (const [file, contents] of Object.entries(repair)) {
    if (contents === undefined) await demo.remove(file)
    else await demo.write(file, contents)
  }
}

async function add(demo: DevelopedDemo, { files }: Mistake): Promise<void> {
  for (const [file, contents] of Object.entries(files)) await demo.write(file, contents)
}

test.group('Mistakes that are saved, while developing', (group) => {
  const demo = new DevelopedDemo()

  group.setup(async () => {
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('{what}: the browser says why, and shows the page once it is mended')
    .with(MISTAKES)
    .run(async (_, mistake) => {
      const browser = await openPage()
      await add(demo, mistake)
      await showsReason(browser, demo.url, mistake)
      const other = await browser.context().newPage()
      await visit(other, `${demo.url}/about`)
      await other.close()
      await mend(demo, mistake)
      await browser.locator('h1.offers').waitFor()
    })

  test('pages that nothing mounts: the browser says so, and shows them once they are', async ({
    assert,
  }) => {
    const browser = await openPage()
    await demo.replace('start/routes.ts', 'reflex.mount({ middleware })', 'void reflex')
    const told = /\d+ pages found, none is mounted[^]*reflex\.mount\(\)[^]*start\/routes\.ts/
    await showsReason(browser, demo.url, { address: '/about', reason: told })
    const { status } = await fetch(`${demo.url}/about`, { headers: { accept: 'text/html' } })
    assert.equal(status, 404)
    await demo.replace('start/routes.ts', 'void reflex', 'reflex.mount({ middleware })')
    await browser.getByRole('heading', { name: 'How it works' }).waitFor()
  })

  test('an address that nobody has is missing as ever, and so is what no document is', async ({
    assert,
  }) => {
    const missing = await fetch(`${demo.url}/nowhere`, { headers: { accept: 'text/html' } })
    assert.equal(missing.status, 404)
    assert.notInclude(await missing.text(), 'reflex-reasons')
  })
})

test.group('Mistakes at the start, while developing', (group) => {
  const demo = new DevelopedDemo()

  group.setup(async () => {
    await demo.create()
    for (const mistake of MISTAKES) await add(demo, mistake)
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('all are told, what is in order is served, and each is gone once it is mended', async ({
    assert,
  }) => {
    const browser = await openPage()
    await visit(browser, `${demo.url}/about`)
    for (const mistake of MISTAKES) await showsReason(browser, demo.url, mistake)
    for (const { what, reason } of MISTAKES) {
      // These are told where they are
      if (/folder|on load/.test(what)) continue
      assert.match((await browser.locator('body').textContent())!, reason)
    }
    for (const mistake of MISTAKES) {
      await showsReason(browser, demo.url, mistake)
      await mend(demo, mistake)
      await browser.locator('h1.offers').waitFor()
    }
  }).timeout(240_000)
})

test.group('A page file that is renamed, while developing', (group) => {
  const demo = new DevelopedDemo()

  group.setup(async () => {
    await demo.create()
    await demo.write('resources/pages/first.tsx', page("{ route: '/renamed' }", '', 'First'))
    await demo.serve()
    return () => demo.end()
  })
  group.each.timeout(180_000)

  test('it shows again by itself, and so does one with another address', async () => {
    const browser = await openPage()
    for (const [from, to, name] of [
      ['first', 'second', 'Second'],
      ['second', 'more/third', 'Third'],
    ]) {
      // The watcher may hear late of a file that was there before it, and start the server again
      await reachable(`${demo.url}/renamed`)
      await visit(browser, `${demo.url}/renamed`)
      await demo.rename(`resources/pages/${from}.tsx`, `resources/pages/${to}.tsx`)
      await demo.replace(`resources/pages/${to}.tsx`, />\w+</, `>${name}<`)
      await browser.getByRole('heading', { name, exact: true }).waitFor({ timeout: 80_000 })
    }
  })
})

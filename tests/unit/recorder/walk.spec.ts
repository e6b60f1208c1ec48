/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { JournalEntry, JournalEnd } from '../../../src/features/devtools/main.ts'
import { Application, Plays, testFile, WalkCode, WalkReader } from '../../../src/recorder/main.ts'
import type { ImportedClass, PlayNote, Walk } from '../../../src/recorder/main.ts'

const USER = { model: 'User', column: 'email', value: 'ada@example.com', hasPassword: true }

const application = new Application({
  states: new Map(
    ['CartState', 'LoginState', 'OrderState'].map((name) => [
      name,
      { name, file: `app/states/${name}.ts` },
    ])
  ),
  models: new Map([['User', { name: 'User', file: 'app/models/user.ts' }]]),
  imports: { '#states/*': './app/states/*.ts', '#models/*': './app/models/*.ts' },
  test: 'tests/functional/cart.spec.ts',
  hasDatabase: true,
})

/** An entry of a journal, of the tab `a` where nothing else is said. */
type Line = { [key: string]: unknown; kind: string }

/** A page that a browser loads. */
const loaded = (url: string, more: object = {}): Line => ({
  ...{ kind: 'document', browser: 'one', page: `pages${url.split('?')[0]}.tsx`, url, states: {} },
  ...more,
})

const called = (id: number, event: string, args: unknown[] = [], more: object = {}): Line => ({
  ...{ kind: 'event', id, state: 'CartState', event, args },
  ...more,
})

const news = (more: object): Line => ({ kind: 'news', ...more })

function read(...lines: Line[]): Walk {
  const entries = lines.map((line, at) => ({ tab: 'a', at, ...line }))
  return new WalkReader('a walk', entries as unknown as (JournalEntry | JournalEnd)[]).read()
}

/** What plays of a walk write down that go as the recording did, unless the test says otherwise. */
function playsOf(
  walk: Walk,
  change: (note: PlayNote & { kind: 'step' }) => void = () => {}
): Plays {
  const notes = [0, 1].flatMap((play): PlayNote[] =>
    walk.steps.map(({ seen }, step) => {
      const note = structuredClone({ walk: 0, play, kind: 'step' as const, step, seen })
      change(note)
      return note
    })
  )
  const users = walk.signIns.map(({ user: { column, value } }): PlayNote => ({
    ...{ walk: 0, play: 0, kind: 'user', column, value, exists: true },
  }))
  return new Plays([...notes, ...users], 0, 2)
}

const codeOf = (walk: Walk, plays = playsOf(walk)) => new WalkCode(walk, plays, application).write()

test.group('A recorded walk', () => {
  test('is a visit with calls, and what came of them', ({ assert }) => {
    const walk = read(
      loaded('/cart', { states: { CartState: { lines: [], count: 0 } } }),
      { kind: 'connected' },
      called(1, 'add', [{ productId: 3 }]),
      news({
        answers: 1,
        changed: { CartState: { lines: [{ id: 7, name: 'Tea' }], count: 1 } },
        actions: [{ type: 'toast', level: 'success', message: 'Tea added' }],
      })
    )
    const { lines, imports, left } = codeOf(walk)
    assert.deepEqual(lines, [
      'const page = await visit("/cart")',
      'page.assertPage("pages/cart.tsx")',
      '',
      'await page.state(CartState).add({ productId: 3 })',
      'page.assertToast("Tea added", "success")',
      'page.assertState(CartState, { lines: [{ name: "Tea" }], count: 1 })',
    ])
    assert.deepEqual([...imports.keys()], ['visit', 'CartState'])
    assert.deepEqual(left, [])
  })

  test('leaves out what differs in a play, and says so', ({ assert }) => {
    const walk = read(
      loaded('/cart', { states: { CartState: { token: 'a', lines: [], count: 0 } } }),
      called(1, 'add'),
      news({ answers: 1, changed: { CartState: { token: 'b', lines: ['x1'], count: 1 } } })
    )
    const plays = playsOf(walk, ({ play, step, seen }) => {
      if (step === 1)
        Object.assign(seen.sights.page.vars.CartState, { token: `c${play}`, lines: [`y${play}`] })
    })
    const { lines, usesAssert, left } = codeOf(walk, plays)
    assert.deepEqual(lines.slice(-2), [
      'assert.lengthOf(page.state(CartState).lines, 1)',
      'page.assertState(CartState, { count: 1 })',
    ])
    assert.isTrue(usesAssert)
    assert.deepEqual(left, [
      'After step 2 (CartState.add), what differed when it was played: CartState.token',
    ])
  })

  test('reads an id where the page shows it, when it is another one in a play', ({ assert }) => {
    const walk = read(
      loaded('/cart', { states: { CartState: { lines: [{ id: 57, name: 'Tea' }] } } }),
      called(1, 'remove', [{ lineId: 57 }]),
      news({ answers: 1, changed: { CartState: { lines: [] } } })
    )
    const same = codeOf(walk).lines
    assert.include(same, 'await page.state(CartState).remove({ lineId: 57 })')
    const note = { walk: 0, play: 1, kind: 'reference', step: 1, key: '0', value: 3 } as const
    const steps = [0, 1].flatMap((play): PlayNote[] =>
      walk.steps.map(({ seen }, step) => ({ walk: 0, play, kind: 'step', step, seen }))
    )
    const { lines } = codeOf(walk, new Plays([...steps, note], 0, 2))
    const shown = 'page.state(CartState).lines[0].id'
    assert.include(lines, `await page.state(CartState).remove({ lineId: ${shown} })`)
  })

  test('makes up a password, and gives it to who signs in with it', ({ assert }) => {
    const walk = read(
      loaded('/login'),
      called(1, 'login', [], {
        state: 'LoginState',
        fields: [
          ['email', 'ada@example.com'],
          ['password', '[secret 3]'],
        ],
      }),
      news({ answers: 1, actions: [{ type: 'redirect', url: '/' }] }),
      { kind: 'navigation', id: 2, url: '/' },
      { kind: 'user', user: USER },
      news({ answers: 2, page: { id: 'pages/home.tsx', url: '/' } })
    )
    assert.deepEqual(codeOf(walk).lines, [
      'const password = "Made-up-secret-1"',
      'const user = await User.findByOrFail("email", "ada@example.com")',
      'await user.merge({ password }).save()',
      '',
      'const page = await visit("/login")',
      'page.assertPage("pages/login.tsx")',
      '',
      'await page.submit(LoginState, "login", { email: "ada@example.com", password })',
      'page.assertRedirectsTo("/")',
      '',
      'await page.follow()',
      'page.assertPage("pages/home.tsx")',
      'page.assertUrl("/")',
    ])
  })

  test('makes up secrets under names that nothing else has: {0}')
    .with([
      ['a reserved word', ['class', 'new'], ['classSecret', 'newSecret']],
      [
        'names of the test itself',
        ['page', 'user', 'visit'],
        ['pageSecret', 'userSecret', 'visitSecret'],
      ],
      ['the name of a class', ['User', 'Token'], ['userSecret', 'token']],
      [
        'a number that another one has',
        ['password3', 'password', 'password'],
        ['password3', 'password', 'password2'],
      ],
      [
        'no letters of a name',
        ['Пароль', '2fa', '__proto__'],
        ['secret', 'secret2fa', 'protoSecret'],
      ],
    ] as [string, string[], string[]][])
    .run(({ assert }, [, fields, names]) => {
      const secrets = fields.map((name, index): [string, string] => [name, `[secret ${index + 1}]`])
      const walk = read(
        loaded('/cart'),
        ...secrets.map((field, index) => called(index + 1, 'add', [], { fields: [field] })),
        ...secrets.map((_, index) => news({ answers: index + 1 }))
      )
      const { lines } = codeOf(walk)
      assert.deepEqual(
        lines.slice(0, names.length),
        names.map((name, index) => `const ${name} = "Made-up-secret-${index + 1}"`)
      )
    })

  test('tells classes of one name apart', ({ assert }) => {
    const file = (folder: string) => ({
      name: 'CartState',
      file: `app/states/${folder}/cart_state.ts`,
    })
    const shops = new Application({
      states: new Map<string, ImportedClass>([
        ['shop', file('shop')],
        ['admin', file('admin')],
        ['test', { name: 'test', file: 'app/states/test.ts', isNamed: true }],
        ['2fa', { name: '2FaState', file: 'app/states/2fa_state.ts' }],
      ]),
      models: new Map(),
      imports: { '#states/*': './app/states/*.ts' },
      test: 'tests/cart.spec.ts',
      hasDatabase: false,
    })
    const walk = read(
      loaded('/cart'),
      ...['shop', 'admin', 'test', 'shop', '2fa'].map((state, id) =>
        called(id, 'add', [], { state })
      ),
      ...[0, 1, 2, 3, 4].map((id) => news({ answers: id }))
    )
    const { lines, imports } = new WalkCode(walk, playsOf(walk), shops).write()
    assert.deepEqual(
      lines.filter((line) => line.includes('.add(')),
      ['CartState', 'CartState2', 'test2', 'CartState', '_2FaState'].map(
        (name) => `await page.state(${name}).add()`
      )
    )
    assert.deepEqual(
      [...imports.values()].filter((line) => line.includes('#states')),
      [
        'import CartState from "#states/shop/cart_state"',
        'import CartState2 from "#states/admin/cart_state"',
        'import { test as test2 } from "#states/test"',
        'import _2FaState from "#states/2fa_state"',
      ]
    )
    // Another test of the same file calls them the same
    const other = read(
      loaded('/cart'),
      called(1, 'add', [], { state: 'admin' }),
      news({ answers: 1 })
    )
    const { lines: others } = new WalkCode(other, playsOf(other), shops).write()
    assert.include(others, 'await page.state(CartState2).add()')
  })

  test('reads the length of a list whatever its var is called', ({ assert }) => {
    const lines = (...ids: number[]) => ({ CartState: { 'my-lines': ids } })
    const walk = read(
      loaded('/cart', { states: lines() }),
      called(1, 'add'),
      news({ answers: 1, changed: lines(5) })
    )
    const plays = playsOf(walk, ({ step, play, seen }) => {
      if (step === 1) seen.sights.page.vars.CartState = { 'my-lines': [play] }
    })
    assert.include(
      codeOf(walk, plays).lines,
      'assert.lengthOf(page.state(CartState)["my-lines"], 1)'
    )
  })

  test('expects a failure where there was one', ({ assert }) => {
    const failure = { status: 409, code: 'E_SOLD_OUT', message: 'Sold out' }
    const invalid = { status: 422, code: 'E_VALIDATION_ERROR', message: 'Invalid' }
    const errors = { city: 'Please enter your town' }
    const walk = read(
      loaded('/cart', { states: { CartState: { errors: {} } } }),
      called(1, 'add'),
      news({ answers: 1, failure }),
      called(2, 'order', [], { fields: [['city', '']] }),
      news({ answers: 2, failure: invalid, changed: { CartState: { errors } } })
    )
    assert.deepEqual(codeOf(walk).lines.slice(3), [
      'await assert.rejects(() => page.state(CartState).add())',
      'page.assertRefused({ status: 409, code: "E_SOLD_OUT" })',
      '',
      'await page.submit(CartState, "order", { city: "" })',
      'page.assertErrors(CartState, { city: "Please enter your town" })',
    ])
  })

  test('tells windows of a browser from pages that follow each other in one', ({ assert }) => {
    const walk = read(
      loaded('/cart'),
      { kind: 'connected' },
      loaded('/orders', { tab: 'b' }),
      { kind: 'disconnected' },
      { kind: 'connected', tab: 'b' },
      loaded('/cart', { tab: 'c' }),
      { kind: 'connected', tab: 'c' },
      loaded('/cart', { tab: 'd', browser: 'two', user: USER })
    )
    const acts = codeOf(walk).lines.filter((line) => line.includes('await'))
    assert.deepEqual(acts, [
      'const page = await visit("/cart")',
      'await page.load("/orders")',
      'const second = await page.openTab("/cart")',
      'const third = await visit("/cart").as(await User.findByOrFail("email", "ada@example.com"))',
    ])
  })

  test('waits for what another window brings', ({ assert }) => {
    const states = { CartState: { count: 0 } }
    const walk = read(
      loaded('/cart', { states }),
      loaded('/cart', { tab: 'b', states }),
      called(1, 'add'),
      news({ answers: 1, changed: { CartState: { count: 1 } } }),
      news({ tab: 'b', changed: { CartState: { count: 1 } } })
    )
    assert.deepEqual(codeOf(walk).lines.slice(-3), [
      'await page.state(CartState).add()',
      'page.assertState(CartState, { count: 1 })',
      'await second.assertLive(CartState, { count: 1 })',
    ])
  })

  test('expects nothing of a page while a background event runs beside', ({ assert }) => {
    const walk = read(
      loaded('/cart', { states: { CartState: { done: 0, note: '' } } }),
      called(1, 'count'),
      news({ answers: 1, begun: true }),
      news({ changed: { CartState: { done: 1 } } }),
      called(2, 'write', ['x']),
      news({ answers: 2, changed: { CartState: { note: 'x' } } }),
      news({ changed: { CartState: { done: 2 } } }),
      news({ ends: 1, actions: [{ type: 'toast', level: 'info', message: 'Counted' }] })
    )
    assert.deepEqual(codeOf(walk).lines.slice(3), [
      'const running = page.state(CartState).count()',
      '',
      'await page.state(CartState).write("x")',
      '',
      'await running',
      'await page.settled()',
      'page.assertToast("Counted", "info")',
      'page.assertState(CartState, { done: 2, note: "x" })',
    ])
  })

  test('leaves out what the browser does by itself', ({ assert }) => {
    const walk = read(
      loaded('/cart'),
      called(1, '$stored', [{}]),
      news({ answers: 1 }),
      called(2, 'chain'),
      news({
        answers: 2,
        actions: [{ type: 'event', state: 'CartState', event: 'add', args: [4] }],
      }),
      called(3, 'add', [4]),
      news({ answers: 3 })
    )
    assert.deepEqual(
      walk.steps.map(({ act }) => act.kind),
      ['visit', 'call']
    )
  })

  test('is a file that the application would have written', ({ assert }) => {
    const walk = read(
      loaded('/cart', { states: { CartState: { count: 0 } } }),
      called(1, 'add'),
      news({ answers: 1, changed: { CartState: { count: 1 } } })
    )
    assert.equal(
      testFile('Cart', [codeOf(walk)], application),
      [
        "import { test } from '@japa/runner'",
        "import testUtils from '@adonisjs/core/services/test_utils'",
        "import { visit } from 'reflex-adonis/plugins/japa'",
        'import CartState from "#states/CartState"',
        '',
        'test.group("Cart", (group) => {',
        'group.each.setup(() => testUtils.db().wrapInGlobalTransaction())',
        '',
        'test("a walk", async () => {',
        'const page = await visit("/cart")',
        'page.assertPage("pages/cart.tsx")',
        '',
        'await page.state(CartState).add()',
        'page.assertState(CartState, { count: 1 })',
        '})',
        '})',
        '',
      ].join('\n')
    )
  })

  test('ends before a step that could not be played', ({ assert }) => {
    const walk = read(loaded('/cart'), called(1, 'add'), news({ answers: 1 }), called(2, 'order'))
    const plays = playsOf(walk, (note) => {
      if (note.step === 1) note.error = 'Row not found'
    })
    const { lines, left } = codeOf(walk, plays)
    assert.lengthOf(lines, 2)
    assert.deepEqual(left, ['What comes after step 2 (CartState.add): Row not found'])
  })

  test('is code that does nothing but what was done: {0}')
    .with([
      [
        'the address of a link',
        { kind: 'navigation', id: 1, url: '/`${1}`/57?q=`${2}`\\' },
        'await page.click(`/\\`\\${1}\\`/${page.state(CartState).lines[0].id}?q=\\`\\${2}\\`\\\\`)',
      ],
      [
        'the name of an event',
        called(1, 'a(); b', [{ lineId: 57 }]),
        'await page.state(CartState)["a(); b"]({ lineId: page.state(CartState).lines[0].id })',
      ],
      [
        'a key that is the value of another',
        called(1, 'add', [{ null: null, true: true, lineId: 57 }]),
        'await page.state(CartState).add({ null: null, true: true, lineId: page.state(CartState).lines[0].id })',
      ],
      [
        'a key that would be a prototype',
        called(1, 'add', [JSON.parse('{ "__proto__": 1, "lineId": 57 }')]),
        'await page.state(CartState).add({ ["__proto__"]: 1, lineId: page.state(CartState).lines[0].id })',
      ],
      [
        'a field that would be a prototype',
        called(1, 'add', [], {
          fields: [
            ['__proto__', 'a'],
            ['__proto__', 'b'],
            ['lineId', 57],
          ],
        }),
        'await page.submit(CartState, "add", { ["__proto__"]: ["a", "b"], lineId: page.state(CartState).lines[0].id })',
      ],
    ] as [string, Line, string][])
    .run(({ assert }, [, line, expected]) => {
      const walk = read(
        loaded('/cart', { states: { CartState: { lines: [{ id: 57 }] } } }),
        line,
        news({ answers: 1 })
      )
      const plays = playsOf(walk)
      const differs = Object.assign(plays, { differs: () => true })
      assert.include(codeOf(walk, differs).lines, expected)
    })

  test('says what it cannot record', ({ assert }) => {
    const { left } = read(
      called(1, 'add'),
      loaded('/cart'),
      { kind: 'post', state: 'CartState', event: 'add' },
      { kind: 'full' }
    )
    assert.lengthOf(left, 3)
  })

  test('looks at each entry a few times, however long the journal is', ({ assert }) => {
    const looksAt = (events: number) => {
      let looks = 0
      const lines = [
        loaded('/cart', { states: { CartState: { count: 0 } } }),
        ...Array.from({ length: events }, (_, id) => [
          called(id + 1, 'add', [], id % 3 === 0 ? { isClaim: true } : {}),
          news({ answers: id + 1, ...(id % 5 === 0 && { begun: true }) }),
          // The page is loaded again now and then
          ...(id % 50 === 49 ? [loaded('/cart', { states: {} })] : []),
        ]).flat(),
      ]
      const entries = lines.map((line, at) => {
        const { kind } = line
        return Object.defineProperty({ tab: 'a', at, ...line }, 'kind', {
          get() {
            looks++
            return kind
          },
        })
      })
      new WalkReader('a walk', entries as unknown as (JournalEntry | JournalEnd)[]).read()
      return looks / entries.length
    }
    assert.isAtMost(looksAt(1_000), looksAt(50) + 1)
  })
})

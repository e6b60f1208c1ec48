/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { forwardRef, lazy, memo } from 'react'
import { test } from '@japa/runner'
import { renderToReadableStream, renderToString } from 'react-dom/server'
import {
  Link,
  NavLink,
  createApp,
  page,
  stateReference,
  useConnection,
  usePage,
  useReflex,
} from '../../../src/react/main.ts'
import type { AppOptions, StateClass } from '../../../src/react/main.ts'
import { bootData, cartSnapshot, outcome, pageInfo } from '../client/support.ts'

interface Cart {
  items: { id: number }[]
  total: number
  language: string
  add(item: { productId: number }): void
  clear(): void
}

/** What the Vite plugin makes of an import, with the types that TypeScript sees. */
const CartState = stateReference('CartState') as unknown as StateClass<Cart>
const AdminState = stateReference('AdminState') as unknown as StateClass<{ users: string[] }>

const cartPage = page({ route: '/cart' }, () => {
  const cart = useReflex(CartState)
  return (
    <form action={cart.clear}>
      {cart.items.length} items, {cart.total} in all
    </form>
  )
})

/** Renders a page as a server would. */
async function render(
  options: Partial<AppOptions> = {},
  boot: Parameters<typeof bootData>[0] = {},
  url?: string
): Promise<string> {
  const app = createApp({ pages: { './pages/cart.tsx': { default: cartPage } }, ...options })
  const html = renderToString(await app.render(bootData(boot), { url }))
  return html.replaceAll('<!-- -->', '').replaceAll('<!--$-->', '').replaceAll('<!--/$-->', '')
}

/** Renders a component as the page. */
function renderPage(Component: () => React.ReactNode, boot: Parameters<typeof bootData>[0] = {}) {
  return render({ pages: { './pages/cart.tsx': { default: Component } } }, boot)
}

test.group('Rendering without a browser', () => {
  test('refuses an event that is called while a component is rendered', async ({ assert }) => {
    const calls: ((
      cart: Record<'clear', { (): void; debounce(ms: number): () => void }>
    ) => void)[] = [(cart) => cart.clear(), (cart) => cart.clear.debounce(50)()]
    for (const call of calls) {
      const Child = ({ cart }: { cart: never }) => {
        call(cart)
        return null
      }
      const pages = [
        () => {
          call(useReflex(CartState) as never)
          return null
        },
        () => <Child cart={useReflex(CartState) as never} />,
      ]
      for (const Page of pages) {
        const html = await renderPage(Page, { development: true })
        const message = '"clear" of the state "CartState" was called while a component was being'
        assert.include(html.replaceAll('&quot;', '"'), message)
        assert.notInclude(await renderPage(Page), 'was called while')
      }
    }
  })

  test('lets an event be called in the task of a render, after it', async ({ assert }) => {
    let cart: { clear(): Promise<unknown> } | undefined
    const Page = () => {
      cart = useReflex(CartState) as never
      return <p>{(cart as unknown as Cart).total}</p>
    }
    const app = createApp({
      pages: { './pages/cart.tsx': { default: page({ route: '/' }, Page) } },
    })
    const element = await app.render(bootData({ development: true }))
    renderToString(element)
    assert.instanceOf(cart!.clear(), Promise)
  })

  test('draws the page of the boot data with its states', async ({ assert }) => {
    const html = await render({}, { states: { CartState: cartSnapshot({ total: 12 }) } })
    assert.include(html, '0 items, 12 in all')
  })

  test('draws the layout around the page', async ({ assert }) => {
    const html = await render({ layout: ({ children }) => <div id="layout">{children}</div> })
    assert.match(html, /<div id="layout"><form.*0 items.*<\/form><\/div>/)
  })

  test('gives the same result each time, and shares nothing between renderings', async ({
    assert,
  }) => {
    const app = createApp({ pages: { './pages/cart.tsx': { default: cartPage } } })
    const boot = (total: number) => bootData({ states: { CartState: cartSnapshot({ total }) } })
    const [first, second, again] = await Promise.all(
      [1, 2, 1].map(async (total) => renderToString(await app.render(boot(total))))
    )
    assert.equal(first, again)
    assert.notEqual(first, second)
  })

  test('draws at the address that it is given', async ({ assert }) => {
    const Component = () => <NavLink to="/cart/old">Old</NavLink>
    const options = { pages: { './pages/cart.tsx': { default: Component } } }
    assert.include(await render(options, {}, '/cart/old'), 'aria-current="page"')
    assert.notInclude(await render(options), 'aria-current')
  })

  test('leaves room for messages that will be read aloud', async ({ assert }) => {
    const html = await render()
    assert.match(html, /<section[^>]* aria-live="polite"/)
    assert.match(html, /<div class="reflex-banner" role="status"><\/div>/)
  })

  test('replaces the parts that the application brings', async ({ assert }) => {
    const html = await render({
      components: {
        toaster: ({ toasts }) => <p>{toasts.length} toasts</p>,
        banner: ({ connection }) => <p>{connection.status}</p>,
        progress: ({ active }) => <p>{active ? 'moving' : 'here'}</p>,
      },
    })
    assert.match(html, /<p>here<\/p>.*<p>0 toasts<\/p><p>connecting<\/p>/)
    assert.notInclude(html, 'reflex-')
  })
})

test.group('Page files', () => {
  const found = { default: () => 'found' }

  test('are found by the end of their id')
    .with([
      './pages/cart.tsx',
      '/resources/pages/cart.tsx',
      'pages/cart.tsx',
      '../resources/pages/cart.tsx',
    ])
    .run(async ({ assert }, key) => {
      assert.include(await render({ pages: { [key]: found } }), 'found')
    })

  test('are found by the longest key that fits', async ({ assert }) => {
    const pages = {
      './pages/cart.tsx': { default: () => 'short' },
      './admin/pages/cart.tsx': { default: () => 'long' },
      './other/pages/cart.tsx': { default: () => 'other' },
    }
    const boot = { page: pageInfo({ id: 'resources/admin/pages/cart.tsx' }) }
    assert.include(await render({ pages }, boot), 'long')
  })

  test('are loaded when they are needed, once', async ({ assert }) => {
    let loads = 0
    const pages = {
      './pages/cart.tsx': async () => {
        loads++
        return found
      },
      './pages/home.tsx': () => {
        throw new Error('Not this one')
      },
    }
    const app = createApp({ pages })
    await app.render(bootData())
    await app.render(bootData())
    assert.equal(loads, 1)
  })

  test('are loaded again after a failure', async ({ assert }) => {
    let loads = 0
    const app = createApp({
      pages: {
        './pages/cart.tsx': async () => {
          if (++loads === 1) throw new Error('Network')
          return found
        },
      },
    })
    await assert.rejects(() => app.render(bootData()), 'Network')
    await app.render(bootData())
    assert.equal(loads, 2)
  })

  test('are missed with a clear error', async ({ assert }) => {
    assert.equal(await outcome(render({ pages: {} })), 'rejected: E_PAGE_MISSING')
    const half = { './pages/scart.tsx': found, './art.tsx': found }
    assert.equal(await outcome(render({ pages: half })), 'rejected: E_PAGE_MISSING')
  })

  test('may be remembered, lazy or pass a ref on')
    .with([
      memo(() => 'found'),
      forwardRef(() => 'found'),
      lazy(async () => ({ default: () => 'found' })),
    ])
    .run(async ({ assert }, component) => {
      const app = createApp({ pages: { './pages/cart.tsx': { default: component } } })
      const stream = await renderToReadableStream(await app.render(bootData()))
      assert.include(await new Response(stream).text(), 'found')
    })

  test('need a component as their default export', async ({ assert }) => {
    for (const module of [{}, { default: 'text' }, { default: <p /> }, undefined]) {
      assert.equal(
        await outcome(render({ pages: { './pages/cart.tsx': module } })),
        'rejected: E_PAGE_INVALID'
      )
    }
  })
})

test.group('useReflex', () => {
  test('selects from a state', async ({ assert }) => {
    const html = await renderPage(() => {
      const text = useReflex(CartState, ({ items, total }) => `${items.length} for ${total}`)
      return <p>{text}</p>
    })
    assert.include(html, '<p>0 for 0</p>')
  })

  test('selects several values', async ({ assert }) => {
    const html = await renderPage(() => {
      const [total, language] = useReflex(CartState, (cart) => [cart.total, cart.language])
      return `${total} ${language}`
    })
    assert.include(html, '0 en')
  })

  test('gives the same event functions in each place', async ({ assert }) => {
    const seen = new Set<unknown>()
    const Item = () => {
      const { add } = useReflex(CartState)
      seen.add(add).add(add.debounce(300))
      return null
    }
    await renderPage(() => [<Item key="1" />, <Item key="2" />])
    assert.equal(seen.size, 2)
  })

  test('says when the page does not have the state', async ({ assert }) => {
    const failures: unknown[] = []
    const Component = () => useReflex(AdminState).users.join()
    const app = createApp({ pages: { './pages/cart.tsx': { default: Component } } })
    const stream = await renderToReadableStream(await app.render(bootData()), {
      onError: (error) => void failures.push(error),
    })
    await stream.allReady
    assert.containSubset(failures, [{ code: 'E_STATE_NOT_REACHABLE', status: 404 }])
    assert.match((failures[0] as Error).message, /page "\/cart" has no state "AdminState"/)
  })

  test('says when it is used outside an application', ({ assert }) => {
    const Component = () => <p>{useReflex(CartState).total}</p>
    assert.throws(() => renderToString(<Component />), /pages and layouts of createApp\(\)/)
  })

  test('takes the id of a class, or its name', async ({ assert }) => {
    class Named {
      static id = 'CartState'
      total = 0
    }
    class Unnamed {
      total = 0
    }
    Object.defineProperty(Unnamed, 'name', { value: 'CartState' })
    const boot = { states: { CartState: cartSnapshot({ total: 7 }) } }
    const html = await renderPage(
      () => `${useReflex(Named).total} and ${useReflex(Unnamed).total}`,
      boot
    )
    assert.include(html, '7 and 7')
  })
})

test.group('The page and the connection as hooks', () => {
  test('know the page, in it and in the layout', async ({ assert }) => {
    const info = pageInfo({
      url: '/products/7?tag=a&tag=b&sort[by]=name',
      q: { tag: ['a', 'b'], sort: { by: 'name' } },
      route: 'products.show',
      params: { id: '7' },
      title: 'Tea',
    })
    const seen: unknown[] = []
    const Spy = () => {
      seen.push(usePage<{ id: string }>())
      return null
    }
    await render(
      {
        pages: { './pages/cart.tsx': { default: Spy } },
        layout: ({ children }) => [<Spy key="spy" />, children],
      },
      { page: info }
    )
    const expected = {
      id: info.id,
      url: info.url,
      route: 'products.show',
      params: { id: '7' },
      query: { tag: ['a', 'b'], sort: { by: 'name' } },
      title: 'Tea',
    }
    assert.deepEqual(seen, [expected, expected])
  })

  test('know the connection', async ({ assert }) => {
    const html = await renderPage(() => useConnection().status)
    assert.include(html, 'connecting')
  })
})

test.group('Links', () => {
  test('have the address in the document', async ({ assert }) => {
    const html = await renderPage(() => (
      <>
        <Link to="/products/7?q=1" className="a">
          Tea
        </Link>
        <Link to="https://bank.test/" target="_blank" rel="noreferrer">
          Bank
        </Link>
        <Link to="/none" prefetch="none">
          None
        </Link>
      </>
    ))
    assert.include(html, '<a class="a" href="/products/7?q=1">Tea</a>')
    assert.match(html, /<a (?=[^>]*target="_blank")(?=[^>]*href="https:\/\/bank.test\/")[^>]*>Bank/)
    assert.include(html, '<a href="/none">None</a>')
  })

  test('know whether they lead to the page that is shown', async ({ assert }) => {
    const html = await renderPage(() => (
      <>
        <NavLink to="/cart">Cart</NavLink>
        <NavLink to="/home">Home</NavLink>
      </>
    ))
    assert.match(html, /<a [^>]*aria-current="page"[^>]*>Cart/)
    assert.notMatch(html, /aria-current="page"[^>]*>Home/)
  })
})

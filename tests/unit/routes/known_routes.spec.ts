/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RouterFactory } from '@adonisjs/core/factories/http'
import { test } from '@japa/runner'
import { NamedRoutes } from '../../../src/pages/main.ts'
import { urlFor } from '../../../src/react/main.ts'
import { knownUrl, learnRoutes } from '../../../src/routes/main.ts'

const router = new RouterFactory().create()
const nothing = () => {}
router.get('/', nothing).as('root')
router.get('/products', nothing).as('products')
router.post('/products', nothing).as('products.store')
router.get('/products/:id', nothing).as('products.show')
router.get('/products/:id/pictures/:kind?', nothing).as('pictures')
router.get('/files/*', nothing).as('files')
router.get('/v1.0/a-b/:id.json', nothing).as('dotted')
router.get('/unnamed', nothing)
router.get('/:one/:other', nothing).as('pair')
router.get('/*', nothing).as('any')
router.get('/second', nothing).as('twice')
router.get('/shop', nothing).domain(':tenant.shop.test').as('tenant')
router.commit()

const names = [
  'root',
  'products',
  'products.show',
  'pictures',
  'files',
  'dotted',
  'tenant',
  'pair',
  'any',
]

const CASES: [name: string, params?: object][] = [
  ['root'],
  ['products'],
  ['products.show', { id: 7 }],
  ['products.show', [7]],
  ['products.show', { id: 'ä/b ?#%' }],
  ['products.show', { id: 0 }],
  ['products.show', { id: false }],
  ['products.show', { id: '' }],
  ['pictures', { id: 1 }],
  ['pictures', { id: 1, kind: 'small' }],
  ['pictures', [1, 'small']],
  ['files', { '*': ['a b', 'c'] }],
  ['files', ['a', 'b']],
  ['dotted', { id: 1 }],
]

test.group('Routes that a browser knows', (group) => {
  group.setup(() => {
    learnRoutes(new NamedRoutes(router).of(names))
  })

  test('have the URL that Adonis gives them: {0} {1}')
    .with(CASES)
    .run(({ assert }, [name, params]) => {
      const make = router.urlBuilder.urlFor as unknown as (...args: unknown[]) => string
      assert.equal(knownUrl(name, params), make(name, params))
    })

  test('never lead to another origin, whatever their params are', ({ assert }) => {
    const origin = 'http://shop.test'
    const hostile = [
      ['evil.test'],
      ['', 'evil.test'],
      ['/evil.test', ''],
      ['\\evil.test', 'x'],
      ['\t', 'evil.test'],
      ['..', '..'],
    ]
    for (const params of hostile) {
      for (const url of [knownUrl('any', params)!, knownUrl('pair', ['', ...params])!]) {
        assert.equal(new URL(url, origin).origin, origin, url)
      }
    }
  })

  test('have a query string that the application reads as it was given', ({ assert }) => {
    const qs = { a: 'x y&z', list: [1, 2], yes: true, none: undefined, nothing: null }
    const url = knownUrl('products', undefined, { qs })!
    assert.equal(url, '/products?a=x+y%26z&list%5B%5D=1&list%5B%5D=2&yes=true')
    assert.equal(knownUrl('products', {}, { qs: { none: undefined } }), '/products')
  })

  test('are the named GET routes among some texts', ({ assert }) => {
    const routes = new NamedRoutes(router)
    assert.deepEqual(routes.of(['products', 'products.store', 'label', '__proto__']), {
      products: ['products'],
    })
    assert.isUndefined(routes.of(['label', 'constructor']))
    assert.isUndefined(routes.of([]))
  })

  test('are all while code is edited', ({ assert }) => {
    const known = Object.keys(new NamedRoutes(router, true).of([])!)
    assert.sameMembers(known, [...names, 'twice'])
  })

  test('say what is wrong with a name or with params', ({ assert }) => {
    const make = urlFor as (...args: unknown[]) => string
    assert.throws(() => make('nowhere'), /knows no GET route "nowhere", but .*products\.show/)
    assert.throws(() => make('constructor'), /knows no GET route "constructor"/)
    assert.throws(() => make('products.show'), /Missing value for the "id" param/)
    assert.throws(() => make('files', {}), /wildcard/)
  })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { test } from '@japa/runner'
import {
  buildId,
  encodeManifest,
  MANIFEST_FILE,
  readManifest,
} from '../../../src/pages/manifest.ts'
import { failure } from './application.ts'

test.group('Manifest', () => {
  test('reads what it wrote', async ({ assert, fs }) => {
    const manifest = {
      version: 1 as const,
      build: 'abc',
      pages: [
        {
          id: 'resources/pages/cart.tsx',
          route: '/cart',
          name: 'cart',
          middleware: [],
          onLoad: [],
          states: ['CartState'],
          ssr: true,
          line: 3,
          chunk: 'cart-1.js',
          imports: [],
          css: ['cart-1.css'],
        },
      ],
      states: [{ id: 'CartState', file: 'app/states/cart_state.ts', export: 'default' }],
    }
    await fs.create(`public/assets/${MANIFEST_FILE}`, encodeManifest(manifest))
    assert.deepEqual(await readManifest(join(fs.basePath, 'public/assets')), manifest)
  })

  test('says how to make it when there is none', async ({ assert, fs }) => {
    const error = await failure(readManifest(join(fs.basePath, 'public/assets')))
    assert.equal(error.code, 'E_MANIFEST_MISSING')
    assert.include(error.message, join(fs.basePath, 'public/assets/.vite/reflex.json'))
    assert.include(error.message, 'Run `node ace build`')
  })

  test('refuses a manifest that {0}')
    .with([
      ['is damaged', '{ "version": 1,', /it is not JSON\. Run `node ace build` again/],
      ['is of another version', '{ "version": 2 }', /another version of reflex-adonis/],
      ['lacks its parts', '{ "version": 1, "build": "a" }', /it is not complete/],
    ] as const)
    .run(async ({ assert, fs }, [, text, says]) => {
      await fs.create(MANIFEST_FILE, text)
      const error = await failure(readManifest(fs.basePath))
      assert.equal(error.code, 'E_MANIFEST_INVALID')
      assert.match(error.message, says)
    })

  test('names a build by its files, whatever their order', ({ assert }) => {
    const build = buildId(
      new Map([
        ['a.js', '1'],
        ['b.js', '2'],
      ])
    )
    assert.match(build, /^[0-9a-f]{12}$/)
    assert.equal(
      build,
      buildId(
        new Map<string, string | Uint8Array>([
          ['b.js', Buffer.from('2')],
          ['a.js', '1'],
        ])
      )
    )
    assert.notEqual(
      build,
      buildId(
        new Map([
          ['a.js', '1'],
          ['b.js', '3'],
        ])
      )
    )
  })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { createScanner } from './application.ts'

const HOOK = "import { useShared } from 'reflex-adonis/react'"

/** The keys of a page with some code, and of a layout. */
async function keysOf(
  fs: Parameters<typeof createScanner>[0],
  code: string,
  files: Record<string, string> = {}
): Promise<readonly string[] | undefined> {
  const page = `import { page } from 'reflex-adonis/react'\n${code}\nexport default page({ route: '/' }, () => null)\n`
  const scanner = await createScanner(fs, { 'resources/pages/home.tsx': page, ...files })
  const { pages } = await scanner.scan()
  return pages[0].shared
}

test.group('Shared keys of a page', () => {
  test('{reads}: {code}')
    .with([
      { code: 'const { basket, user: me, stock = [] } = useShared()', reads: 'basket,stock,user' },
      {
        code: 'const A = () => <p>{useShared().basket}{useShared()["user"]}</p>',
        reads: 'basket,user',
      },
      {
        code: 'const s = useShared(); s.basket; s?.user; const { stock } = s',
        reads: 'basket,stock,user',
      },
      {
        code: 'const s = useShared(); const other = { s: 1, x: row.s }; s.basket',
        reads: 'basket',
      },
      { code: 'useShared()', reads: 'none' },
      { code: 'type All = ReturnType<typeof useShared>', reads: 'none' },
      { code: 'export { useShared }', reads: 'none' },
      { code: 'const s = useShared(); show(s)', reads: '*' },
      { code: 'const s = useShared(); const A = () => <B s={s} />', reads: '*' },
      { code: 'const s = useShared(); s[key]', reads: '*' },
      { code: 'const { basket, ...rest } = useShared()', reads: '*' },
      { code: 'const s = useShared() as Record<string, unknown>', reads: '*' },
      { code: 'const use = useShared; use().basket', reads: '*' },
      {
        code: 'const { __proto__: p, constructor: c } = useShared()',
        reads: '__proto__,constructor',
      },
    ])
    .run(async ({ assert, fs }, { code, reads }) => {
      const keys = await keysOf(fs, `${HOOK}\n${code}`)
      assert.equal(keys?.join() ?? 'none', reads)
    })

  test('are found however the hook is imported: {code}')
    .with([
      {
        code: "import { useShared as all } from 'reflex-adonis/react'; all().basket",
        reads: 'basket',
      },
      {
        code: "import * as react from 'reflex-adonis/react'; react.useShared().basket",
        reads: 'basket',
      },
      { code: "import { useShared } from '../hooks.ts'; useShared().basket", reads: 'basket' },
      { code: "import { useAll } from '../renamed.ts'; useAll().basket", reads: '*' },
      {
        code: "const { useShared } = await import('reflex-adonis/react'); useShared().basket",
        reads: '*',
      },
    ])
    .run(async ({ assert, fs }, { code, reads }) => {
      const keys = await keysOf(fs, code, {
        'resources/hooks.ts': "export { useShared } from 'reflex-adonis/react'",
        'resources/renamed.ts': "export { useShared as useAll } from 'reflex-adonis/react'",
      })
      assert.equal(keys?.join(), reads)
    })

  test('are those of its parts and of the layout as well', async ({ assert, fs }) => {
    const keys = await keysOf(fs, "import { Part } from '../part.tsx'; Part()", {
      'resources/part.tsx': `${HOOK}\nexport const Part = () => useShared().stock`,
      'resources/app.tsx': "import './layout.tsx'",
      'resources/layout.tsx': `${HOOK}\nexport const Layout = () => useShared().user`,
      'resources/unused.tsx': `${HOOK}\nuseShared().secret`,
    })
    assert.deepEqual(keys, ['stock', 'user'])
  })
})

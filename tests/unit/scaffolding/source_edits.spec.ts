/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import {
  addEntryPoint,
  excludeFolder,
  hasHomeRoute,
  mountPages,
} from '../../../src/scaffolding/source_edits.ts'

function lines(...text: string[]): string {
  return `${text.join('\n')}\n`
}

test.group('A home route', () => {
  test('is found whatever method registers it', ({ assert }) => {
    assert.isTrue(hasHomeRoute(`router.get('/', () => {})`))
    assert.isTrue(hasHomeRoute(`router.on('/').render('pages/home').as('home')`))
    assert.isTrue(hasHomeRoute(`router.group(() => { router.any("/", [Home, 'index']) })`))
  })

  test('is not found where "/" is something else', ({ assert }) => {
    assert.isFalse(hasHomeRoute(`router.get('/status', () => {})`))
    assert.isFalse(hasHomeRoute(`redirects.get('/')`))
    assert.isFalse(hasHomeRoute(`// router.get('/', () => {})`))
  })
})

test.group('Mounting pages in a routes file', () => {
  test('imports the service and the middleware and mounts at the end', ({ assert }) => {
    const routes = lines(
      `import router from '@adonisjs/core/services/router'`,
      ``,
      `router.get('/status', () => 'up')`
    )
    assert.equal(
      mountPages(routes, '#start/kernel'),
      lines(
        `import router from '@adonisjs/core/services/router'`,
        `import reflex from 'reflex-adonis/services/main'`,
        `import { middleware } from '#start/kernel'`,
        ``,
        `router.get('/status', () => 'up')`,
        ``,
        `reflex.mount({ middleware })`
      )
    )
  })

  test('leaves the import of the middleware alone when there is one', ({ assert }) => {
    const mounted = mountPages(`import { middleware } from '#start/kernel'\n`, '#start/kernel')
    assert.lengthOf(mounted.match(/#start\/kernel/g)!, 1)
  })

  test('mounts without middleware when the kernel has none', ({ assert }) => {
    assert.equal(
      mountPages(`/* Routes */\n`, undefined),
      lines(
        `/* Routes */`,
        ``,
        `import reflex from 'reflex-adonis/services/main'`,
        ``,
        `reflex.mount()`
      )
    )
  })

  test('changes nothing the second time', ({ assert }) => {
    const once = mountPages(`import router from 'router'\n`, '#start/kernel')
    assert.equal(mountPages(once, '#start/kernel'), once)
  })
})

test.group('An entry point of Vite', () => {
  test('is added behind the others, on a line of its own where they have one', ({ assert }) => {
    assert.equal(
      addEntryPoint(`defineConfig({ plugins: [adonisjs({ entryPoints: ['a.js'] })] })`, 'b.tsx'),
      `defineConfig({ plugins: [adonisjs({ entryPoints: ['a.js', 'b.tsx'] })] })`
    )
    assert.equal(
      addEntryPoint(lines(`adonisjs({`, `  entryPoints: [`, `    'a.js',`, `  ],`, `})`), 'b.tsx'),
      lines(`adonisjs({`, `  entryPoints: [`, `    'a.js',`, `    'b.tsx',`, `  ],`, `})`)
    )
  })

  test('is added to an empty list', ({ assert }) => {
    assert.equal(
      addEntryPoint(`adonisjs({ entryPoints: [] })`, 'b.tsx'),
      `adonisjs({ entryPoints: ['b.tsx'] })`
    )
  })

  test('is not added twice', ({ assert }) => {
    const config = `adonisjs({ entryPoints: ['b.tsx'] })`
    assert.equal(addEntryPoint(config, 'b.tsx'), config)
  })

  test('has no place in a config without a list of them', ({ assert }) => {
    assert.isUndefined(addEntryPoint(`defineConfig({ plugins: [react()] })`, 'b.tsx'))
  })
})

test.group('A folder left out of tsconfig.json', () => {
  test('joins the list that is there, and comments stay', ({ assert }) => {
    const config = lines(`{`, `  // Output`, `  "exclude": ["build"],`, `}`)
    assert.equal(
      excludeFolder(config, 'resources', ['node_modules']),
      lines(`{`, `  // Output`, `  "exclude": ["build", "resources"],`, `}`)
    )
  })

  test('comes in a new list with what the preset left out', ({ assert }) => {
    const config = lines(`{`, `  "extends": "preset"`, `}`)
    assert.equal(
      excludeFolder(config, 'resources', ['build']),
      lines(`{`, `  "extends": "preset",`, `  "exclude": ["build", "resources"]`, `}`)
    )
  })

  test('is not named twice', ({ assert }) => {
    const once = excludeFolder('{}', 'resources', ['build'])
    assert.deepEqual(JSON.parse(once), { exclude: ['build', 'resources'] })
    assert.equal(excludeFolder(once, 'resources', ['build']), once)
  })
})

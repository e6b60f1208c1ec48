/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { hasHomeRoute, mountPages } from '../../../src/scaffolding/routes_file.ts'

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

  test('takes the name that the file has for the middleware', ({ assert }) => {
    const routes = `import { middleware as named } from '#start/kernel'\n`
    assert.include(mountPages(routes, '#start/kernel'), 'reflex.mount({ middleware: named })')
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

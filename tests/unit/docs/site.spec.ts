/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { guides } from '../../../bin/site/guides.ts'
import { withSiteLinks } from '../../../bin/site/links.ts'
import { parseComment } from '../../../bin/site/reference/comment.ts'
import { root } from '../../../bin/support/processes.ts'
import { readDocuments } from '../../helpers/docs/documents.ts'

test.group('The documentation site', () => {
  test('has every document in its sidebar, once', async ({ assert }) => {
    const documents = (await readDocuments()).map(({ path }) => path)
    assert.sameMembers(
      guides.map(({ source }) => source),
      [...documents.filter((path) => path !== 'README.md'), 'CHANGELOG.md']
    )
    const names = guides.map(({ name }) => name)
    assert.lengthOf(new Set(names), names.length)
  })

  test('names guides as they name themselves', async ({ assert }) => {
    for (const { title, source } of guides.filter((guide) => guide.source.startsWith('docs/'))) {
      const text = await readFile(join(root, source), 'utf8')
      const [, heading = ''] = /^# (.+)$/m.exec(text) ?? []
      // In the sidebar, the group says that it is one
      const isNamed = [title, `Recipe: ${title[0].toLowerCase()}${title.slice(1)}`].includes(
        heading
      )
      assert.isTrue(isNamed, `${source}: "${heading}"`)
    }
  })

  test('links of a document lead to pages, and others to the forge', ({ assert }) => {
    const text = [
      '[a](forms.md#errors) [b](../CHANGELOG.md) [c](../src/rx.ts) [d](../src) [e](#here)',
      '[f](https://adonisjs.com)',
      '```md',
      '[code](../src/rx.ts)',
      '```',
    ].join('\n')
    const forge = 'https://github.com/reflex-adonis/reflex-adonis'
    assert.equal(
      withSiteLinks(text, 'docs/states.md'),
      [
        `[a](./forms.md#errors) [b](./changelog.md) [c](${forge}/blob/main/src/rx.ts) ` +
          `[d](${forge}/tree/main/src) [e](#here)`,
        '[f](https://adonisjs.com)',
        '```md',
        '[code](../src/rx.ts)',
        '```',
      ].join('\n')
    )
    assert.equal(withSiteLinks('[a](docs/states.md)', 'CONTRIBUTING.md'), '[a](./states.md)')
    assert.equal(
      withSiteLinks('[a](../live.md#here) [b](chat.md)', 'docs/recipes/wizard.md'),
      '[a](../live.md#here) [b](./chat.md)'
    )
    const picture = '![a](pictures/event.svg)'
    assert.equal(withSiteLinks(picture, 'docs/architecture.md'), picture)
    assert.equal(
      withSiteLinks('[a](recipes/chat.md)', 'docs/shared_state.md'),
      '[a](./recipes/chat.md)'
    )
  })

  test('a doc comment is read by its parts, decorators of examples included', ({ assert }) => {
    const raw = [
      '/**',
      ' * Adds a product.',
      ' *',
      ' * @param count - how many',
      ' *   of them',
      ' * @param options.fast - no wait',
      ' * @returns the basket',
      ' * @throws E_EVENT_ARGUMENT for none',
      ' * @throws E_NO_REQUEST',
      ' *',
      ' * @example',
      ' * ```ts',
      ' * @rx.event() add() {}',
      ' * ```',
      ' */',
    ]
    assert.deepEqual(parseComment(raw.join('\n')), {
      text: 'Adds a product.',
      params: [
        { name: 'count', text: 'how many\n  of them' },
        { name: 'options.fast', text: 'no wait' },
      ],
      returns: ['the basket'],
      throws: ['E_EVENT_ARGUMENT for none', 'E_NO_REQUEST'],
      fallback: [],
      examples: ['```ts\n@rx.event() add() {}\n```'],
      deprecated: [],
    })
    const short = parseComment('/** Milliseconds of a wait. @default 2000 */')
    assert.equal(short.text, 'Milliseconds of a wait.')
    assert.deepEqual(short.fallback, ['2000'])
    assert.equal(parseComment('/** What `@default` says. */').text, 'What `@default` says.')
  })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { substitute } from '../../helpers/proxies/guide.ts'

const GUIDE = 'server a:3333;\nserver a:3334;\nkey /etc/app.key;\n'

test.group('What a test writes in the place of what a guide says', () => {
  test('may read as another word of the guide: {what}')
    .with([
      {
        what: 'as a part of a longer number',
        substitutions: [
          ['a:3333', 'a:33340'],
          ['a:3334', 'a:41000'],
        ] as const,
        expected: 'server a:33340;\nserver a:41000;\nkey /etc/app.key;\n',
      },
      {
        what: 'as the word itself, in turn',
        substitutions: [
          ['a:3333', 'a:3334'],
          ['a:3334', 'a:3333'],
        ] as const,
        expected: 'server a:3334;\nserver a:3333;\nkey /etc/app.key;\n',
      },
      {
        what: 'in a name made up for a folder',
        substitutions: [
          ['/etc/app.key', '/tmp/a:3333/app.key'],
          ['a:3333', 'a:1'],
        ] as const,
        expected: 'server a:1;\nserver a:3334;\nkey /tmp/a:3333/app.key;\n',
      },
    ])
    .run(({ assert }, { substitutions, expected }) => {
      assert.equal(substitute(GUIDE, substitutions), expected)
    })

  test('is refused for a word that the guide does not have once', ({ assert }) => {
    assert.throws(() => substitute(GUIDE, [['a:3335', '']]), /^"a:3335" is there 0 times:/)
    assert.throws(() => substitute(GUIDE, [['server', '']]), /^"server" is there 2 times:/)
    assert.throws(
      () =>
        substitute(GUIDE, [
          ['a:3333;', ''],
          ['3333', '1'],
        ]),
      'Two words overlap at "3333;"'
    )
  })

  test('is nothing where there are none', ({ assert }) => {
    assert.equal(substitute(GUIDE, []), GUIDE)
  })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { headlessEnvironment } from '../../../src/client/main.ts'
import { restore } from '../../../src/client/form_drafts.ts'
import { BrowserStorage } from '../../../src/testing/browser/browser_storage.ts'

const KEY = 'reflex:drafts'
const href = 'https://shop.test/cart'

/** As much of a field as drafts look at, whose value is a property of its class as in browsers. */
class FakeField {
  readonly tagName = 'INPUT'
  readonly type = 'text'
  readonly autocomplete = ''
  readonly defaultValue = ''
  #value = ''

  constructor(readonly name: string) {}

  get value(): string {
    return this.#value
  }

  set value(value: string) {
    this.#value = value
  }

  dispatchEvent(): boolean {
    return true
  }
}

test.group('What was typed before a reload', () => {
  test('is left out where it is damaged, and nothing else is: {drafts}')
    .with(
      [
        '',
        'null',
        '5',
        '"a"',
        '[]',
        '{"fields":{}}',
        `{"url":"${href}","fields":null}`,
        `{"url":"${href}","fields":"text,note,,0"}`,
        ...['null', '5', '"a"', '{}', '{"value":5,"from":""}', '{"value":["a"],"from":""}'].map(
          (draft) => `{"url":"${href}","fields":{"text,note,,0":${draft},GOOD}}`
        ),
        `{"url":"${href}","fields":{"text,note,,0":{"value":[null],"from":[]},GOOD}}`,
        `{"url":"${href}","fields":{"__proto__":{"value":"a"},GOOD}}`,
      ].map((drafts) => ({ drafts }))
    )
    .run(({ assert }, { drafts }) => {
      const storage = new BrowserStorage()
      storage.setItem(KEY, drafts.replace('GOOD', '"text,name,,0":{"value":"Ada","from":""}'))
      const fields = [new FakeField('note'), new FakeField('name')]
      const document = { querySelectorAll: () => fields } as unknown as Document
      const location = { href, assign() {}, replace() {}, reload() {} }
      restore(headlessEnvironment({ document, location, storage }), KEY, new WeakMap())
      assert.equal(fields[0].value, '')
      assert.equal(fields[1].value, drafts.includes('GOOD') ? 'Ada' : '')
      assert.isNull(storage.getItem(KEY))
    })
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { bytesOf, damaged, json, partsOf, sealed, word } from '../inputs.ts'
import { greet } from '../greeting.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

/** Mostly what a field is to be, and anything else at times. */
function mostly<T>(right: Arbitrary<T>): Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: json })
}

const count = fc.constantFrom(0, 0, 1, 7, Number.MAX_SAFE_INTEGER)

const hello = fc
  .record({
    t: fc.constant('hello'),
    v: mostly(fc.constant(1)),
    token: mostly(sealed('token')),
    build: mostly(word('{{build}}')),
    url: mostly(word('/', '/places?page=3', '/rooms/fuzz', '/guarded', '/no', 'http://evil/')),
    n: mostly(count),
    id: mostly(count),
  })
  .map((frame) => bytesOf(JSON.stringify(frame)))

/** The first frame of a socket. */
export const hellos: Target = {
  name: 'hellos',
  inputs: damaged(hello),
  words: ['{{token}}', '{{half}}', '{{rest}}', '"n":9007199254740991', '"url":"/places"', '"id":1'],
  async prepare(server) {
    return async (input) => {
      const visitor = new Visitor(server)
      const boot = await visitor.load('/')
      const { token, build } = boot
      const text = fill(input, { token, build, ...partsOf(token) }).toString()
      await greet(await visitor.connect(boot), text)
    }
  },
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import type { SocketTab } from '../../helpers/socket_tab.ts'
import { bytesOf, damaged, json, word } from '../inputs.ts'
import { HANG, Violation } from '../fuzz_server.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

const call = fc.constantFrom(
  ['CounterState', 'increment'],
  ['CounterState', 'add'],
  ['FailureState', 'order'],
  ['FailureState', 'read'],
  ['PlacesState', 'turn'],
  ['PlacesState', 'find'],
  ['PlacesState', 'label'],
  ['PlacesState', 'paint'],
  ['PlacesState', '$stored'],
  ['BareState', 'turn'],
  ['EffectsState', 'order'],
  ['EffectsState', 'ask'],
  ['ProfileState', 'save'],
  ['ProfileState', 'say'],
  ['RoomState', 'increment'],
  ['RoomState', 'say'],
  ['RoomState', 'climb'],
  ['CookieState', 'set'],
  ['CookieState', 'remember']
)

const address = word(
  '/',
  '/places?page=2',
  '/places?q=%',
  '/effects',
  '/profile',
  '/rooms/a',
  '/no'
)

const argument = fc.oneof(
  json,
  fc.record({ name: json, motto: json, text: json, density: json, draft: json })
)

const event = fc.tuple(call, fc.array(argument, { maxLength: 2 })).map(([[s, e], a]) => ({
  t: 'event',
  s,
  e,
  a,
}))

/** Frames of which each has one field that is something else. */
const right = fc.oneof(
  { weight: 4, arbitrary: event },
  { weight: 3, arbitrary: address.map((url) => ({ t: 'nav', url })) },
  { weight: 1, arbitrary: address.map((url) => ({ t: 'prefetch', url })) },
  { weight: 1, arbitrary: fc.nat(50).map((n) => ({ t: 'ack', n })) },
  { weight: 1, arbitrary: fc.array(json, { maxLength: 3 }).map((ids) => ({ t: 'ping', ids })) },
  {
    weight: 1,
    arbitrary: fc.constant({
      t: 'hello',
      v: 1,
      token: '{{token}}',
      build: 'development',
      url: '/',
      n: 0,
      id: 0,
    }),
  }
)

const field = fc.constantFrom('t', 'id', 's', 'e', 'a', 'f', 'n', 'url', 'v', 'token', 'x')

const frame = fc
  .record({
    base: right,
    id: fc.option(fc.nat(50), { freq: 9 }),
    other: fc.option(fc.tuple(field, json), { freq: 2 }),
  })
  .map(({ base, id, other }) => {
    const whole: Record<string, unknown> = { t: base.t }
    if (id !== null) whole.id = id
    Object.assign(whole, base)
    if (other) whole[other[0]] = other[1]
    return JSON.stringify(whole)
  })

const line = fc.oneof(
  { weight: 8, arbitrary: frame },
  { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) }
)

/** Waits until all that was sent has been read: a ping is answered after it. */
async function read(tab: SocketTab): Promise<void> {
  const over = AbortSignal.timeout(HANG)
  const late = new Promise<never>((_, reject) => {
    over.addEventListener('abort', () => reject(new Violation('A socket gets no pong')))
  })
  const pong = new Promise<void>((resolve) => {
    tab.socket.on('message', (data) => String(data) === '{"t":"pong"}' && resolve())
    tab.socket.on('close', () => resolve())
  })
  tab.send({ t: 'ping' })
  await Promise.race([pong, late])
}

/** A line each goes as a frame over a socket that has said hello. */
export const frames: Target = {
  name: 'frames',
  inputs: damaged(
    fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => bytesOf(lines.join('\n')))
  ),
  words: [
    '{"t":"event","id":9,"s":"CounterState","e":"add","a":[1]}\n',
    '{"t":"nav","id":9,"url":"/places"}\n',
    '"f":1,',
    '"n":9007199254740991,',
    '"__proto__":',
    '[[[[[[[[',
    '{"a":',
    '\\ud800',
    '1e400',
  ],
  async prepare(server) {
    const pages = ['/', '/places', '/effects', '/profile', '/rooms/fuzz', '/identity']
    let turn = 0
    return async (input) => {
      // The limit of tabs counts for a browser session
      const visitor = new Visitor(server)
      const tab = await visitor.open(pages[turn++ % pages.length])
      const token = tab.boot.token
      for (const text of fill(input, { token }).toString().split('\n')) tab.send(text)
      await read(tab)
      for (const answer of tab.frames) {
        if (answer.t === 'error' && answer.status === 500) {
          throw new Violation(`A frame was answered with ${JSON.stringify(answer)}`)
        }
      }
      tab.socket.terminate()
    }
  },
}

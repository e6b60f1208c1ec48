/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { knownInputs } from './corpus.ts'
import { Fuzzer } from './fuzzer.ts'
import { targets } from './targets/main.ts'

/** All new inputs together are tried for that long. */
const SECONDS = 30

/** A machine that does much else takes its time to try and to shorten what failed. */
const TIMEOUT = 240_000

test.group('Fuzzing', (group) => {
  const fuzzer = new Fuzzer(Math.floor(Math.random() * 2 ** 31))
  group.teardown(() => fuzzer.close())

  test('inputs that a server once failed at do no harm', async () => {
    for (const { target, bytes } of await knownInputs()) {
      await fuzzer.replay(
        targets.find(({ name }) => name === target)!,
        bytes
      )
    }
  }).timeout(TIMEOUT)

  for (const target of targets) {
    test(`new ${target.name} do no harm`, async () => {
      await fuzzer.run([target], (SECONDS * 1_000) / targets.length)
    }).timeout(TIMEOUT)
  }
})

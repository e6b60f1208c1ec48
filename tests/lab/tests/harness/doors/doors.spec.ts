/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../../../bin/support/processes.ts'
import { BEHAVIOURS } from './behaviours.ts'
import { connectDoor, eventRequestDoor, visitDoor } from './cheap_doors.ts'
import { chromiumDoor } from './chromium_door.ts'
import type { Door, DoorName } from './door.ts'

test.group('Each door of the harness is as a browser', (group) => {
  group.tap((each) => each.timeout(120_000))

  for (const { it, at = '/doors', as, does, comes, except = {} } of BEHAVIOURS) {
    const doors: DoorName[] = ['beginEventRequest', 'visit', 'connect', 'Chromium']
    for (const name of doors.filter((each) => except[each] === undefined)) {
      test(`${name}: it ${it}`, async ({ assert, beginEventRequest }) => {
        const door: Door = {
          beginEventRequest: eventRequestDoor({ beginEventRequest }),
          visit: visitDoor,
          connect: connectDoor,
          Chromium: chromiumDoor,
        }[name]
        assert.deepEqual(await does(await door.open(at, as)), comes)
      })
    }
  }

  test('or the guide says why it is not', async ({ assert }) => {
    const guide = (await readFile(join(root, 'docs/testing.md'), 'utf8')).replaceAll(/\s+/g, ' ')
    const reasons = BEHAVIOURS.flatMap(({ except = {} }) => Object.values(except))
    for (const reason of new Set(reasons)) assert.include(guide, reason)
  })
})

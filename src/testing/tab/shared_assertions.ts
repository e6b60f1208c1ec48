/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SharedView } from '../../features/shared_data/client/main.ts'
import type { SharedData } from '../../features/shared_data/client/main.ts'
import type { Client } from '../../client/main.ts'
import { SHARED_STATE_ID } from '../../protocol/main.ts'
import { difference, partOf, plain, plainWanted } from '../difference.ts'
import { E_TEST_NOTHING_ASSERTED } from '../exceptions.ts'
import type { PartOf } from '../types.ts'
import { LandingAssertions } from './landing_assertions.ts'

/**
 * Assertions on the shared data that a page has.
 */
export abstract class SharedAssertions extends LandingAssertions {
  abstract readonly client: Client

  /**
   * The shared data that the code of the page reads, as they are now.
   *
   * @throws ReflexError E_SHARED_NOT_READ when the page has none, and on reading others; E_SHARED_FAILED on reading one
   *   whose function has failed
   */
  get shared(): Readonly<SharedData> {
    return new SharedView(this.client).snapshot() as Readonly<SharedData>
  }

  /**
   * @param expected - shared data by key, and parts of them: what is left out can have any value
   * @throws AssertionError when the page has other data, or does not have them; E_TEST_NOTHING_ASSERTED without a key
   */
  assertShared(expected: PartOf<SharedData>): void {
    const wanted = plainWanted(expected) as Record<string, unknown>
    const keys = Object.keys(wanted)
    if (keys.length === 0) {
      throw new E_TEST_NOTHING_ASSERTED(['assertShared({})', 'Name at least one key'])
    }
    const vars = this.varsOf(SHARED_STATE_ID) ?? {}
    const missing = keys.filter((key) => !Object.hasOwn(vars, key) && wanted[key] !== undefined)
    if (missing.length > 0) {
      const message = `Expected the page to read the shared ${missing.join(', ')}, which it does not, or which failed`
      this.fail({ message, expected: wanted, actual: vars }, this.assertShared)
    }
    const found = Object.fromEntries(keys.map((key) => [key, plain(vars[key])]))
    const actual = partOf(found, wanted)
    const differences = difference(wanted, actual, '')
    if (differences.length === 0) return
    const message = 'Expected other shared data'
    this.fail({ message, differences, expected: wanted, actual }, this.assertShared)
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { exec, root, TYPESCRIPT } from '../../../bin/support/processes.ts'

/** A process in which a tab comes and goes. */
const PROGRAM = `
import { StateRegistry } from '${root}/src/state/main.ts'
import { TabRegistry } from '${root}/src/tabs/main.ts'
const limits = { perSession: 5, unadopted: 5, outbox: { frames: 5, size: 1_000 } }
const registry = new TabRegistry(new StateRegistry(), limits, { freeze: false })
registry.drop(registry.create('secret-session'))
registry.close()
`

test.group('The debug output', () => {
  test('says what the package decides, where it is asked for', async ({ assert }) => {
    const run = async (asked: string) => {
      const args = [TYPESCRIPT, '--input-type=module', '--eval', PROGRAM]
      const { stderr } = await exec('node', args, {
        stdio: 'pipe',
        env: { NODE_DEBUG: asked },
      })
      return String(stderr)
    }
    const [told, silent] = await Promise.all([run('reflex'), run('')])
    assert.match(told, /REFLEX \d+: tab [\w-]{22} is here\n.*: tab [\w-]{22} is gone: ended/)
    assert.notInclude(told, 'secret-session')
    assert.notInclude(silent, 'REFLEX')
  })
})

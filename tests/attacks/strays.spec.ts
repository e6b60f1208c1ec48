/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'

test.group('Work that is begun and not awaited', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  /** Waits until the log says something. */
  async function logged(text: string): Promise<void> {
    while (!(await target.log()).includes(text)) await target.measure()
  }

  const line = (origin: string, what: string) =>
    `something that ${origin}() started and did not await failed: strayed: ${what}`

  test('where a page is loaded and drawn, and where tabs come and go, ends nothing', async ({
    assert,
  }) => {
    const tab = await target.browser().open('/strays')
    await tab.hello()
    await logged(line('StraysState.load', 'load'))
    await logged(line('CrowdState.$joined', 'joined'))
    await logged(line('CrowdState.room', 'room'))
    // Written late, and dropped
    await logged('StraysState.count')
    await logged('CrowdState.lines')
    await tab.call('StraysState', 'compute')
    await logged(line('StraysState.doubled', 'computed'))
    assert.equal((await tab.call('StraysState', 'read')).r, 0)

    const told = (origin: string, what: string) =>
      `${origin}() does not await all of its work strayed: ${what}`
    const actions = tab.frames.flatMap((frame) => {
      if (frame.t === 'welcome') return frame.actions ?? []
      return frame.t === undefined ? (frame.a ?? []) : []
    })
    const toasts = actions.flatMap((action) =>
      action.type === 'toast' ? [`${action.message} ${action.description}`] : []
    )
    assert.includeMembers(toasts, [
      told('StraysState.load', 'load'),
      told('CrowdState.$joined', 'joined'),
      told('StraysState.doubled', 'computed'),
    ])
    tab.close()
    await logged(line('CrowdState.$left', 'left'))
    assert.equal(await target.visit(), 1)
    assert.deepEqual(await target.stop(), [0, null])
  })
})

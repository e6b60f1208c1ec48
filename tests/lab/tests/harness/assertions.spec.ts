/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import emitter from '@adonisjs/core/services/emitter'
import mail from '@adonisjs/mail/services/main'
import { visit } from 'reflex-adonis/plugins/japa'
import type { VisitedPage } from 'reflex-adonis/plugins/japa'
import OrderPlaced from '#events/order_placed'
import CounterState from '#states/counter_state'
import EffectsState from '#states/effects_state'

/** What a failed assertion prints. */
function printed(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    if ((error as Error).name !== 'AssertionError') throw error
    return (error as Error).message
  }
  throw new Error('The assertion has passed')
}

/** A page on which an order was placed. */
async function ordered(): Promise<VisitedPage> {
  const page = await visit('/effects')
  await page.state(EffectsState).order({ count: 2 })
  return page
}

test.group('A failed assertion', (group) => {
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('prints the difference, the patches and the last frames, the same in each run', async ({
    assert,
  }) => {
    const messages = []
    for (let run = 0; run < 2; run++) {
      const page = await visit('/')
      await page.state(CounterState).add(2)
      messages.push(printed(() => page.assertState(CounterState, { count: 3 })))
    }
    assert.equal(messages[0], messages[1])
    assert.equal(
      messages[0],
      [
        'Expected CounterState to have other vars',
        '  count: expected 3, got 2',
        'Changed by the last call:\n  CounterState.count = 2',
        [
          'Last frames:',
          '  > load /',
          '  < page resources/pages/home.tsx at /; new CounterState, FailureState, FlashState, $app (549 bytes)',
          '  > hello from /, frame 0, event 0',
          '  < welcome, goes on, frame 0, event 0 (65 bytes)',
          '  > 1 CounterState.add [2]',
          '  < 1 answers 1; CounterState.count = 2 (59 bytes)',
        ].join('\n'),
      ].join('\n\n')
    )
  })
})

test.group('Fakes of Adonis', () => {
  test('see what a visited page emits and mails', async ({ cleanup }) => {
    const events = emitter.fake([OrderPlaced])
    const { messages } = mail.fake()
    cleanup(() => {
      emitter.restore()
      mail.restore()
    })
    const page = await ordered()
    events.assertEmitted(OrderPlaced)
    page.assertEmitted(OrderPlaced)
    messages.assertSent({ subject: 'Order 1' })
    page.assertMail({ subject: 'Order 1' })
  })
})

test.group('A call of another event', () => {
  test('that a handler asks for is made, as a browser makes it', async () => {
    const page = await visit('/effects')
    await page.state(EffectsState).ask()
    page.assertAction('title', { title: 'the second event' })
  })
})

test.group('Visits side by side', (group) => {
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('do not see what the others do', async () => {
    const [one, other] = await Promise.all([visit('/effects'), visit('/effects')])
    await Promise.all([
      one.state(EffectsState).count3(),
      other.state(EffectsState).order({ count: 1 }),
    ])
    one.assertQueryCount(3)
    one.assertNoMail()
    one.assertNotEmitted(OrderPlaced)
    other.assertQueryCount(0)
    other.assertEmitted(OrderPlaced)
    other.assertNoCookie('lab_session')
  })
})

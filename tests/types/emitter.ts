/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Events of the emitter
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import emitter from '@adonisjs/core/services/emitter'
import type { EventCompleted, TabClosing } from '../../src/types.ts'

emitter.on('reflex:tab_opened', ({ tab, url, user, resumed }) => {
  const texts: string[] = [tab, url]
  const id: string | number | undefined = user
  // @ts-expect-error: it is a boolean
  resumed.trim()
  return void [texts, id]
})

emitter.on('reflex:tab_closed', ({ reason, duration }) => {
  const why: TabClosing = reason
  // @ts-expect-error: there is no such reason
  if (reason === 'closed') return
  return void [why, duration.toFixed()]
})

class NoteEvent {
  handle({ outcome, kind, code }: EventCompleted) {
    const told: 'ok' | 'refused' | 'failed' = outcome
    // @ts-expect-error: an event that has not failed has no code
    code.trim()
    return void [told, kind]
  }
}

emitter.on('reflex:event_completed', [NoteEvent])
// @ts-expect-error: there is no such event
emitter.on('reflex:event_complete', () => {})
// @ts-expect-error: the message lacks what it must have
void emitter.emit('reflex:tab_closed', { tab: 'a' })

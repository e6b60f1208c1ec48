/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { State, rx } from 'reflex-adonis'

/** Makes what stands around pages show. */
export default class PartsState extends State {
  @rx.event() tell() {
    const options = { description: 'What it is about', duration: 0 }
    return [
      rx.toast.info('For your information', options),
      rx.toast.success('Saved', options),
      rx.toast.warning('Nearly full', options),
      rx.toast.error('Failed', options),
    ]
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { AppState, rx } from 'reflex-adonis'
import { gates } from '#services/gates'
import RoomState from '#states/room_state'
import TallyState from '#states/tally_state'

/** A state of one tab, which uses the rooms of others. */
export default class NoteState extends AppState {
  @rx.var() drafts: string[] = ['first']

  @rx.event() async publish(text: string) {
    this.drafts.push(text)
    const room = await this.$get(RoomState)
    room.notes.push(...this.drafts)
    this.drafts = []
    return room.notes.length
  }

  /** Changes its own state first, so that the room comes into a change under way. */
  @rx.event() async publishLate() {
    this.drafts.push('late')
    await gates.pass('publish')
    const room = await this.$get(RoomState)
    room.count += 10
    return room.count
  }

  /** Its room is asked for by name, and held by each update from then on. */
  @rx.event({ background: true }) async publishSlowly(notes: number) {
    const room = await this.$get(RoomState)
    for (let note = 1; note <= notes; note++) {
      await this.$update(async () => {
        const { count } = room
        await new Promise(setImmediate)
        room.count = count + 1
        this.drafts.push(`note ${note}`)
      })
    }
    return room.count
  }

  /** The other way round than `RoomState.both`. */
  @rx.event() async both(milliseconds: number) {
    const tally = await this.$get(TallyState)
    tally.total++
    await setTimeout(milliseconds)
    const room = await this.$get(RoomState)
    room.count++
  }
}

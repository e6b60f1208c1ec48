/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { flags } from '@adonisjs/core/ace'
import { visible } from '../src/logging/main.ts'
import { roomInWords, wireRoom } from '../src/operations/main.ts'
import type { RoomTarget } from '../src/operations/main.ts'
import { OperatorCommand } from '../src/operator/main.ts'
import type { Operator } from '../src/operator/main.ts'

/**
 * `node ace reflex:rooms` shows the rooms of the running processes, looks into one, or empties it.
 */
export default class ListRooms extends OperatorCommand {
  static commandName = 'reflex:rooms'
  static description = 'List the rooms of the running application, or look into one'

  @flags.string({ description: 'Rooms of a state, by the id of the state' })
  declare state?: string

  @flags.string({ description: 'Look into the room of --state with this name' })
  declare room?: string

  @flags.string({ description: 'Look into the room with this id of the list' })
  declare id?: string

  @flags.boolean({ description: 'Look into the only room of --state' })
  declare look: boolean

  @flags.boolean({ description: 'Reset the vars of the room to their initial values' })
  declare empty: boolean

  @flags.number({ description: 'Rooms to show, up to 1000', default: 100 })
  declare limit: number

  @flags.string({ description: 'Continue after this room' })
  declare after?: string

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  protected async operate({ rooms }: Operator) {
    if (this.empty) return this.#empty(rooms)
    const isOne = this.room !== undefined || this.id !== undefined || this.look
    return isOne ? this.#look(rooms) : this.#list(rooms)
  }

  get #target(): RoomTarget {
    const { state, room, id } = this
    const named = Object.entries({ state, room, id }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(named)
  }

  async #empty(rooms: Operator['rooms']): Promise<void> {
    const { members } = await rooms.empty(this.#target)
    this.logger.success(`The room is empty. Members who see it: ${members}`)
  }

  async #look(rooms: Operator['rooms']): Promise<void> {
    const { room, unanswered } = await rooms.look(this.#target)
    if (this.json) this.logger.log(JSON.stringify(room ?? null, null, 2))
    else if (!room) {
      const named = roomInWords(wireRoom(this.#target))
      this.logger.info(visible(`No ${named} exists`))
    } else {
      const members = room.members.map(({ id, user }) => [id, String(user ?? '')])
      this.showTable(['Member', 'User'], members)
      this.showValue(room.vars)
    }
    this.warn(unanswered)
  }

  async #list(rooms: Operator['rooms']): Promise<void> {
    const { state, limit, after } = this
    const list = await rooms.list(state === undefined ? {} : { state }, { limit, after })
    if (this.json) {
      this.logger.log(JSON.stringify(list, null, 2))
      return
    }
    this.showTable(
      ['State', 'Room', 'Members', 'Tabs', 'Unused for', 'Processes', 'Id'],
      list.rooms.map((room) => [
        room.state,
        room.name ?? '',
        String(room.members),
        String(room.tabs),
        `${Math.round(room.idle / 1_000)} s`,
        room.processes.join(', '),
        room.id,
      ])
    )
    this.showNext(list.next)
    this.warn(list.unanswered)
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export * as roomErrors from './exceptions.ts'
export { memberId } from './member_hooks.ts'
export { unpackRoom } from './room_record.ts'
export type { RoomContent } from './room_record.ts'
export { Room, roomId } from './room.ts'
export type { RoomReader } from './room.ts'
export { RoomHold } from './room_hold.ts'
export type { Leaving } from './room_access.ts'
export { Rooms } from './rooms.ts'
export type { RoomsOptions } from './rooms.ts'
export type { RoomLimits } from './room_keeper.ts'
export { sessionEntry, userSignedIn, userSignedOut } from './session_rooms.ts'
export type { SessionRooms } from './session_rooms.ts'

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { AllRooms } from './all_rooms.ts'
export { Broadcasts } from './broadcasts.ts'
export type { BroadcastOptions, Reached } from './broadcasts.ts'
export { E_NO_BUS } from './exceptions.ts'
export type { ListOptions } from './list_page.ts'
export { ProcessCalls } from './process_calls.ts'
export { TabCalls } from './tab_calls.ts'
export type { ListedTab, Kicked, KickOptions, TabCount, TabList } from './tab_calls.ts'
export { RoomCalls } from './room_calls.ts'
export type {
  Emptied,
  ListedRoom,
  RoomContents,
  RoomFilter,
  RoomList,
  RoomLook,
  RoomMember,
} from './room_calls.ts'
export { roomInWords, wireRoom } from './room_target.ts'
export type { RoomTarget } from './room_target.ts'
export { tabMatcher, wireTarget } from './tab_target.ts'
export type { TabTarget, WireTarget } from './tab_target.ts'
export { Tabs } from './tabs.ts'

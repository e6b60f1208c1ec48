/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from 'reflex-adonis/types'
import type { UnbridgedState, DoorsRoomState, DoorsState } from '#states/doors_state'

export type DoorStates = typeof DoorsState | typeof UnbridgedState | typeof DoorsRoomState

/** Who comes to a page of a door, and with what. */
export interface Visitor {
  /** Id of a user; a guest without one. */
  user?: number
  /** What the route `/flash-note` flashes. */
  flash?: { note: 'from before' }
  locale?: string
  headers?: Record<string, string>
}

/** What each door of the harness and Chromium can be asked for, in the same words. */
export interface Door {
  readonly name: DoorName
  open(path: string, visitor?: Visitor): Promise<OpenDoor>
}

export type DoorName = 'beginEventRequest' | 'visit' | 'connect' | 'Chromium'

/** A page that is open. */
export interface OpenDoor {
  /** Calls an event. @returns the code of its failure; undefined without one */
  call(state: DoorStates, event: string, ...args: JsonValue[]): Promise<string | undefined>
  /** An event of a state that the page has now, to be called later. @returns as `call` */
  hold(state: DoorStates, event: string): Promise<() => Promise<string | undefined>>
  /** Calls an event when nothing has been called for a while, and does not wait for it. */
  debounce(state: DoorStates, event: string, milliseconds: number, ...args: JsonValue[]): void
  /** Fills a form in and presses its button. */
  submit(
    label: 'Order' | 'File' | 'Rules' | 'Lenient',
    fields: Record<string, string | boolean | File>,
    button?: string
  ): Promise<void>
  vars(state: DoorStates): Promise<Record<string, JsonValue>>
  /** Whether something is so, at once or in a moment, where what others do takes its time to come. */
  shows(look: () => Promise<boolean>): Promise<boolean>
  /** Goes where a link leads, and follows what that leads to. */
  click(url: string): Promise<void>
  /** Follows where the last call has led. */
  follow(): Promise<void>
  /** Path and query string of what the browser shows. */
  url(): Promise<string>
  title(): Promise<string | undefined>
  /** Whether it shows a page of the application. */
  isPage(): Promise<boolean>
  /** Addresses that were opened in further tabs. */
  opened(): Promise<string[]>
  openTab(path: string): Promise<OpenDoor>
  /** Texts of the toasts that are shown. */
  toasts(): Promise<string[]>
  /** What the page shows; the message of what a component throws. */
  sees(): Promise<string>
}

/** What this door has no word for: a row says why. */
export class NoSuchThing extends Error {}

export function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? (error as Error).message
}

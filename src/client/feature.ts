/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, UpdateFrame } from '../protocol/main.ts'
import type { Environment, Signal } from './environment.ts'
import type { CalledFile } from './form.ts'
import type { Message } from './outbox.ts'
import type { Store } from './store.ts'

/** What the client provides to the browser side of a feature. */
export interface ClientFeatureContext {
  store: Store
  environment: Environment
  development: boolean
  /** Whether the document belongs to an existing tab, of which the server may know more. */
  isKept: boolean
  /** Address of a path of the server: the page may be on another host. */
  address(path: string): string
  /** Sends an event, now or once there is a connection. */
  send(message: Message): void
  /** Sends data to the server side of the feature, if there is a connection. */
  tell(data: JsonValue): void
  /** Applies what a frame contains besides its patches. */
  news(frame: UpdateFrame): void
  /** Warns a developer. */
  warn(message: string): void
}

/** A call of an event with files, which are to be on the server before it is made. */
export interface FileCall {
  /** Id of the state. */
  state: string
  /** Name of the event. */
  event: string
  /** Its arguments, with names in the place of files. */
  args: JsonValue[]
  /** Which of them is a form, from 1. */
  position?: number
  files: readonly CalledFile[]
  /** Sends all of it over HTTP, where no socket comes through. A document takes the place of this one. */
  post?(): void
}

/**
 * The browser side of a feature, for one tab. Each moment is optional, and a moment that is left
 * out costs nothing. If one throws, or returns a promise that rejects, the console shows it, and
 * neither the tab nor other features are affected.
 */
export interface ClientFeature {
  /** The page has loaded, or states have changed. */
  changed?(): void
  /** There is a connection. */
  connected?(): void
  /** The tab is a new one on the server, which knows nothing of the previous one. */
  renewed?(): void
  /** Something has happened around the page. */
  noticed?(signal: Signal): void
  /** Receives data from the server side of the feature. It can be lost with a connection. */
  told?(data: JsonValue): void
  /**
   * Takes the files of a call to the server.
   *
   * @returns why they were refused, by field; undefined when the call may be made, and null when it was led elsewhere
   * @throws ReflexError
   */
  carry?(call: FileCall): Promise<Record<string, string> | null | undefined>
}

/** Creates the browser side of a feature, once per client. */
export interface ClientFeatureFactory<F extends ClientFeature = ClientFeature> {
  /** The name of its server side. */
  readonly name: string
  create(context: ClientFeatureContext): F
  /** Loads the files that are otherwise loaded on demand, for callers that cannot wait for them. */
  load?(): Promise<unknown>
}

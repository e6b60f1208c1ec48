/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue, UpdateFrame } from '../protocol/main.ts'
import type { Environment, Signal } from './environment.ts'
import type { Message } from './outbox.ts'
import type { Store } from './store.ts'

/** What the browser's side of a feature has of its client. */
export interface ClientFeatureContext {
  store: Store
  environment: Environment
  development: boolean
  /** The document is of a tab that has been here before: the server may know more. */
  isKept: boolean
  /** Sends an event, now or when there is a connection. */
  send(message: Message): void
  /** Tells the server's side of the feature something, where there is a connection. */
  tell(data: JsonValue): void
  /** Takes up what a frame says besides its patches. */
  news(frame: UpdateFrame): void
  /** Tells a developer what is wrong. */
  warn(message: string): void
}

/**
 * The browser's side of a feature, for one tab. Each moment is optional, and what is left out costs
 * nothing. One that throws, or returns a promise that rejects, is told to the console, and hurts
 * neither the tab nor other features.
 */
export interface ClientFeature {
  /** The page is there, or states have changed. */
  changed?(): void
  /** There is a connection. */
  connected?(): void
  /** The tab is a new one on the server, which knows nothing of the one before. */
  renewed?(): void
  /** Something has happened around the page. */
  noticed?(signal: Signal): void
  /** What the server's side of the feature tells. It may be lost with a connection. */
  told?(data: JsonValue): void
}

/** Makes the browser's side of a feature, once for a client. */
export interface ClientFeatureFactory<F extends ClientFeature = ClientFeature> {
  /** That of the server's side. */
  readonly name: string
  create(context: ClientFeatureContext): F
  /** Loads the files that it loads on demand, for who cannot wait for that. */
  load?(): Promise<unknown>
}
